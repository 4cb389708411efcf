import { createHash } from 'node:crypto';
import type { Cdr } from '@org/invoice-domain';
import { ingestTables } from '@org/invoice-domain/persistence';
import type { EntityManager } from 'typeorm';
import type { Calendar } from '../calendar.js';
import { insertCalls } from '../insert-rows.js';

/** Calls by the month of UTC that they begin in. */
const byMonth = (calls: readonly Cdr[]): ReadonlyMap<string, readonly Cdr[]> => {
  const months = new Map<string, Cdr[]>();
  for (const call of calls) {
    const month = call.timeStart.toString().slice(0, 7);
    const ofMonth = months.get(month);
    if (ofMonth === undefined) months.set(month, [call]);
    else ofMonth.push(call);
  }
  return months;
};

const begin = `
INSERT INTO imports (kind, name, source, digest, state, actor, started_at, finished_at, read_count, added_count)
VALUES ('cdrs', $1, 'file', $2, 'finished', 'job:ingest', least($3::timestamptz + interval '1 month 10 minutes', $4::timestamptz),
  least($3::timestamptz + interval '1 month 11 minutes', $4::timestamptz), $5::bigint, $5::bigint)
RETURNING id, set_config('ledger.import', id::text, true)`;

/** Adds calls as files of the switch would have brought them, one for each month. @param calls in the order of time */
export const importCalls = async (
  manager: EntityManager,
  calls: readonly Cdr[],
  { calendar, signal }: { readonly calendar: Calendar; readonly signal: AbortSignal },
): Promise<void> => {
  for (const [month, ofMonth] of byMonth(calls)) {
    const name = `calls-${month}.csv`;
    const digest = createHash('sha256').update(name).digest('hex');
    const values = [name, digest, `${month}-01T00:00:00Z`, calendar.now.toString(), ofMonth.length];
    const [row]: readonly { readonly id: number }[] = await manager.query(begin, values);
    await insertCalls(manager, ofMonth, signal);
    const { sums = 'NULL::jsonb' } = ingestTables.cdrs;
    await manager.query(`UPDATE imports SET sums = (${sums}) WHERE id = $1`, [row?.id]);
  }
  await manager.query(`SELECT set_config('ledger.import', '', true)`);
};
