import { accounts, type OrdealWorld } from '../ordeal-world.js';
import type { Workload } from '../workload.js';
import { isPlain } from './ingest.js';
import { price } from './calls.js';

const day = 86_400_000;
/** Six hours after the first day: by then the calls that began in it have ended, too. */
const first = Date.parse('2026-01-12T06:00:00Z');

/** Runs of one day after the other, each tried again until everything of that day is billed. */
export const runs = (world: OrdealWorld): Workload => {
  let billed = 0;
  const dayAt = (place: number): string => new Date(first + place * day).toISOString();
  return {
    name: 'runs',
    patience: 90_000,
    async once() {
      const { code, stdout, stderr } = await world.call('bill', ['--at', dayAt(billed)]);
      if (code === 2 && isPlain(stderr)) return 'away';
      if (code !== 0) throw new Error(`bill ended with ${code}: ${stdout}${stderr}`);
      billed += 1;
      return 'done';
    },
    async losses() {
      const invoices = await world.rows<{ readonly account: number; readonly day: string; readonly count: number }>(
        `SELECT account_id::integer AS account, starts_at::date::text AS day, count(*)::integer AS count
         FROM invoices WHERE account_id IN (${accounts.runs.join(',')}) GROUP BY 1, 2`,
      );
      const wrong = await world.rows<{ readonly told: string }>(
        `SELECT format('%s of %s: %s, and its calls %s', account_id, starts_at::date, total, calls) AS told FROM invoices, LATERAL (
           SELECT count(*) * ${price} AS calls FROM cdrs WHERE customer_account_id = account_id AND time_start >= starts_at AND time_start < ends_at
         ) AS usage WHERE account_id IN (${accounts.runs.join(',')}) AND (total <> calls OR state = 'new')`,
      );
      const days = Array.from({ length: billed }, (_, place) => dayAt(place - 1).slice(0, 10));
      const missing = accounts.runs.flatMap((account) =>
        days.flatMap((due) => {
          const count = invoices.find((invoice) => invoice.account === account && invoice.day === due)?.count ?? 0;
          return count === 1 ? [] : [`${count} invoices of account ${account} for ${due}`];
        }),
      );
      return [...missing, ...wrong.map(({ told }) => told)];
    },
  };
};
