import { CompleteInvoice, type InvoiceId } from '@org/invoice-domain';
import { localDateOf } from '@org/kernel';
import type pg from 'pg';
import type { BenchDatabase } from '../bench-cluster.js';
import type { Progress } from '../progress.js';
import { emptyInvoices } from './empty-invoices.js';
import { inLanes, withClients } from './lanes.js';
import type { BenchLedger } from './ledger.js';
import { accounts, firstAccount } from './month.js';
import { secondsOf, versus, type Versus } from './versus.js';

const invoices = 2_000;
const total = 100;

const billingDate = localDateOf('2026-01-01');

/** Completions in a second, many at once, against statements that post, allocate, set the status and the balance, and note who did it. */
export const measureCompletions = async (
  database: BenchDatabase,
  { inInvoices }: BenchLedger,
  turns: number,
  progress: Progress,
): Promise<Versus> => {
  const complete = new CompleteInvoice();
  const ours = async (): Promise<number> => {
    const ids = await addWaiting(database);
    const lane = () => (id: InvoiceId) =>
      inInvoices((ledger) => complete.execute(ledger, id, { documentId: `ERP-${id}`, billingDate }));
    return invoices / (await secondsOf(() => inLanes(ids, lane)));
  };
  const bare = async (): Promise<number> => {
    const ids = await addWaiting(database);
    await database.query(bareTables);
    return withClients(database.url, async (clients) => {
      const lane = (index: number) => (id: InvoiceId) => completeBare(clients[index] as pg.Client, id);
      return invoices / (await secondsOf(() => inLanes(ids, lane)));
    });
  };
  const found = await versus({ ours, bare }, turns, progress, 'completions a second');
  await database.query(empty);
  return found;
};

/** The ledger's own columns, indexes and checks, with the foreign keys that one would declare, and none of its triggers. */
const bareTables = `
DROP TABLE IF EXISTS bare_allocations, bare_postings, bare_payments, bare_events, bare_accounts;
CREATE TABLE bare_accounts (LIKE accounts INCLUDING ALL);
INSERT INTO bare_accounts OVERRIDING SYSTEM VALUE SELECT * FROM accounts WHERE id >= ${firstAccount};
CREATE TABLE bare_payments (LIKE payments INCLUDING ALL);
INSERT INTO bare_payments OVERRIDING SYSTEM VALUE SELECT * FROM payments;
CREATE TABLE bare_postings (LIKE postings INCLUDING ALL, FOREIGN KEY (account_id, reseller_id) REFERENCES bare_accounts (id, reseller_id));
CREATE TABLE bare_allocations (LIKE allocations INCLUDING ALL,
  FOREIGN KEY (account_id, reseller_id) REFERENCES bare_accounts (id, reseller_id),
  FOREIGN KEY (posting_id, account_id) REFERENCES bare_postings (id, account_id),
  FOREIGN KEY (payment_id, account_id) REFERENCES bare_payments (id, account_id),
  FOREIGN KEY (invoice_id, account_id) REFERENCES invoices (id, account_id),
  FOREIGN KEY (invoice_id, payment_id) REFERENCES invoice_payments (invoice_id, payment_id));
CREATE TABLE bare_events (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, invoice_id bigint NOT NULL REFERENCES invoices (id), event text NOT NULL,
  actor text NOT NULL, created_at timestamptz NOT NULL DEFAULT now())`;

const completeBare = async (client: pg.Client, id: InvoiceId): Promise<void> => {
  await client.query('BEGIN');
  const { rows } = await client.query<{ readonly id: number }>(
    `UPDATE bare_accounts SET balance = balance + ${total}, postings_count = postings_count + 1
     WHERE id = (SELECT account_id FROM bare_payments WHERE id = $1) RETURNING id`,
    [id],
  );
  const posted = await client.query<{ readonly id: string }>(
    `INSERT INTO bare_postings (account_id, reseller_id, currency, number, kind, amount, balance, cause_type, cause_id, booked_at, recorded_at,
       actor, allocated)
     SELECT id, reseller_id, currency, postings_count, 'payment', ${total}, balance, 'payment', $2, now(), now(), 'bench', ${total}
     FROM bare_accounts WHERE id = $1 RETURNING id`,
    [rows[0]?.id, id],
  );
  await client.query(
    `INSERT INTO bare_allocations (account_id, reseller_id, posting_id, invoice_id, payment_id, amount, allocated_at, actor)
     SELECT account_id, reseller_id, $2, id, id, ${total}, now(), 'bench' FROM bare_payments WHERE id = $1`,
    [id, posted.rows[0]?.id],
  );
  await client.query(
    `UPDATE bare_payments SET status = 'completed', allocated = total, closed_at = now(), updated_at = now() WHERE id = $1`,
    [id],
  );
  await client.query(`INSERT INTO bare_events (invoice_id, event, actor) VALUES ($1, 'completed', 'bench')`, [id]);
  await client.query('COMMIT');
};

/** Takes payments and the journals of the month's accounts away, past the guards of a ledger. */
const empty = `
BEGIN;
SET LOCAL session_replication_role = replica;
DROP TABLE IF EXISTS bare_allocations, bare_postings, bare_payments, bare_events, bare_accounts;
TRUNCATE allocations, payments CASCADE;
DELETE FROM postings WHERE account_id >= ${firstAccount};
UPDATE accounts SET balance = 0, postings_count = 0 WHERE id >= ${firstAccount};
COMMIT`;

/** Approved invoices of a month each, of all accounts of the month in turn, with payments of the same ids that are waited for. */
const waiting = `
BEGIN;
SET LOCAL session_replication_role = replica;
INSERT INTO invoices (id, reference, state, type, kind, billing_day, account_id, reseller_id, currency, time_zone, payment_model, starts_at, ends_at,
  from_date, to_date, charges_amount, total, externally_approved, number, approved_at)
OVERRIDING SYSTEM VALUE
SELECT n, 'ERP-' || n, 'approved', 'autoFull', 'commerce', 1 + n / ${accounts}, account.id, reseller_id, currency, 'UTC', 'postpay',
  '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z', '2026-01-01', '2026-02-01', ${total}, ${total}, true, n, '2026-02-01T00:00:00Z'
FROM generate_series(0, ${invoices - 1}) AS n JOIN accounts account ON account.id = ${firstAccount} + n % ${accounts};
INSERT INTO payments (id, account_id, reseller_id, document_id, status, currency_code, initial_total, total, expiration_date)
OVERRIDING SYSTEM VALUE
SELECT id, account_id, reseller_id, 'P' || id, 'waiting_for_payment', currency, total, total, '2027-01-01' FROM invoices;
INSERT INTO invoice_payments (account_id, invoice_id, payment_id) SELECT account_id, id, id FROM invoices;
COMMIT`;

const addWaiting = async (database: BenchDatabase): Promise<readonly InvoiceId[]> => {
  await emptyInvoices(database);
  await database.query(empty);
  await database.query(waiting);
  await database.query('VACUUM (ANALYZE) invoices, payments, invoice_payments, postings, allocations, accounts');
  return (await database.query('SELECT id FROM invoices ORDER BY id')).map(({ id }) => id as InvoiceId);
};
