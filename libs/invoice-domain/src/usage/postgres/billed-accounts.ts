import type { ClientBase } from 'pg';
import type { Touched } from '../../importing/touched.js';

/** Shared: imports do not wait for each other, and whoever bills one of the accounts waits for them, or they for him. */
const hold = `
SELECT FROM accounts WHERE id = ANY ($1::integer[]) ORDER BY id FOR SHARE`;

/** Calls of a time before one that was voided may be that one: whoever sends a file again does not bring it back. */
const isSettled = `
SELECT EXISTS (SELECT FROM billing_chains WHERE account_id = ANY ($1::integer[]) AND billed_until > $2::timestamptz)
  OR EXISTS (SELECT FROM usage_revisions WHERE kind = 'cdrs' AND change = 'voided' AND at >= $2::timestamptz) AS found`;

/**
 * Keeps accounts from being billed until the transaction ends.
 * @returns whether none of them has been billed for the time that new calls are of, and none of the calls can have been voided
 */
export const holdUnbilled = async (client: ClientBase, { accounts, since }: Touched): Promise<boolean> => {
  await client.query(hold, [[...accounts]]);
  const { rows } = await client.query<{ readonly found: boolean }>(isSettled, [[...accounts], since]);
  return rows[0]?.found !== true;
};

/**
 * SQL that tells the invoices and the open periods of usage that was added to time that has been billed.
 * @param used a query of `account_id` and `at`
 */
export const tellBilled = (used: string): string => `
  SELECT usage_came_late(array_agg(account_id), array_agg(at))
  FROM (${used}) used JOIN billing_chains USING (account_id) WHERE at < billed_until HAVING count(*) > 0`;
