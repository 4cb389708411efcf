import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { constraintsOf, refusalOf } from '../../testing/refusal.js';
import { someoneWaitsForALock } from '../../testing/locks.js';
import { createSampleLedger, loadSampleLedger } from '../../testing/sample-ledger.js';
import { createTestDatabase, type TestDatabase, withoutLifecycle } from '../../testing/test-database.js';

const copyOf = (table: string, columns: string, values = columns) =>
  `INSERT INTO ${table} (${columns}) SELECT ${values} FROM ${table} ORDER BY id LIMIT 1`;

const aPosting = 'account_id, reseller_id, currency, kind, amount, balance, cause_type, booked_at, recorded_at, actor';
const aCreditNote =
  'account_id, reseller_id, invoice_id, kind, number, reference, correction_id, currency, total, reason, issued_at';
const aCreditNoteLine = 'credit_note_id, account_id, reseller_id, charge_id, correction_id, amount';
const anAccount = 'contractor_id, reseller_id, currency, payment_model';
const anInvoice =
  'account_id, reseller_id, kind, billing_day, state, type, currency, time_zone, payment_model, starts_at, ends_at, from_date, to_date';
/** Copies an invoice of account 74: 18 is a usage invoice of January, 19 a commerce invoice of billing day 1. */
const invoiceLike = (id: number, columns: Readonly<Record<string, string>>) => {
  const values = anInvoice.split(', ').map((column) => columns[column] ?? column);
  return `INSERT INTO invoices (${anInvoice}) SELECT ${values.join(', ')} FROM invoices WHERE id = ${id}`;
};
const february = { starts_at: 'ends_at', from_date: 'to_date', ends_at: `'2026-03-01'`, to_date: `'2026-03-01'` };

