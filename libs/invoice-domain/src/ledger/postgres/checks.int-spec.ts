import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { constraintsOf, refusalOf } from '../../testing/refusal.js';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { type TestDatabase, withoutLifecycle } from '../../testing/test-database.js';

const trafficTables = [
  'invoice_originated_destinations',
  'invoice_originated_networks',
  'invoice_terminated_destinations',
  'invoice_terminated_networks',
];

const approved = `state = 'approved', number = 1, approved_at = now()`;

/** The check, the table it is on, and what it refuses, each alone. */
const refused: readonly (readonly [check: string, table: string, ...assignments: string[]])[] = [
  ['account_classes_billing_day_check', 'account_classes', 'billing_day = 0', 'billing_day = 32'],
  ['account_classes_days_to_pay_check', 'account_classes', 'days_to_pay = -1', 'days_to_pay = 3651'],
  ['accounts_billing_day_check', 'accounts', 'billing_day = 0', 'billing_day = 32'],
  ['accounts_balance_check', 'accounts', `balance = 'NaN'`, `min_balance = '-Infinity'`, `max_balance = 'Infinity'`],
  ['accounts_balance_range_check', 'accounts', 'min_balance = 1, max_balance = 0.5'],
  ['accounts_country_check', 'accounts', `country = 'ua'`, `country = 'UKR'`],
  ['accounts_currency_check', 'accounts', `currency = 'eur'`, `currency = 'EURO'`, `currency = ''`],
  [
    'accounts_destination_rate_limit_check',
    'accounts',
    'destination_rate_limit = -1',
    `destination_rate_limit = 'NaN'`,
  ],
  ['accounts_invoice_period_check', 'accounts', 'invoice_period_id = 0', 'invoice_period_id = 8'],
  ['accounts_invoice_ref_template_check', 'accounts', `invoice_ref_template = ''`],
  ['accounts_max_call_duration_check', 'accounts', 'max_call_duration = 0'],
  ['accounts_next_invoice_check', 'accounts', 'next_invoice_at = now()', `next_invoice_type = 'autoFull'`],
  ['accounts_next_invoice_type_check', 'accounts', `next_invoice_at = now(), next_invoice_type = 'manual'`],
  ['accounts_origination_capacity_check', 'accounts', 'origination_capacity = 0', 'origination_capacity = 32768'],
  ['accounts_payment_model_check', 'accounts', `payment_model = 'Prepay'`],
  ['accounts_termination_capacity_check', 'accounts', 'termination_capacity = 0', 'termination_capacity = 32768'],
  ['accounts_threshold_check', 'accounts', `balance_low_threshold = 'NaN'`, `balance_high_threshold = 'Infinity'`],
  ['accounts_threshold_range_check', 'accounts', 'balance_low_threshold = 1, balance_high_threshold = 1'],
  ['accounts_time_zone_check', 'accounts', `time_zone = '+03:00'`, `time_zone = ''`],
  ['accounts_total_capacity_check', 'accounts', 'total_capacity = 0', 'total_capacity = 32768'],
  ['accounts_vat_check', 'accounts', 'vat = -0.01', 'vat = 100.01', `vat = 'NaN'`],
  ['billing_chains_period_check', 'billing_chains', 'billed_until = billed_from'],
  ['billing_run_accounts_cause_check', 'billing_run_accounts', `outcome = 'parked'`, `cause = 'none'`],
  ['billing_run_accounts_outcome_check', 'billing_run_accounts', `outcome = 'failed'`],
  ['billing_runs_finished_check', 'billing_runs', `state = 'finished'`, 'finished_at = now()'],
  ['billing_runs_state_check', 'billing_runs', `state = 'stopped'`],
  [
    'cdrs_duration_check',
    'cdrs',
    'duration = -1',
    'duration = 315360001',
    'customer_duration = -1',
    'customer_duration = 315360001',
    'vendor_duration = -1',
    'vendor_duration = 315360001',
  ],
  ['cdrs_price_check', 'cdrs', 'customer_price = -1', 'customer_price = 1e15', `vendor_price = 'NaN'`],
  [
    'cdrs_rate_check',
    'cdrs',
    `destination_next_rate = 'Infinity'`,
    'dialpeer_next_rate = -1e15',
    `dialpeer_next_rate = 'NaN'`,
  ],
  ['charges_allocated_check', 'charges', 'allocated = -1', 'allocated = 20.01', `allocated = 'NaN'`],
  ['charges_amount_check', 'charges', 'amount = -0.01', `amount = 'NaN'`, `amount = 'Infinity'`],
  ['charges_discount_amount_check', 'charges', 'discount_amount = -1', `discount_amount = 'NaN'`],
  ['charges_duration_check', 'charges', 'duration = -1', `duration = 'Infinity'`],
  ['charges_period_check', 'charges', `operate_from = '2026-02-02'`],
  ['charges_quantity_check', 'charges', 'quantity = -1', `quantity = 'NaN'`],
  ['charges_signed_amount_check', 'charges', `unit_price = 'NaN'`, `taxes_amount = '-Infinity'`],
  ['charges_status_check', 'charges', `status = 'open'`],
  ...['subscriptions', 'charges', 'taxes', 'corrections', 'payments'].map(
    (table) => [`${table}_external_key_check`, table, `external_key = ''`, `external_key = repeat('k', 256)`] as const,
  ),
  ['contractors_role_check', 'contractors', 'customer = false'],
  [
    'corrections_approved_at_check',
    'corrections',
    `status = 'approved', approved_at = NULL`,
    `status = 'declined', approved_at = now()`,
  ],
  ['corrections_payment_model_check', 'corrections', `payment_model = 'Prepay'`],
  ['corrections_period_check', 'corrections', `period_from = '2026-01-02', period_to = '2026-01-01'`],
  ['corrections_status_check', 'corrections', `status = 'new', approved_at = NULL`],
  ['corrections_total_check', 'corrections', `total = 'NaN'`, `total = 'Infinity'`, `total = '-Infinity'`],
  ['countries_iso2_check', 'countries', `iso2 = 'ua'`],
  ['credit_note_lines_amount_check', 'credit_note_lines', 'amount = 0', `amount = 'NaN'`, `amount = '-Infinity'`],
  ['credit_note_lines_item_check', 'credit_note_lines', 'charge_id = 7, correction_id = 9'],
  ['credit_note_seals_number_check', 'credit_note_seals', 'number = 0'],
  ['credit_notes_currency_check', 'credit_notes', `currency = 'eur'`],
  ['credit_notes_kind_check', 'credit_notes', `kind = 'Void'`],
  ['credit_notes_number_check', 'credit_notes', 'number = 0'],
  ['credit_notes_total_check', 'credit_notes', 'total = 0', 'total = -1', `total = 'NaN'`],
  [
    'external_invoices_amount_check',
    'external_invoices',
    `amount_total = 'NaN'`,
    `amount_total = 'Infinity'`,
    `amount_total = '-Infinity'`,
  ],
  [
    'external_invoices_file_check',
    'external_invoices',
    `file_type = 'exe'`,
    'file_size = 0',
    `file_sha256 = repeat('B', 64)`,
  ],
  ['external_invoices_period_check', 'external_invoices', `start_date = '2026-02-02'`],
  ['external_invoices_type_check', 'external_invoices', `type = 'bill'`],
  ['imports_count_check', 'imports', 'read_count = 2', 'read_count = 0, added_count = -1, rejected_count = 1'],
  ['imports_digest_check', 'imports', `digest = 'a'`],
  ['imports_finished_check', 'imports', 'finished_at = NULL', `state = 'running'`],
  ['imports_kind_check', 'imports', `kind = 'calls'`],
  ['imports_source_check', 'imports', `source = 'mail'`],
  ['imports_state_check', 'imports', `state = 'stopped'`],
  ['imports_undone_check', 'imports', `state = 'undone'`, `undone_by = 'admin:139'`],
  ['invoice_events_event_check', 'invoice_events', `event = 'Approved'`],
  ['invoice_seals_number_check', 'invoice_seals', 'number = 0'],
  ['invoice_service_data_amount_check', 'invoice_service_data', 'amount = -1', `amount = 'NaN'`],
  ['invoice_service_data_count_check', 'invoice_service_data', 'transactions_count = -1'],
  ...trafficTables.map(
    (table) =>
      [`${table}_amount_check`, table, 'amount = -0.1', `amount = 'NaN'`, `rate = 'Infinity'`, `rate = 'NaN'`] as const,
  ),
  ...trafficTables.map(
    (table) =>
      [
        `${table}_count_check`,
        table,
        'calls_count = -1, successful_calls_count = NULL',
        'successful_calls_count = -1',
        'calls_duration = -1',
        'billing_duration = -1',
        'calls_count = 1, successful_calls_count = 2',
      ] as const,
  ),
  [
    'invoices_amount_check',
    'invoices',
    'originated_amount_spent = -1, amount_spent = -1, total = -1',
    'terminated_amount_spent = -1, amount_spent = -1, total = -1',
    'services_amount_spent = -1, amount_spent = -1, total = -1',
    'originated_amount_earned = -1, amount_earned = -1, total = 1',
    'terminated_amount_earned = -1, amount_earned = -1, total = 1',
    'services_amount_earned = -1, amount_earned = -1, total = 1',
    'charges_amount = -1, total = -1',
    `charges_amount = 'NaN', total = 'NaN'`,
    `originated_amount_spent = 'Infinity', amount_spent = 'Infinity', total = 'Infinity'`,
  ],
  ['invoices_amount_earned_check', 'invoices', 'amount_earned = 1, total = 0.5', 'services_amount_earned = 0.01'],
  [
    'invoices_approved_check',
    'invoices',
    `state = 'approved'`,
    `state = 'approved', number = 1`,
    'number = 1',
    'approved_at = now()',
  ],
  ['invoices_amount_spent_check', 'invoices', 'amount_spent = 1, total = 1', 'terminated_amount_spent = 0.01'],
  [
    'invoices_billing_day_check',
    'invoices',
    `kind = 'commerce', billing_day = 0`,
    `kind = 'commerce', billing_day = 32`,
  ],
  [
    'invoices_commerce_billing_day_check',
    'invoices',
    `kind = 'commerce', billing_day = NULL`,
    `kind = 'usage', billing_day = 1`,
  ],
  ['invoices_corrections_amount_check', 'invoices', `corrections_amount = 'NaN', total = 'NaN'`],
  [
    'invoices_count_check',
    'invoices',
    ...['originated', 'terminated'].flatMap((side) => [
      `${side}_calls_count = -1, ${side}_successful_calls_count = -1`,
      `${side}_successful_calls_count = -1`,
      `${side}_calls_duration = -1`,
      `${side}_billing_duration = -1`,
    ]),
    'service_transactions_count = -1',
  ],
  ['invoices_currency_check', 'invoices', `currency = 'Eur'`],
  [
    'invoices_external_approval_check',
    'invoices',
    `externally_approved = true, payment_model = 'postpay', state = 'pending'`,
    `externally_approved = true, payment_model = 'prepay', ${approved}`,
  ],
  ['invoices_from_date_check', 'invoices', `from_date = '2025-12-31'`, `starts_at = starts_at - interval '3 hours'`],
  ['invoices_kind_check', 'invoices', `kind = 'other', billing_day = NULL`],
  ['invoices_originated_success_check', 'invoices', 'originated_successful_calls_count = 11'],
  ['invoices_payment_model_check', 'invoices', `payment_model = ''`],
  [
    'invoices_period_check',
    'invoices',
    'ends_at = starts_at, to_date = from_date',
    `starts_at = '-infinity', from_date = '-infinity'`,
    `ends_at = 'infinity', to_date = 'infinity'`,
  ],
  ['invoices_state_check', 'invoices', `state = 'closed'`, `state = 'Pending'`],
  ['invoices_terminated_success_check', 'invoices', 'terminated_successful_calls_count = 1'],
  ['invoices_time_zone_check', 'invoices', `time_zone = '-02'`],
  ['invoices_to_date_check', 'invoices', `to_date = '2026-01-31'`, `ends_at = ends_at + interval '1 day'`],
  ['invoices_total_check', 'invoices', 'total = 0.01', 'charges_amount = 1', 'corrections_amount = -1'],
  ['invoices_type_check', 'invoices', `type = 'Auto Full'`],
  ['allocations_amount_check', 'allocations', 'amount = 0', `amount = 'NaN'`, `amount = '-Infinity'`],
  [
    'allocations_item_check',
    'allocations',
    'invoice_id = NULL',
    'charge_id = 7',
    'payment_id = NULL',
    'invoice_id = NULL, payment_id = NULL',
  ],
  ['api_tokens_name_check', 'api_tokens', `name = ''`],
  ['api_tokens_rotated_check', 'api_tokens', 'rotated_at = now()'],
  ['api_tokens_token_hash_check', 'api_tokens', `token_hash = repeat('A', 64)`],
  ['admin_users_role_check', 'admin_users', `role = 'king'`],
  ['admin_users_second_factor_check', 'admin_users', 'second_factor_since = now()'],
  ['admin_users_token_generation_check', 'admin_users', 'token_generation = -1'],
  ['security_events_event_check', 'security_events', `event = 'Logged In'`],
  ['managers_role_check', 'managers', `role = 'marketing'`],
  ['managers_token_hash_check', 'managers', `token_hash = repeat('A', 64)`, `token_hash = 'secret'`],
  ['open_periods_cause_check', 'open_periods', `cause = 'forgotten'`],
  ['open_periods_period_check', 'open_periods', 'ends_at = starts_at'],
  ['package_counters_duration_check', 'package_counters', 'duration = -1'],
  ['currencies_digits_check', 'currencies', 'digits = -1', 'digits = 9'],
  ['currencies_name_check', 'currencies', `name = 'eur'`],
  ['currencies_rate_check', 'currencies', 'rate = 0', `rate = 'NaN'`],
  ['payments_type_check', 'payments', `type = 'cash'`],
  ['payments_balance_before_payment_check', 'payments', `balance_before_payment = 'NaN'`],
  ['invoices_issued_reference_check', 'invoices', `issued_reference = '17'`],
  ['parked_sales_cause_check', 'parked_sales', `cause = ''`],
  ['payment_receipts_file_check', 'payment_receipts', `file_type = 'pdf'`],
  ['payment_receipts_file_type_check', 'payment_receipts', `link = NULL, content = 'x', file_type = 'exe'`],
  ['payment_receipts_kind_check', 'payment_receipts', 'link = NULL', `content = 'x', file_type = 'pdf'`],
  [
    'payment_receipts_link_check',
    'payment_receipts',
    `link = 'ftp://erp.test'`,
    `link = 'https://' || repeat('a', 2041)`,
  ],
  ['payments_allocated_check', 'payments', 'allocated = -1', 'allocated = 19.01'],
  ['payments_amount_paid_from_balance_check', 'payments', 'amount_paid_from_balance = -1'],
  ['payments_currency_code_check', 'payments', `currency_code = '978'`],
  ['payments_discount_amount_check', 'payments', 'discount_amount = -1', `discount_amount = 'NaN'`],
  ['payments_external_check', 'payments', 'external_total = 1', `external_currency_code = 'USD'`],
  ['payments_external_currency_code_check', 'payments', `external_total = 1, external_currency_code = 'usd'`],
  ['payments_status_check', 'payments', `status = 'paid'`],
  ['payments_total_check', 'payments', `total = 'NaN'`, `initial_total = 'Infinity'`],
  [
    'postings_adjustment_check',
    'postings',
    `kind = 'adjustment'`,
    `cause_type = 'posting'`,
    `kind = 'adjustment', cause_type = 'posting'`,
  ],
  ['postings_allocated_check', 'postings', 'allocated = -1', 'allocated = 0.51'],
  ['postings_amount_check', 'postings', 'amount = 0'],
  ['postings_balance_check', 'postings', `amount = 'NaN'`, `balance = 'Infinity'`],
  ['postings_cause_type_check', 'postings', `cause_type = 'invoice'`],
  ['postings_kind_check', 'postings', `kind = 'gift'`],
  ['postings_number_check', 'postings', 'number = 0'],
  ['postings_settlement_check', 'postings', `kind = 'settlement'`, `cause_type = 'allocation'`],
  ['resellers_credit_note_ref_template_check', 'resellers', `credit_note_ref_template = 'CN'`],
  ['refunds_amount_check', 'refunds', 'amount = 0', `amount = 'NaN'`],
  ['refunds_ended_check', 'refunds', 'ended_at = now()', `status = 'done'`],
  ['refunds_kind_check', 'refunds', `kind = 'gift'`],
  ['refunds_status_check', 'refunds', `status = 'new', ended_at = now()`],
  ['resellers_invoice_ref_template_check', 'resellers', `invoice_ref_template = ''`],
  ['resellers_country_check', 'resellers', `country = ''`],
  ['resellers_currency_check', 'resellers', `currency = '€'`],
  ['resellers_time_zone_check', 'resellers', `time_zone = '03'`],
  ['service_renewals_period_check', 'service_renewals', 'ends_at = starts_at'],
  ['services_price_check', 'services', `initial_price = 'NaN'`, `renew_price = '-Infinity'`],
  ['services_renew_check', 'services', 'renew_at = NULL', 'renew_period = NULL'],
  ['services_renew_period_check', 'services', `renew_period = 'week'`],
  ['services_state_check', 'services', `state = 'Active'`],
  ['smtp_connections_auth_type_check', 'smtp_connections', `auth_type = 'oauth'`],
  ['smtp_connections_port_check', 'smtp_connections', 'port = 0', 'port = 65536'],
  ['subscriptions_billing_day_check', 'subscriptions', 'billing_day = 0', 'billing_day = 32'],
  ['subscriptions_payment_model_check', 'subscriptions', `payment_model = 'postpaid'`],
  ['subscriptions_status_check', 'subscriptions', `status = 'Active'`],
  ['taxes_value_check', 'taxes', `value = 'NaN'`, `value = 'Infinity'`],
  ['usage_batches_digest_check', 'usage_batches', `digest = 'a'`],
  ['usage_batches_kind_check', 'usage_batches', `kind = 'calls'`],
  ['usage_batches_sum_check', 'usage_batches', 'received = 2', 'received = 0, added = -1, rejected = 1'],
  ['usage_changes_period_check', 'usage_changes', `since = until + interval '1 day'`],
  ['usage_revisions_change_check', 'usage_revisions', `change = 'lost'`],
  ['usage_revisions_kind_check', 'usage_revisions', `kind = 'calls'`],
  [
    'verifications_findings_check',
    'verifications',
    'errors = -1, warnings = 0',
    'errors = 0, warnings = -1',
    'errors = 1',
  ],
  [
    'transactions_amount_check',
    'transactions',
    'amount = 0',
    `amount = 'NaN'`,
    'amount = 1e15',
    `amount = '-Infinity'`,
  ],
];

