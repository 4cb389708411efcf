import type { ClientBase } from 'pg';
import { firstDayOf } from '../../importing/month.js';
import { stageTable } from '../../importing/postgres/stage.js';
import type { Touched } from '../../importing/touched.js';

/** Says whose calls the next statement of the transaction copies and of when, because no trigger can see them all. */
export const noteCopied = async (client: ClientBase, { accounts, since, months }: Touched): Promise<void> => {
  if (since === null) return;
  await client.query('SELECT cdrs_note_copy($1, $2, $3)', [[...accounts], since, firstDayOf(Math.max(...months) + 1)]);
};

/** Says the same of staged calls. */
export const noteStaged = async (client: ClientBase): Promise<void> => {
  await client.query(
    `SELECT cdrs_note_copy(coalesce(array_agg(DISTINCT account_id) FILTER (WHERE account_id IS NOT NULL), '{}'), min(time_start), max(time_start))
     FROM ${stageTable} CROSS JOIN LATERAL (VALUES (customer_account_id), (vendor_account_id)) AS named (account_id) HAVING count(*) > 0`,
  );
};