const duplicates: readonly (readonly [key: string, sql: string])[] = [
  [
    'accounts_external_id_key',
    copyOf('accounts', `name, external_id, ${anAccount}`, `'other', external_id, ${anAccount}`),
  ],
  ['accounts_id_reseller_id_currency_key', ''],
  ['accounts_id_reseller_id_key', ''],
  ['accounts_name_key', copyOf('accounts', `name, ${anAccount}`)],
  ['accounts_uuid_key', copyOf('accounts', `name, uuid, ${anAccount}`, `'other', uuid, ${anAccount}`)],
  ['admin_users_username_key', copyOf('admin_users', 'username, password_hash')],
  [
    'api_tokens_predecessor_id_key',
    `INSERT INTO api_tokens (manager_id, name, token_hash, predecessor_id)
     SELECT manager_id, 'other', repeat('c', 64), predecessor_id FROM api_tokens WHERE id = 12`,
  ],
  [
    'api_tokens_token_hash_key',
    copyOf('api_tokens', 'manager_id, name, token_hash', `manager_id, 'other', token_hash`),
  ],
  [
    'billing_run_accounts_billing_run_id_account_id_invoice_id_key',
    copyOf('billing_run_accounts', 'billing_run_id, account_id, outcome, invoice_id'),
  ],
  ['billing_runs_at_key', copyOf('billing_runs', 'at, state, actor, started_at')],
  ['charges_id_account_id_key', ''],
  ['charges_id_reseller_id_key', ''],
  [
    'charges_reopens_charge_id_key',
    'UPDATE charges SET reopens_charge_id = 7 WHERE account_id = 74; ' +
      copyOf(
        'charges',
        'account_id, reseller_id, subscription_id, name, description, type, status, quantity, duration, operate_from, operate_to, unit_price, amount, reopens_charge_id',
      ),
  ],
  ['contractors_external_id_key', `INSERT INTO contractors (name, vendor, external_id) VALUES ('other', true, 5)`],
  ['contractors_name_key', copyOf('contractors', 'name, customer')],
  ['corrections_id_account_id_key', ''],
  [
    'corrections_reopens_correction_id_key',
    'UPDATE corrections SET reopens_correction_id = 9 WHERE id = 9; ' +
      copyOf('corrections', 'account_id, reseller_id, status, total, approved_at, reopens_correction_id'),
  ],
  ['credit_note_lines_credit_note_id_charge_id_key', copyOf('credit_note_lines', aCreditNoteLine)],
  [
    'credit_note_lines_credit_note_id_correction_id_key',
    `UPDATE credit_note_lines SET charge_id = NULL WHERE id = 1; ${copyOf('credit_note_lines', aCreditNoteLine, aCreditNoteLine.replace(', correction_id', ', 9'))}`,
  ],
  [
    'credit_note_seals_credit_note_id_key',
    'INSERT INTO credit_note_seals SELECT reseller_id, 2, after_invoice, credit_note_id, seal FROM credit_note_seals',
  ],
  [
    'credit_notes_correction_id_key',
    copyOf('credit_notes', aCreditNote, aCreditNote.replace('number, reference', `2, 'CN-2'`)),
  ],
  ['credit_notes_id_account_id_key', ''],
  [
    'credit_notes_reseller_id_number_key',
    copyOf('credit_notes', aCreditNote, aCreditNote.replace('reference, correction_id', `'CN-2', 9`)),
  ],
  [
    'credit_notes_reseller_id_reference_key',
    copyOf('credit_notes', aCreditNote, aCreditNote.replace('number', '2').replace('correction_id', '9')),
  ],
  ['currencies_name_key', copyOf('currencies', 'name, rate')],
  ['countries_iso2_key', `INSERT INTO countries (name, iso2) VALUES ('other', 'UA')`],
  ['countries_name_key', `INSERT INTO countries (name, iso2) VALUES ('Ukraine', 'ZZ')`],
  [
    'external_invoices_account_id_key_key',
    copyOf(
      'external_invoices',
      'account_id, reseller_id, key, type, name, amount_total, amount_currency, start_date, end_date, file_type, file_size, file_sha256',
    ),
  ],
  ['failed_jobs_job_id_key', copyOf('failed_jobs', 'job_id, job, data, cause, failed_at')],
  ['account_classes_name_key', copyOf('account_classes', 'name')],
  [
    'invoice_payments_invoice_id_key',
    'INSERT INTO invoice_payments (account_id, invoice_id, payment_id) SELECT account_id, invoice_id, payment_id + 1 FROM invoice_payments',
  ],
  ['invoice_payments_invoice_id_payment_id_key', ''],
  [
    'invoice_payments_payment_id_key',
    'INSERT INTO invoice_payments (account_id, invoice_id, payment_id) SELECT account_id, invoice_id + 1, payment_id FROM invoice_payments',
  ],
  [
    'payment_receipts_payment_id_key',
    `INSERT INTO payment_receipts (payment_id, account_id, link)
     SELECT id, account_id, 'https://erp.test/' || n FROM (SELECT * FROM payments ORDER BY id LIMIT 1) payment, generate_series(1, 2) AS n`,
  ],
  [
    'invoice_replacements_invoice_id_replacement_id_key',
    copyOf('invoice_replacements', 'account_id, invoice_id, replacement_id'),
  ],
  [
    'invoice_seals_invoice_id_key',
    'INSERT INTO invoice_seals SELECT reseller_id, 2, invoice_id, seal FROM invoice_seals',
  ],
  [
    'invoice_subscriptions_invoice_id_subscription_id_key',
    copyOf('invoice_subscriptions', 'account_id, invoice_id, subscription_id'),
  ],
  ['invoice_templates_name_key', copyOf('invoice_templates', 'name, filename')],
  ['invoices_id_account_id_key', ''],
  [
    'invoices_reseller_id_number_key',
    `UPDATE invoices SET state = 'approved', approved_at = now(), number = 1 WHERE id IN (18, 19)`,
  ],
  ['invoices_uuid_key', `UPDATE invoices SET uuid = (SELECT uuid FROM invoices WHERE id = 18) WHERE id = 19`],
  ['managers_token_hash_key', copyOf('managers', 'reseller_id, name, role, token_hash')],
  ['network_types_name_key', copyOf('network_types', 'name')],
  ['networks_name_key', copyOf('networks', 'name, network_type_id')],
  ['parked_sales_account_id_key', copyOf('parked_sales', 'account_id, cause, parked_at')],
  ['payment_charges_payment_id_charge_id_key', copyOf('payment_charges', 'account_id, payment_id, charge_id')],
  [
    'payment_corrections_payment_id_correction_id_key',
    copyOf('payment_corrections', 'account_id, payment_id, correction_id'),
  ],
  ['payments_id_account_id_key', ''],
  ['postings_account_id_number_key', copyOf('postings', `${aPosting}, number, cause_id`, `${aPosting}, number, 7`)],
  [
    'postings_cause_type_cause_id_kind_key',
    copyOf('postings', `${aPosting}, number, cause_id`, `${aPosting}, 2, cause_id`),
  ],
  ['postings_id_account_id_key', ''],
  ['refunds_id_account_id_key', ''],
  ['services_id_account_id_key', ''],
  ['services_uuid_key', `UPDATE services SET uuid = (SELECT uuid FROM services WHERE id = 3) WHERE id = 103`],
  ['subscriptions_id_account_id_key', ''],
  ...['subscriptions', 'charges', 'taxes', 'corrections', 'payments'].map(
    (table) =>
      [
        `${table}_reseller_id_external_key_key`,
        `UPDATE ${table} SET external_key = 'k', reseller_id = 1;
         INSERT INTO ${table} SELECT (jsonb_populate_record(${table}, '{"id": 999}')).* FROM ${table} WHERE reseller_id = 1 LIMIT 1`,
      ] as const,
  ),
  ['transactions_uuid_key', copyOf('transactions', 'account_id, amount, uuid')],
];

