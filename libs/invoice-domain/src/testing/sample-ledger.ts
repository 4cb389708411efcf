import type { DataSource } from 'typeorm';
import { advanceIds } from '../schema/columns/advance-ids.js';
import { migrate } from '../schema/migrate.js';
import { createTestDatabaseOf, type Template, type TestDatabase } from './test-database.js';

/**
 * A row in every table, ids chosen here. Account 74 belongs to reseller 1, account 75 to its child, reseller 2; what
 * account 74 owns has an id below 100 and its counterpart of account 75 the same plus 100.
 */
const rows = `
INSERT INTO admin_users (id, username, password_hash, allowed_ips) VALUES (139, 'admin', 'x', '{10.0.0.0/8,::1}');
INSERT INTO resellers (id, parent_id, name, domain, currency, time_zone, manager_name, company_name,
  address_line_1, address_line_2, city, country, zip)
VALUES
  (1, NULL, 'Root', 'root.test', 'EUR', 'Europe/Kyiv', 'Ann', 'Root Ltd', 'Main 1', '', 'Kyiv', 'UA', '01001'),
  (2, 1, 'Child', 'child.test', 'USD', NULL, 'Bob', 'Child Inc', 'High 2', '', 'Boston', 'US', '02101');
INSERT INTO managers (id, reseller_id, name, role, token_hash) VALUES (1, 1, 'Ann', 'admin', repeat('a', 64));
INSERT INTO api_tokens (id, manager_id, name, token_hash, predecessor_id) SELECT 12, 1, 'shop', repeat('b', 64), id FROM api_tokens;
INSERT INTO smtp_connections (id, name, host, port, from_address) VALUES (1, 'main', 'mail.test', 25, 'bills@root.test');
INSERT INTO contractors (id, name, customer, external_id, smtp_connection_id) VALUES (1, 'Customer', true, 5, 1);
INSERT INTO contacts (id, contractor_id, email) VALUES (1, 1, 'books@customer.test');
INSERT INTO invoice_templates (id, name, filename) VALUES (1, 'plain', 'plain.odt');
INSERT INTO account_classes (id, name, days_to_pay) VALUES (1, 'Standard', 14);
INSERT INTO accounts (id, name, external_id, contractor_id, reseller_id, invoice_template_id, currency, payment_model,
  send_invoices_to, account_class_id)
VALUES (74, 'first', 7400, 1, 1, 1, 'EUR', 'prepay', '{1}', NULL), (75, 'second', 7500, 1, 2, NULL, 'USD', 'postpay', NULL, 1);

INSERT INTO countries (id, name, iso2) VALUES (1, 'Ukraine', 'UA');
INSERT INTO currencies (id, name, rate) VALUES (0, 'EUR', 1), (1, 'USD', 0.92);
INSERT INTO network_types (id, name) VALUES (1, 'Mobile');
INSERT INTO networks (id, name, network_type_id) VALUES (1, 'Net', 1);
INSERT INTO service_types (id, name, variables) VALUES (1, 'Number', '{"pool": 1}');
INSERT INTO services (id, account_id, type_id, name, state, initial_price, renew_price, renew_at, renew_period)
VALUES
  (3, 74, 1, 'a number', 'active', 1, 2, '2026-02-01T00:00:00Z', 'month'),
  (103, 75, 1, 'another', 'suspended', 1, 2, NULL, NULL);
INSERT INTO transactions (id, account_id, service_id, amount) VALUES (4, 74, 3, 1.5);
INSERT INTO package_counters (id, account_id, service_id, prefix, duration) VALUES (5, 74, 3, '380', 600);

INSERT INTO invoices (id, account_id, reseller_id, kind, billing_day, state, type, currency, time_zone, payment_model,
  starts_at, ends_at, from_date, to_date, charges_amount, corrections_amount, total)
VALUES
  (18, 74, 1, 'usage', NULL, 'new', 'autoFull', 'EUR', 'UTC', 'prepay',
   '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z', '2026-01-01', '2026-02-01', 0, 0, 0),
  (19, 74, 1, 'commerce', 1, 'pending', 'autoFull', 'EUR', 'Europe/Kyiv', 'postpay',
   '2025-12-31T22:00:00Z', '2026-01-31T22:00:00Z', '2026-01-01', '2026-02-01', 20, -1, 19),
  (119, 75, 2, 'commerce', 1, 'pending', 'autoFull', 'USD', 'UTC', 'postpay',
   '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z', '2026-01-01', '2026-02-01', 20, 0, 20);
INSERT INTO invoice_originated_destinations (id, invoice_id, country_id, network_id, spent, dst_prefix, calls_count, successful_calls_count)
VALUES (1, 18, 1, 1, true, '380', 10, 7);
INSERT INTO invoice_terminated_destinations (id, invoice_id, country_id, network_id, spent) VALUES (1, 18, 1, 1, false);
INSERT INTO invoice_originated_networks (id, invoice_id, country_id, network_id, spent, calls_count, successful_calls_count)
VALUES (1, 18, 1, 1, true, 10, 7);
INSERT INTO invoice_terminated_networks (id, invoice_id, country_id, network_id, spent) VALUES (1, 18, 1, 1, false);
INSERT INTO invoice_service_data (id, invoice_id, service_id, amount, transactions_count, spent) VALUES (1, 18, 3, 1.5, 1, true);
UPDATE invoices SET state = 'pending', originated_calls_count = 10, originated_successful_calls_count = 7,
  services_amount_spent = 1.5, service_transactions_count = 1, amount_spent = 1.5, total = 1.5
WHERE id = 18;

INSERT INTO postings (id, account_id, reseller_id, currency, number, kind, amount, balance, cause_type, cause_id, booked_at, recorded_at, actor)
VALUES (6, 74, 1, 'EUR', 1, 'transaction', 0.5, 0.5, 'transaction', 4, '2026-01-02T00:00:00Z', '2026-01-02T00:00:00Z', 'admin:139');

INSERT INTO invoice_series (reseller_id, last_number, last_seal) VALUES (1, 1, 'a seal');
INSERT INTO invoice_seals (reseller_id, number, invoice_id, seal) VALUES (1, 1, 17, 'a seal');
INSERT INTO billing_runs (id, at, state, actor, started_at) VALUES (1, '2026-01-02T05:30:00Z', 'running', 'job:billing-run', '2026-01-02T05:30:00Z');
INSERT INTO billing_run_accounts (id, billing_run_id, account_id, outcome, invoice_id) VALUES (1, 1, 75, 'billed', 119);
INSERT INTO failed_jobs (id, job_id, job, data, cause, failed_at)
VALUES (1, '9b0a5b2e-6a3c-4c0f-8f39-0d9d5f0b9a01', 'fill-invoice', '{"invoiceId": 18}', 'the disk was full', '2026-01-03T00:00:00Z');
INSERT INTO imports (id, kind, name, source, digest, state, actor, started_at, finished_at, read_count, added_count, sums)
VALUES (1, 'cdrs', 'calls-2026-01-15.csv', 'file', repeat('a', 64), 'finished', 'job:ingest', '2026-01-16T00:00:00Z', '2026-01-16T00:01:00Z',
  1, 1, '[{"currency": "EUR", "customerPrice": "1.5", "vendorPrice": "1"}]');
INSERT INTO usage_revisions (kind, record_id, at, change, record, actor, reason, created_at)
VALUES ('cdrs', 2, '2026-01-15T00:00:00Z', 'voided', '{"id": 2}', 'admin:139', 'a test call', '2026-01-16T00:00:00Z');
INSERT INTO usage_batches (kind, id, digest, received, added, already_there, rejected, rejects, created_at)
VALUES ('cdrs', 'a batch', repeat('a', 64), 1, 1, 0, 0, '[]', '2026-01-16T00:00:00Z');
SELECT cdrs_create_partitions('2026-01-01T00:00:00Z', '2026-01-31T00:00:00Z');
INSERT INTO cdrs (id, time_start, is_last_cdr, duration) VALUES (1, '2026-01-15T00:00:00Z', true, 60);

INSERT INTO subscriptions (id, account_id, reseller_id, plan_id, name, status, payment_model)
VALUES (6, 74, 1, 1, 'Mail', 'active', 'postpay'), (106, 75, 2, 1, 'Mail', 'active', 'postpay');
INSERT INTO charges (id, account_id, reseller_id, invoice_id, subscription_id, name, description, type, status,
  quantity, duration, operate_from, operate_to, unit_price, amount, close_date)
VALUES
  (7, 74, 1, 19, 6, 'Mail', 'Mail, January', 'Charge::Renew', 'closed', 1, 1, '2026-01-01', '2026-02-01', 20, 20, '2026-01-31'),
  (107, 75, 2, 119, 106, 'Mail', 'Mail, January', 'Charge::Renew', 'closed', 1, 1, '2026-01-01', '2026-02-01', 20, 20, NULL);
INSERT INTO taxes (id, charge_id, reseller_id, name, value) VALUES (8, 7, 1, 'VAT', 4);
INSERT INTO corrections (id, account_id, reseller_id, invoice_id, subscription_id, status, total, approved_at, include_in_invoice)
VALUES
  (9, 74, 1, 19, 6, 'approved', -1, '2026-01-20T00:00:00Z', true),
  (109, 75, 2, NULL, NULL, 'declined', 1, NULL, false);
UPDATE corrections SET late_invoice_id = 119 WHERE id = 109;
INSERT INTO corrections (id, account_id, reseller_id, status, total, comment, approved_at) VALUES
  (12, 74, 1, 'approved', -19, 'wrong from the start', '2026-02-03T00:00:00Z');
ALTER TABLE credit_notes DISABLE TRIGGER USER;
INSERT INTO credit_note_lines (id, credit_note_id, account_id, reseller_id, charge_id, correction_id, name, amount)
VALUES (1, 13, 74, 1, 7, NULL, 'Mail', 20), (2, 13, 74, 1, NULL, 9, NULL, -1);
INSERT INTO credit_notes (id, account_id, reseller_id, invoice_id, correction_id, kind, number, reference, currency, total, reason, issued_at)
VALUES (13, 74, 1, 19, 12, 'credit', 1, 'CN-1', 'EUR', 19, 'wrong from the start', '2026-02-03T00:00:00Z');
ALTER TABLE credit_notes ENABLE TRIGGER USER;
UPDATE invoice_series SET last_credit_number = 1 WHERE reseller_id = 1;
INSERT INTO credit_note_seals (reseller_id, number, after_invoice, credit_note_id, seal) VALUES (1, 1, 0, 13, 'the first seal');
INSERT INTO invoice_replacements (id, account_id, invoice_id, replacement_id) VALUES (1, 74, 18, 19);
INSERT INTO payments (id, account_id, reseller_id, document_id, status, currency_code, initial_total, total)
VALUES
  (10, 74, 1, 'P10', 'waiting_for_payment', 'EUR', 19, 19),
  (110, 75, 2, 'P110', 'waiting_for_payment', 'USD', 20, 20);
INSERT INTO external_invoices (id, account_id, reseller_id, key, type, name, amount_total, amount_currency, start_date,
  end_date, file_type, file_size, file_sha256)
VALUES
  (11, 74, 1, 'guid-11', 'act', 'Act of January', -1.5, 'EUR', '2026-01-01', '2026-02-01', 'pdf', 8, repeat('b', 64)),
  (111, 75, 2, 'guid-111', 'invoice', 'Invoice of January', 20, 'USD', '2026-01-01', '2026-02-01', 'pdf', 8, repeat('b', 64));
INSERT INTO external_invoice_files (external_invoice_id, content) VALUES (11, '%PDF-1.4'), (111, '%PDF-1.4');
INSERT INTO invoice_subscriptions (id, account_id, invoice_id, subscription_id) VALUES (1, 74, 19, 6);
INSERT INTO invoice_payments (id, account_id, invoice_id, payment_id) VALUES (1, 74, 19, 10);
INSERT INTO allocations (id, account_id, reseller_id, posting_id, invoice_id, charge_id, payment_id, amount, allocated_at, actor)
VALUES
  (12, 74, 1, 6, 19, NULL, 10, 0.5, '2026-02-15T00:00:00Z', 'admin:139'), (13, 74, 1, 6, 19, NULL, 10, -0.5, '2026-02-16T00:00:00Z', 'admin:139'),
  (14, 74, 1, 6, NULL, 7, NULL, 0.5, '2026-02-16T00:00:00Z', 'admin:139'), (15, 74, 1, 6, NULL, 7, NULL, -0.5, '2026-02-16T00:00:00Z', 'admin:139');
INSERT INTO payment_charges (id, account_id, payment_id, charge_id) VALUES (1, 74, 10, 7);
INSERT INTO payment_corrections (id, account_id, payment_id, correction_id) VALUES (1, 74, 10, 9);
INSERT INTO payment_receipts (id, payment_id, account_id, link) VALUES (1, 10, 74, 'https://erp.test/receipts/10');
INSERT INTO refunds (id, payment_id, account_id, reseller_id, kind, status, amount, actor, created_at)
VALUES (13, 10, 74, 1, 'refund', 'ordered', 1, 'admin:139', '2026-02-01T00:00:00Z');
INSERT INTO parked_sales (id, account_id, cause, parked_at) VALUES (1, 75, 'Its reference is taken.', '2026-02-01T05:30:00Z');`;

export async function loadSampleLedger(dataSource: DataSource): Promise<void> {
  await dataSource.query(rows);
  await advanceIds(dataSource.manager);
}

const sampled: Template = {
  name: 'sample',
  madeBy: [new URL('./', import.meta.url)],
  load: async (dataSource) => {
    await migrate(dataSource);
    await loadSampleLedger(dataSource);
  },
};

/** A database of its own with the sample rows in it. */
export const createSampleLedger = (): Promise<TestDatabase> => createTestDatabaseOf(sampled);
