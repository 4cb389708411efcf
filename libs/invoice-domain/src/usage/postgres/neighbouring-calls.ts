import type { ClientBase } from 'pg';
import type { Chunk } from '../../importing/chunk.js';
import { firstDayOf } from '../../importing/month.js';
import type { Refusal } from '../../importing/outcome.js';
import { stageTable } from '../../importing/postgres/stage.js';

const reason = 'a call with this id is there already, within a second of this time_start: it may be the same one';

const isNear = (one: string, other: string): string =>
  `${one} > ${other} - interval '1 second' AND ${one} < ${other} + interval '1 second'`;

/**
 * Whether a call of the chunk may have its id in common with another one. One look at the index tells it for ids that are new as a whole,
 * which those of a switch that counts are.
 */
export const mayHaveNeighbours = async (client: ClientBase, { ids, touched: { months } }: Chunk): Promise<boolean> => {
  if (ids === undefined) return false;
  if (!ids.areDistinct) return true;
  const { rows } = await client.query<{ readonly found: boolean }>(
    `SELECT EXISTS (SELECT FROM cdrs WHERE id BETWEEN $1 AND $2
       AND time_start >= $3::timestamptz - interval '1 second' AND time_start < $4::timestamptz + interval '1 second') AS found`,
    [ids.least, ids.greatest, firstDayOf(Math.min(...months)), firstDayOf(Math.max(...months) + 1)],
  );
  return rows[0]?.found === true;
};

/** The call nearest to a staged one by its id: itself, if it is there. */
const nearest = (table: string): string =>
  `(SELECT time_start FROM ${table} AS found WHERE found.id = staged.id AND ${isNear('found.time_start', 'staged.time_start')}
    ORDER BY found.time_start = staged.time_start DESC LIMIT 1)`;

/**
 * Takes staged calls out that have the id of another call and nearly its time: most likely the same calls, exported with another precision.
 * A call that is there already stays; of those within the stage, the first one.
 * @param tables in which calls are already
 */
export const takeOutNeighbours = async (client: ClientBase, tables: readonly string[]): Promise<readonly Refusal[]> => {
  const { rows } = await client.query<{ readonly row: number }>(
    `WITH kept AS MATERIALIZED (
       SELECT staged.row, staged.id, staged.time_start, bool_or(found.time_start = staged.time_start) AS is_there,
         bool_or(found.time_start <> staged.time_start) AS is_near
       FROM ${stageTable} AS staged LEFT JOIN LATERAL (${tables.map(nearest).join(' UNION ALL ')}) AS found ON true
       GROUP BY staged.row, staged.id, staged.time_start
     ), repeated AS MATERIALIZED (
       SELECT row, id, time_start, is_there FROM kept
       WHERE id IN (SELECT id FROM kept GROUP BY id HAVING min(time_start) <> max(time_start))
     ), refused AS (
       SELECT row FROM kept WHERE is_near AND is_there IS NOT TRUE
       UNION
       SELECT later.row FROM repeated AS later JOIN repeated AS earlier ON earlier.id = later.id AND earlier.row < later.row
       WHERE later.is_there IS NOT TRUE AND later.time_start <> earlier.time_start AND ${isNear('later.time_start', 'earlier.time_start')}
     )
     DELETE FROM ${stageTable} AS staged USING refused WHERE staged.row = refused.row RETURNING staged.row`,
  );
  return rows.map(({ row }) => ({ row, reason }));
};
