import { instantOf } from '@org/kernel';
import pg from 'pg';
import type { BenchDatabase } from '../bench-cluster.js';
import type { Progress } from '../progress.js';
import type { BenchLedger } from './ledger.js';
import { secondsOf, versus, type Versus } from './versus.js';

/** Verifications of a ledger whose month is billed, as multiples of one plain aggregate over its calls. */
export interface VerificationSpeed {
  /** When nothing was changed since the last one. */
  readonly incremental: Versus;
  readonly full: Versus;
}

/** How many calls each account has, and what they come to, both ways. */
const plainAggregate = `
SELECT customer_account_id, count(*), sum(customer_price) FROM cdrs WHERE is_last_cdr GROUP BY customer_account_id
UNION ALL
SELECT vendor_account_id, count(*), sum(vendor_price) FROM cdrs GROUP BY vendor_account_id`;

const always = instantOf('2000-01-01T00:00:00Z');

export const measureVerification = async (
  database: BenchDatabase,
  { verification }: BenchLedger,
  turns: number,
  progress: Progress,
): Promise<VerificationSpeed> => {
  const client = new pg.Client(database.url);
  await client.connect();
  try {
    const bare = (): Promise<number> => secondsOf(() => client.query(plainAggregate));
    const verified = (extent: 'changes' | 'everything') => (): Promise<number> =>
      secondsOf(() => verification.findings(always, extent));
    const full = await versus({ ours: verified('everything'), bare }, turns, progress, 'verified in full');
    const incremental = await versus({ ours: verified('changes'), bare }, turns, progress, 'verified');
    return { incremental, full };
  } finally {
    await client.end();
  }
};
