import { accountIdOf, CreateInvoice, AggregateUsage } from '@org/invoice-domain';
import pg from 'pg';
import type { BenchDatabase } from '../bench-cluster.js';
import type { Progress } from '../progress.js';
import { emptyInvoices } from './empty-invoices.js';
import { directions, groups } from './bare.js';
import type { BenchLedger } from './ledger.js';
import { firstAccount, month } from './month.js';
import { secondsOf, versus, type Versus } from './versus.js';

/** The largest account's invoice, from its order until it is pending, against the groups that it is made of. */
export const measureOneAccount = async (
  database: BenchDatabase,
  { clock, inTransaction }: BenchLedger,
  turns: number,
  progress: Progress,
): Promise<Versus> => {
  await database.query('TRUNCATE bare_originated, bare_terminated, bare_invoices');
  await database.query('INSERT INTO bare_invoices SELECT id, id FROM accounts WHERE id = $1', [firstAccount]);
  await database.query('ANALYZE bare_invoices');
  await database.query('UPDATE accounts SET next_invoice_at = NULL, next_invoice_type = NULL WHERE id >= $1', [
    firstAccount,
  ]);
  const ours = async (): Promise<number> => {
    await emptyInvoices(database);
    return secondsOf(async () => {
      const order = { accountId: accountIdOf(firstAccount), startsAt: month.from, endsAt: month.to };
      const id = await inTransaction((ledger) => new CreateInvoice(clock).execute(ledger, order));
      await inTransaction((ledger) => new AggregateUsage().execute(ledger, id));
    });
  };
  const bare = async (): Promise<number> => {
    const client = new pg.Client(database.url);
    await client.connect();
    try {
      for (const direction of directions) {
        await client.query(`CREATE TEMP TABLE groups_${direction} AS ${groups(direction)} LIMIT 0`);
      }
      return await secondsOf(async () => {
        for (const direction of directions) await client.query(`INSERT INTO groups_${direction} ${groups(direction)}`);
      });
    } finally {
      await client.end();
    }
  };
  return versus({ ours, bare }, turns, progress, 'one account billed');
};
