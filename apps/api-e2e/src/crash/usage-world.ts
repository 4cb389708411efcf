import { balanceBecomes, copyOf, createEmptyDatabase, type EmptyDatabase } from '@org/invoice-domain/testing';
import { rowsIn } from './crash-world.js';
import { runToEnd, type Launch } from './program.js';

/** Runs a program that has to succeed. */
export const succeed = async ({ url }: EmptyDatabase, work: Omit<Launch, 'environment'>): Promise<void> => {
  const { code, output } = await runToEnd({ ...work, environment: { DATABASE_URL: url } });
  if (code !== 0) throw new Error(output);
};

const parties = `
INSERT INTO resellers (id, name, domain, currency, time_zone, manager_name, company_name, address_line_1, address_line_2, city, country, zip)
VALUES (1, 'Root', 'root.test', 'EUR', 'UTC', 'Ann', 'Root Ltd', 'Main 1', '', 'Kyiv', 'UA', '01001');
INSERT INTO contractors (id, name, customer) VALUES (1, 'Customer', true);
INSERT INTO countries (id, name, iso2) VALUES (1, 'Ukraine', 'UA');
INSERT INTO currencies (id, name, rate) VALUES (0, 'EUR', 1);
INSERT INTO network_types (id, name) VALUES (1, 'Mobile');
INSERT INTO networks (id, name, network_type_id) VALUES (1, 'Net', 1);
INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, invoice_period_id, next_invoice_at, next_invoice_type)
SELECT id, 'account ' || id, 1, 1, 'EUR', 'postpay', 4, '2026-02-01T00:00:00Z', 'autoFull' FROM generate_series(200, 201) AS id;
SELECT cdrs_create_partitions('2025-12-01', '2026-04-30');`;

/** Of three files, which brought usage of January, February and March. */
const usage = `
INSERT INTO imports (id, kind, name, source, digest, state, actor, started_at, finished_at, read_count, added_count)
SELECT id, kind, name, 'file', repeat('a', 64), 'finished', 'job:ingest', '2026-03-08', '2026-03-08', count, count
FROM (VALUES (11, 'cdrs', 'good.csv', 3), (12, 'cdrs', 'wrong.csv', 5), (13, 'transactions', 'moves.csv', 3)) AS file (id, kind, name, count);
INSERT INTO cdrs (id, time_start, customer_account_id, vendor_account_id, is_last_cdr, success, duration, customer_duration, customer_price,
  vendor_duration, vendor_price, destination_prefix, destination_next_rate, dst_country_id, dst_network_id, import_id)
SELECT id, day::date + time '10:00', customer, vendor, true, true, 60, 60, price, 60, cost, '380', 0.1, 1, 1, import FROM (VALUES
  (101, '2026-01-10', 200, NULL, 7, NULL, 11),
  (102, '2026-01-11', 200, 201, 1.5, 0.25, 12),
  (103, '2026-02-10', 200, NULL, 2.000001, NULL, 11),
  (104, '2026-02-11', 200, NULL, 0.5, NULL, 12),
  (105, '2026-03-05', 200, NULL, 3, NULL, 11),
  (106, '2026-03-06', 201, NULL, 4, NULL, 12),
  (107, '2026-01-20', 201, NULL, 1, NULL, 12),
  (108, '2026-02-20', 201, NULL, 8, NULL, 12)) AS call (id, day, customer, vendor, price, cost, import);
INSERT INTO transactions (uuid, account_id, amount, created_at, import_id) VALUES
  ('00000000-0000-4000-8000-000000000001', 200, 10, '2026-01-12T00:00:00Z', 13),
  ('00000000-0000-4000-8000-000000000002', 200, 5, '2026-02-12T00:00:00Z', 13),
  ('00000000-0000-4000-8000-000000000003', 200, -2.5, '2026-03-07T00:00:00Z', 13);
${balanceBecomes(200, '-12.5')};`;

const invoicesOf = (month: number): string =>
  `SELECT id::integer FROM invoices WHERE starts_at = '2026-0${month}-01T00:00:00Z' ORDER BY account_id`;

/** The ids of the invoices of a month of 2026, by account. */
export const invoiceIds = async (database: EmptyDatabase, month: number): Promise<readonly string[]> =>
  (await rowsIn(database, invoicesOf(month))).map(({ id }) => String(id));

/**
 * A ledger in which usage is at every stage: that of two accounts of January is on approved invoices, that of February on invoices under
 * review, and that of March waits. Nobody is connected to it.
 */
export const createUsageLedger = async (): Promise<EmptyDatabase> => {
  const database = await createEmptyDatabase();
  await succeed(database, { program: 'verify', arguments: [] });
  await rowsIn(database, parties);
  await rowsIn(database, usage);
  await succeed(database, { program: 'bill', arguments: ['--at', '2026-03-08T05:30Z'] });
  await succeed(database, { program: 'invoice-steps', arguments: ['approve', ...(await invoiceIds(database, 1))] });
  return database;
};

/** Does something with a copy of a ledger. */
export const withCopy = async <Result>(
  ledger: EmptyDatabase,
  work: (database: EmptyDatabase) => Promise<Result>,
): Promise<Result> => {
  const database = await copyOf(ledger);
  try {
    return await work(database);
  } finally {
    await database.drop();
  }
};

const facts = `
SELECT format('call %s of %s: %s', id, customer_account_id, customer_price) AS fact FROM cdrs
UNION ALL SELECT format('transaction of %s on %s: %s', account_id, created_at::date, trim_scale(amount)) FROM transactions
UNION ALL SELECT format('%s: %s %s was %s', change, kind, record_id, coalesce(record ->> 'customer_price', record ->> 'amount')) FROM usage_revisions
UNION ALL SELECT format('balance of %s: %s', id, trim_scale(balance)) FROM accounts
UNION ALL SELECT format('invoice of %s, %s to %s: %s, %s', account_id, starts_at::date, ends_at::date, state, trim_scale(total)) FROM invoices
UNION ALL SELECT format('%s is stale', invoice.starts_at::date) FROM stale_invoices JOIN invoices invoice ON invoice.id = invoice_id
UNION ALL SELECT format('correction of %s for %s: %s', account_id, period_from, trim_scale(total)) FROM corrections
UNION ALL SELECT format('open period of %s, %s to %s: %s%s', account_id, starts_at::date, ends_at::date, cause, CASE WHEN is_due THEN ', due' END) FROM open_periods
UNION ALL SELECT format('import %s: %s, %s added', name, state, added_count) FROM imports
ORDER BY fact`;

/** Facts of a ledger about usage, in plain words. */
export const factsIn = async (database: EmptyDatabase): Promise<readonly string[]> =>
  (await rowsIn(database, facts)).map(({ fact }) => String(fact));