describe('the keys of the ledger', () => {
  let database: TestDatabase;
  const refusal = (sql: string) => refusalOf(database.dataSource, sql);

  beforeAll(async () => {
    database = await createSampleLedger();
    await withoutLifecycle(database.dataSource);
  });

  afterAll(() => database.drop());

  // An id is unique already; those without a statement only serve composite foreign keys.
  it.each(duplicates.filter(([, sql]) => sql !== ''))('%s refuses a duplicate', async (key, sql) => {
    expect(await refusal(sql)).toBe(key);
  });

  it('are all listed above', async () => {
    expect(await constraintsOf(database.dataSource, 'u')).toEqual(duplicates.map(([key]) => key).sort());
    expect(await constraintsOf(database.dataSource, 'x')).toEqual([
      'invoices_period_excl',
      'open_periods_period_excl',
      'service_renewals_period_excl',
    ]);
  });

  it.each([
    ['the same period', invoiceLike(18, {})],
    ['a period inside it', invoiceLike(18, { starts_at: `'2026-01-10'`, from_date: `'2026-01-10'` })],
    [
      'a period it ends in, whatever the state, type and payment model',
      invoiceLike(18, {
        starts_at: `'2025-12-01'`,
        from_date: `'2025-12-01'`,
        ends_at: `'2026-01-01T00:00:00.000001Z'`,
        to_date: `'2026-01-01'`,
        state: `'new'`,
        type: `'manual'`,
        payment_model: `'postpay'`,
      }),
    ],
    ['the same period of one billing day', invoiceLike(19, {})],
  ])('one account has no second invoice for %s', async (_, sql) => {
    expect(await refusal(sql)).toBe('invoices_period_excl');
  });

  it.each([
    ['the next period, which begins as the other ends', invoiceLike(18, february)],
    ['another billing day of the same month', invoiceLike(19, { billing_day: '15' })],
    ['a billing day of a month that usage is billed for', invoiceLike(18, { kind: `'commerce'`, billing_day: '20' })],
  ])('one account may have invoices for %s', async (_, sql) => {
    expect(await refusal(sql)).toBeUndefined();
  });
});

