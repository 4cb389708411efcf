import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { constraintsOf, refusalOf } from '../../testing/refusal.js';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { type TestDatabase, withoutLifecycle } from '../../testing/test-database.js';

/** Rows of account 74 (reseller 1) that name something of account 75 (reseller 2); `nothing` is an id that is not there. */
const foreign: readonly (readonly [key: string, ...statements: string[]])[] = [
  ['accounts_account_class_id_fkey', 'UPDATE accounts SET account_class_id = 999'],
  ['accounts_contractor_id_fkey', 'UPDATE accounts SET contractor_id = 999'],
  ['accounts_invoice_template_id_fkey', 'UPDATE accounts SET invoice_template_id = 999'],
  [
    'accounts_reseller_id_fkey',
    `INSERT INTO accounts (name, contractor_id, reseller_id, currency, payment_model) VALUES ('other', 1, 999, 'EUR', 'prepay')`,
  ],
  ['allocations_account_id_reseller_id_fkey', 'UPDATE allocations SET reseller_id = 2'],
  ['allocations_charge_id_account_id_fkey', 'UPDATE allocations SET charge_id = 107 WHERE charge_id = 7'],
  ['allocations_invoice_id_account_id_fkey', 'UPDATE allocations SET invoice_id = 119 WHERE invoice_id = 19'],
  ['allocations_invoice_id_payment_id_fkey', 'UPDATE allocations SET invoice_id = 18 WHERE invoice_id = 19'],
  ['allocations_payment_id_account_id_fkey', 'UPDATE allocations SET payment_id = 110 WHERE charge_id = 7'],
  [
    'allocations_refund_id_account_id_fkey',
    'UPDATE allocations SET invoice_id = NULL, charge_id = NULL, payment_id = NULL, refund_id = 999',
  ],
  ['allocations_posting_id_account_id_fkey', 'UPDATE allocations SET posting_id = 999'],
  ['billing_run_accounts_account_id_fkey', 'UPDATE billing_run_accounts SET account_id = 999'],
  ['billing_run_accounts_billing_run_id_fkey', 'UPDATE billing_run_accounts SET billing_run_id = 999'],
  ['billing_run_accounts_invoice_id_fkey', 'UPDATE billing_run_accounts SET invoice_id = 999'],
  ['billing_chains_account_id_fkey', 'UPDATE billing_chains SET account_id = 999 WHERE account_id = 74'],
  ['charges_account_id_reseller_id_fkey', 'UPDATE charges SET reseller_id = 1 WHERE id = 107'],
  ['charges_invoice_id_account_id_fkey', 'UPDATE charges SET invoice_id = 119 WHERE id = 7'],
  ['charges_subscription_id_account_id_fkey', 'UPDATE charges SET subscription_id = 106 WHERE id = 7'],
  ['charges_reopens_charge_id_account_id_fkey', 'UPDATE charges SET reopens_charge_id = 107 WHERE id = 7'],
  ['contacts_contractor_id_fkey', 'UPDATE contacts SET contractor_id = 999'],
  ['contractors_smtp_connection_id_fkey', 'UPDATE contractors SET smtp_connection_id = 999'],
  ['corrections_account_id_reseller_id_fkey', 'UPDATE corrections SET reseller_id = 1 WHERE id = 109'],
  ['corrections_invoice_id_account_id_fkey', 'UPDATE corrections SET invoice_id = 119 WHERE id = 9'],
  ['corrections_late_invoice_id_fkey', 'UPDATE corrections SET late_invoice_id = 999'],
  ['corrections_subscription_id_account_id_fkey', 'UPDATE corrections SET subscription_id = 106 WHERE id = 9'],
  [
    'corrections_reopens_correction_id_account_id_fkey',
    'UPDATE corrections SET reopens_correction_id = 109 WHERE id = 9',
  ],
  ['credit_note_lines_account_id_reseller_id_fkey', 'UPDATE credit_note_lines SET reseller_id = 2'],
  ['credit_note_lines_charge_id_account_id_fkey', 'UPDATE credit_note_lines SET charge_id = 107 WHERE id = 1'],
  ['credit_note_lines_correction_id_account_id_fkey', 'UPDATE credit_note_lines SET correction_id = 109 WHERE id = 2'],
  [
    'credit_note_lines_credit_note_id_account_id_fkey',
    'UPDATE credit_note_lines SET credit_note_id = 999; SET CONSTRAINTS ALL IMMEDIATE',
  ],
  ['credit_note_seals_reseller_id_fkey', 'UPDATE credit_note_seals SET reseller_id = 999'],
  ['credit_notes_account_id_reseller_id_fkey', 'UPDATE credit_notes SET reseller_id = 2'],
  ['credit_notes_correction_id_account_id_fkey', 'UPDATE credit_notes SET correction_id = 109'],
  ['credit_notes_invoice_id_account_id_fkey', 'UPDATE credit_notes SET invoice_id = 119'],
  [
    'external_invoice_files_external_invoice_id_fkey',
    'UPDATE external_invoice_files SET external_invoice_id = 999 WHERE external_invoice_id = 11',
  ],
  ['external_invoices_account_id_reseller_id_fkey', 'UPDATE external_invoices SET reseller_id = 1 WHERE id = 111'],
  ['external_invoices_amount_currency_fkey', `UPDATE external_invoices SET amount_currency = 'XXX'`],
  [
    'invoice_payments_invoice_id_account_id_fkey',
    'DELETE FROM allocations; UPDATE invoice_payments SET invoice_id = 119',
  ],
  [
    'invoice_payments_payment_id_account_id_fkey',
    'DELETE FROM allocations; UPDATE invoice_payments SET payment_id = 110',
  ],
  ['invoice_replacements_invoice_id_account_id_fkey', 'UPDATE invoice_replacements SET invoice_id = 119'],
  ['invoice_replacements_replacement_id_account_id_fkey', 'UPDATE invoice_replacements SET replacement_id = 119'],
  ['invoice_seals_reseller_id_fkey', 'UPDATE invoice_seals SET reseller_id = 999'],
  ['invoice_series_reseller_id_fkey', 'UPDATE invoice_series SET reseller_id = 999'],
  ['invoice_subscriptions_invoice_id_account_id_fkey', 'UPDATE invoice_subscriptions SET invoice_id = 119'],
  ['invoice_subscriptions_subscription_id_account_id_fkey', 'UPDATE invoice_subscriptions SET subscription_id = 106'],
  ['invoices_account_id_reseller_id_fkey', 'UPDATE invoices SET reseller_id = 2 WHERE id = 18'],
  ['api_tokens_manager_id_fkey', 'UPDATE api_tokens SET manager_id = 999'],
  ['api_tokens_predecessor_id_fkey', 'UPDATE api_tokens SET predecessor_id = 999 WHERE id = 12'],
  ['managers_reseller_id_fkey', 'UPDATE managers SET reseller_id = 999'],
  ['networks_network_type_id_fkey', 'UPDATE networks SET network_type_id = 999'],
  [
    'open_periods_account_id_fkey',
    `INSERT INTO open_periods (account_id, starts_at, ends_at, cause, is_due, opened_at)
     VALUES (999, '2026-01-01', '2026-02-01', 'deleted', true, now())`,
  ],
  ['package_counters_account_id_fkey', 'UPDATE package_counters SET account_id = 999, service_id = NULL'],
  ['package_counters_service_id_account_id_fkey', 'UPDATE package_counters SET service_id = 103'],
  ['payment_charges_charge_id_account_id_fkey', 'UPDATE payment_charges SET charge_id = 107'],
  ['payment_charges_payment_id_account_id_fkey', 'UPDATE payment_charges SET payment_id = 110'],
  ['payment_corrections_correction_id_account_id_fkey', 'UPDATE payment_corrections SET correction_id = 109'],
  ['payment_corrections_payment_id_account_id_fkey', 'UPDATE payment_corrections SET payment_id = 110'],
  ['payment_receipts_payment_id_account_id_fkey', 'UPDATE payment_receipts SET payment_id = 110'],
  ['payments_account_id_reseller_id_fkey', 'UPDATE payments SET reseller_id = 2 WHERE id = 10'],
  ['postings_account_id_reseller_id_currency_fkey', `UPDATE postings SET currency = 'USD'`],
  ['refunds_account_id_reseller_id_fkey', 'UPDATE refunds SET reseller_id = 2'],
  ['refunds_payment_id_account_id_fkey', 'UPDATE refunds SET payment_id = 110'],
  ['resellers_parent_id_fkey', 'UPDATE resellers SET parent_id = 999 WHERE id = 2'],
  ['sales_billed_account_id_fkey', `INSERT INTO sales_billed (account_id, until) VALUES (999, '2026-01-01')`],
  ['parked_sales_account_id_fkey', `INSERT INTO parked_sales (account_id, cause, parked_at) VALUES (999, 'x', now())`],
  [
    'service_renewals_service_id_fkey',
    `INSERT INTO service_renewals (service_id, starts_at, ends_at, renewed_at) VALUES (999, '2026-01-01', '2026-02-01', now())`,
  ],
  [
    'service_renewals_transaction_id_fkey',
    `INSERT INTO service_renewals (service_id, starts_at, ends_at, transaction_id, renewed_at)
     VALUES (3, '2026-01-01', '2026-02-01', 999, now())`,
  ],
  ['proven_invoices_verification_id_fkey', `INSERT INTO proven_invoices VALUES (18, '1', '', 999)`],
  ['proven_months_verification_id_fkey', `INSERT INTO proven_months VALUES ('2026-01-01', '2026-02-01', 999, '[]')`],
  [
    'proven_usage_verification_id_fkey',
    `INSERT INTO proven_usage VALUES (74, '2026-01-01', '2026-02-01', 999, 0, 0, 0, 0, 0, 0, 0, 0, 0)`,
  ],
  ['services_account_id_fkey', 'UPDATE services SET account_id = 999 WHERE id = 103'],
  ['services_type_id_fkey', 'UPDATE services SET type_id = 999'],
  ['stale_invoices_invoice_id_fkey', `INSERT INTO stale_invoices (invoice_id, since) VALUES (999, '2026-01-01')`],
  ['subscriptions_account_id_reseller_id_fkey', 'UPDATE subscriptions SET reseller_id = 2 WHERE id = 6'],
  ['taxes_charge_id_reseller_id_fkey', 'UPDATE taxes SET reseller_id = 2', 'UPDATE taxes SET charge_id = 107'],
  ['transactions_account_id_fkey', 'UPDATE transactions SET account_id = 999, service_id = NULL'],
  ['transactions_service_id_account_id_fkey', 'UPDATE transactions SET service_id = 103'],
];

