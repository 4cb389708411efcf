import { ApproveInvoice, type InvoiceId } from '@org/invoice-domain';
import type pg from 'pg';
import type { BenchDatabase } from '../bench-cluster.js';
import type { Progress } from '../progress.js';
import { emptyInvoices } from './empty-invoices.js';
import type { BenchLedger } from './ledger.js';
import { inLanes, withClients } from './lanes.js';
import { firstAccount } from './month.js';
import { secondsOf, versus, type Versus } from './versus.js';

const invoices = 2_000;
const linesEach = 20;

/** Approvals in a second, many at once in one series of numbers, against statements that do no more than count, write and note. */
export const measureApprovals = async (
  database: BenchDatabase,
  { inTransaction }: BenchLedger,
  turns: number,
  progress: Progress,
): Promise<Versus> => {
  const approve = new ApproveInvoice();
  const ours = async (): Promise<number> => {
    const ids = await addPending(database);
    return (
      invoices /
      (await secondsOf(() => inLanes(ids, () => (id) => inTransaction((ledger) => approve.execute(ledger, id)))))
    );
  };
  const bare = async (): Promise<number> => {
    const ids = await addPending(database);
    await database.query(`
      DROP TABLE IF EXISTS bare_series, bare_events, bare_approved;
      CREATE TABLE bare_series AS SELECT reseller_id, 0::bigint AS last_number FROM accounts WHERE id = ${firstAccount};
      CREATE TABLE bare_events (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, invoice_id bigint, event text, created_at timestamptz DEFAULT now());
      CREATE TABLE bare_approved (LIKE invoices INCLUDING ALL);
      INSERT INTO bare_approved SELECT * FROM invoices`);
    return withClients(database.url, async (clients) => {
      const lane = (index: number) => (id: InvoiceId) => approveBare(clients[index] as pg.Client, id);
      return invoices / (await secondsOf(() => inLanes(ids, lane)));
    });
  };
  return versus({ ours, bare }, turns, progress, 'approvals a second');
};

const approveBare = async (client: pg.Client, id: InvoiceId): Promise<void> => {
  await client.query('BEGIN');
  const { rows } = await client.query<{ readonly last_number: string }>(
    'UPDATE bare_series SET last_number = last_number + 1 RETURNING last_number',
  );
  await client.query(
    `UPDATE bare_approved SET state = 'approved', number = $2::bigint, reference = lpad(($2::bigint)::text, 8, '0'), approved_at = now() WHERE id = $1`,
    [id, rows[0]?.last_number],
  );
  await client.query(`INSERT INTO bare_events (invoice_id, event) VALUES ($1, 'approved')`, [id]);
  await client.query('COMMIT');
};

/** Invoices under review in an empty series, of one account and of as many days, with lines that add up to what they say. */
const addPending = async (database: BenchDatabase): Promise<readonly InvoiceId[]> => {
  await emptyInvoices(database);
  const added = await database.query(
    `INSERT INTO invoices (reference, state, type, kind, account_id, reseller_id, currency, time_zone, payment_model, starts_at, ends_at,
       from_date, to_date, amount_spent, originated_amount_spent, originated_calls_count, originated_successful_calls_count, total)
     SELECT '$seq(8)', 'pending', 'autoFull', 'usage', id, reseller_id, currency, 'UTC', payment_model, day, day + interval '1 day',
       day::date, day::date + 1, $3::integer, $3::integer, $3::integer, $3::integer, $3::integer
     FROM accounts, generate_series(1, $2::integer) AS n, LATERAL (SELECT timestamptz '2010-01-01T00:00:00Z' + n * interval '1 day' AS day) AS days
     WHERE id = $1 RETURNING id`,
    [firstAccount, invoices, linesEach],
  );
  for (const level of ['destinations', 'networks']) {
    await database.query(
      `INSERT INTO invoice_originated_${level} (invoice_id, country_id, network_id, rate, spent, amount, calls_count, successful_calls_count,
         calls_duration, billing_duration)
       SELECT invoices.id, country_id, 1, n, true, 1, 1, 1, 0, 0
       FROM invoices, generate_series(1, $1::integer / 2) AS n, (SELECT min(id) AS country_id FROM countries) AS country`,
      [linesEach],
    );
  }
  await database.query('VACUUM (ANALYZE) invoices, invoice_originated_destinations, invoice_originated_networks');
  return added.map(({ id }) => id as InvoiceId);
};