describe('the tree of resellers', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createSampleLedger();
    await withoutLifecycle(database.dataSource);
    await database.dataSource.query(
      `INSERT INTO resellers SELECT (jsonb_populate_record(r, '{"id": 3, "parent_id": 2, "name": "Grandchild"}')).* FROM resellers r WHERE id = 2`,
    );
  });

  afterAll(() => database.drop());

  it.each([
    ['itself', 'UPDATE resellers SET parent_id = 1 WHERE id = 1'],
    ['its child', 'UPDATE resellers SET parent_id = 2 WHERE id = 1'],
    ['its grandchild', 'UPDATE resellers SET parent_id = 3 WHERE id = 1'],
    [
      'one that comes in the same statement and is below it',
      `INSERT INTO resellers SELECT (jsonb_populate_record(r, jsonb_build_object('id', id + 10, 'parent_id', 15 - id))).*
       FROM resellers r WHERE id > 1`,
    ],
  ])('does not hang a reseller under %s', async (_, sql) => {
    expect(await refusalOf(database.dataSource, sql)).toBe('resellers_tree_check');
  });

  it.each([
    [
      'that comes beside it',
      `INSERT INTO resellers SELECT (jsonb_populate_record(r, '{"id": 9}')).* FROM resellers r WHERE id = 2`,
    ],
    [
      'that is renamed',
      `UPDATE resellers SET name = 'Child' WHERE id = 3; UPDATE resellers SET parent_id = 1 WHERE id = 3`,
    ],
    [
      'at the root',
      `INSERT INTO resellers SELECT (jsonb_populate_record(r, '{"id": 9}')).* FROM resellers r WHERE id = 1`,
    ],
  ])('gives the name of a reseller to no other one %s', async (_, sql) => {
    expect(await refusalOf(database.dataSource, sql)).toBe('resellers_name_taken');
  });

  it('lets a reseller move up and become a root', async () => {
    expect(await refusalOf(database.dataSource, 'UPDATE resellers SET parent_id = 1 WHERE id = 3')).toBeUndefined();
    expect(await refusalOf(database.dataSource, 'UPDATE resellers SET parent_id = NULL WHERE id = 3')).toBeUndefined();
  });

  it('refuses the second of two moves that make a circle together', async () => {
    const { dataSource } = database;
    await dataSource.query('UPDATE resellers SET parent_id = NULL');
    const [one, other] = [dataSource.createQueryRunner(), dataSource.createQueryRunner()];
    await one.startTransaction();
    await other.startTransaction();
    await one.query('UPDATE resellers SET parent_id = 2 WHERE id = 1');
    let settled = false;
    const second = other
      .query('UPDATE resellers SET parent_id = 1 WHERE id = 2')
      .catch((error: unknown) => error)
      .finally(() => (settled = true));
    while (!settled && !(await someoneWaitsForALock(dataSource)));
    await one.commitTransaction();
    expect(await second).toMatchObject({ driverError: { constraint: 'resellers_tree_check' } });
    await other.rollbackTransaction();
    await one.release();
    await other.release();
  });
});

describe('the name of a manager', () => {
  it('is given to no other one of the reseller, and stays where it was given twice before', async () => {
    const database = await createTestDatabase();
    const refusal = (sql: string) => refusalOf(database.dataSource, sql);
    await loadSampleLedger(database.dataSource);
    const another = (reseller: number) =>
      `INSERT INTO managers (reseller_id, name, role) VALUES (${reseller}, 'Ann', 'sales')`;

    expect(await refusal(another(1))).toBe('managers_name_taken');
    expect(await refusal(another(2))).toBeUndefined();
    await database.dataSource.query(
      `ALTER TABLE managers DISABLE TRIGGER managers_name_added; ${another(1)}; ALTER TABLE managers ENABLE TRIGGER managers_name_added`,
    );
    expect(await refusal(`UPDATE managers SET role = 'owner'`)).toBeUndefined();
    await database.drop();
  });
});