describe('the references of the ledger', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createSampleLedger();
    await withoutLifecycle(database.dataSource);
  });

  afterAll(() => database.drop());

  it.each(foreign.flatMap(([key, ...statements]) => statements.map((sql) => [key, sql] as const)))(
    '%s refuses: %s',
    async (key, sql) => {
      expect(await refusalOf(database.dataSource, sql)).toBe(key);
    },
  );

  it('are all listed above', async () => {
    expect(await constraintsOf(database.dataSource, 'f')).toEqual(foreign.map(([key]) => key).sort());
  });
});

describe('deleting', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createSampleLedger();
    await withoutLifecycle(database.dataSource);
  });

  afterAll(() => database.drop());

  it.each([
    ['an invoice with a charge', 'DELETE FROM invoices WHERE id = 119', 'charges_invoice_id_account_id_fkey'],
    [
      'an invoice with a correction',
      'UPDATE charges SET invoice_id = NULL; DELETE FROM invoices WHERE id = 19',
      'corrections_invoice_id_account_id_fkey',
    ],
    [
      'an invoice with a payment',
      'UPDATE charges SET invoice_id = NULL; UPDATE corrections SET invoice_id = NULL; DELETE FROM invoices WHERE id = 19',
      'invoice_payments_invoice_id_account_id_fkey',
    ],
    ['a reseller with children', 'DELETE FROM resellers WHERE id = 1', 'resellers_parent_id_fkey'],
    ['a network type with networks', 'DELETE FROM network_types', 'networks_network_type_id_fkey'],
  ])('%s is refused', async (_, sql, key) => {
    expect(await refusalOf(database.dataSource, sql)).toBe(key);
  });

  it('an account without invoices takes its services, transactions and package counters along', async () => {
    const { dataSource } = database;
    await dataSource.query(`
      INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model) VALUES (76, 'third', 1, 1, 'EUR', 'prepay');
      INSERT INTO services (id, account_id, type_id, state, initial_price, renew_price) VALUES (203, 76, 1, 'active', 1, 1);
      INSERT INTO transactions (account_id, service_id, amount) VALUES (76, 203, 1);
      INSERT INTO package_counters (account_id, service_id, prefix, duration) VALUES (76, 203, '1', 60);`);
    expect(await refusalOf(dataSource, 'DELETE FROM accounts WHERE id = 76')).toBeUndefined();
    expect(await refusalOf(dataSource, 'DELETE FROM accounts WHERE id = 75')).toMatch(/_account_id_reseller_id_fkey$/);
  });
});