describe('the ledger', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createSampleLedger();
    await database.dataSource.query(
      `INSERT INTO open_periods (account_id, starts_at, ends_at, cause, is_due, opened_at)
       VALUES (74, '2020-01-01', '2020-02-01', 'deleted', true, now())`,
    );
    await database.dataSource.query(
      `INSERT INTO service_renewals (service_id, starts_at, ends_at, renewed_at) VALUES (3, '2020-01-01', '2020-02-01', now())`,
    );
    await database.dataSource.query(
      `INSERT INTO verifications (snapshot, usage_tables, line_tables, proven_at) VALUES (pg_current_snapshot(), '[]', '', now())`,
    );
    await withoutLifecycle(database.dataSource);
  });

  afterAll(() => database.drop());

  const keys: Readonly<Record<string, string>> = {
    credit_note_seals: 'credit_note_id',
    invoice_seals: 'invoice_id',
    billing_chains: 'account_id',
    service_renewals: 'service_id',
  };
  const key = (table: string) => keys[table] ?? 'id';
  const firstRow: Readonly<Record<string, number>> = { invoices: 18 };
  const update = (table: string, assignment: string) =>
    `UPDATE ${table} SET ${assignment} WHERE ${key(table)} = ${firstRow[table] ?? `(SELECT min(${key(table)}) FROM ${table})`}`;

  const cases = refused.flatMap(([check, table, ...assignments]) =>
    assignments.map((assignment) => ({ check, table, assignment })),
  );
  it.each(cases)('refuses $table with $assignment by $check', async ({ check, table, assignment }) => {
    expect(await refusalOf(database.dataSource, update(table, assignment))).toBe(check);
  });

  it('has no check that is not listed above', async () => {
    expect(await constraintsOf(database.dataSource, 'c')).toEqual(refused.map(([check]) => check).sort());
  });

  it.each(['accounts', 'invoices', 'resellers'])('refuses %s in a time zone that does not exist', async (table) => {
    expect(await refusalOf(database.dataSource, update(table, `time_zone = 'Europe/Atlantis'`))).toBe(
      'time zone "Europe/Atlantis" not recognized',
    );
  });

  it.each([
    update('invoices', 'corrections_amount = -5.5, total = -4'),
    update('invoices', 'amount_earned = 3, terminated_amount_earned = 3, charges_amount = 1, total = -0.5'),
    update('invoices', `externally_approved = true, payment_model = 'postpay', ${approved}`),
    update('accounts', 'balance = -10, min_balance = -20, max_balance = -5'),
    update('payments', `external_total = 0, external_currency_code = 'USD'`),
    update('resellers', 'time_zone = NULL'),
    update('taxes', 'value = -4'),
  ])('lets pass: %s', async (sql) => {
    expect(await refusalOf(database.dataSource, sql)).toBeUndefined();
  });
});
