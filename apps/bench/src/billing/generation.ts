import pg from 'pg';
import type { BenchDatabase } from '../bench-cluster.js';
import type { Progress } from '../progress.js';
import { spreadOf, type Spread } from '../statistics.js';
import { directions, insertGroups } from './bare.js';
import { emptyInvoices } from './empty-invoices.js';
import type { BenchLedger } from './ledger.js';
import { accounts, firstAccount, month } from './month.js';
import { secondsOf, versus, type Versus } from './versus.js';

export interface Generation {
  readonly generation: Versus;
  /** Seconds that the run takes after its last invoice, to compare usage with invoices. */
  readonly reconciliation: Spread;
  readonly lines: number;
}

/** All accounts are due, and nothing is billed. */
export const makeDue = async (database: BenchDatabase): Promise<void> => {
  await emptyInvoices(database);
  await database.query(`UPDATE accounts SET next_invoice_at = $1, next_invoice_type = 'autoFull' WHERE id >= $2`, [
    month.to,
    firstAccount,
  ]);
};

/** The generation of every invoice of the month against the bare groups of the same calls. */
export const measureGeneration = async (
  database: BenchDatabase,
  ledger: BenchLedger,
  turns: number,
  progress: Progress,
): Promise<Generation> => {
  const reconciliation: number[] = [];
  const ours = async (): Promise<number> => {
    await makeDue(database);
    const started = performance.now();
    let generated = started;
    const report = await ledger.runs.execute({
      at: ledger.clock.now(),
      audit: { actor: 'bench' },
      onProgress: () => (generated = performance.now()),
    });
    if (report.billedCount !== accounts) throw new Error(`${report.billedCount} of ${accounts} accounts were billed`);
    reconciliation.push((performance.now() - generated) / 1000);
    return (generated - started) / 1000;
  };
  const bare = async (): Promise<number> => {
    await database.query('TRUNCATE bare_originated, bare_terminated, bare_invoices');
    await database.query('INSERT INTO bare_invoices SELECT id, id FROM accounts WHERE id >= $1', [firstAccount]);
    // Otherwise the planner takes them for other numbers of accounts, and goes through an index for all calls.
    await database.query('ANALYZE bare_invoices');
    const client = new pg.Client(database.url);
    await client.connect();
    try {
      return await secondsOf(async () => {
        await client.query('BEGIN');
        for (const direction of directions) await client.query(insertGroups(direction));
        await client.query('COMMIT');
      });
    } finally {
      await client.end();
    }
  };
  const generation = await versus({ ours, bare }, turns, progress, 'a month generated');
  return { generation, reconciliation: spreadOf(reconciliation), lines: await sameLines(database) };
};

/** @throws Error when the two have not found the same groups @returns how many there are */
const sameLines = async (database: BenchDatabase): Promise<number> => {
  const sums = (prefix: string, suffix: string): string =>
    directions
      .map(
        (direction) =>
          `SELECT count(*), sum(amount) AS amount, sum(calls_count) AS calls FROM ${prefix}${direction}${suffix}`,
      )
      .join(' UNION ALL ');
  const all = (lines: string): string =>
    `SELECT sum(count)::integer AS lines, sum(amount)::text AS amount, sum(calls)::text AS calls FROM (${lines}) AS line`;
  const [ours] = await database.query(all(sums('invoice_', '_destinations')));
  const [bare] = await database.query(all(sums('bare_', '')));
  if (JSON.stringify(ours) !== JSON.stringify(bare)) {
    throw new Error(`the ledger has ${JSON.stringify(ours)}, the bare groups are ${JSON.stringify(bare)}`);
  }
  return Number(ours?.['lines']);
};
