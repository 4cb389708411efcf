import type { ClientBase } from 'pg';
import type { Touched } from '../../importing/touched.js';

/** Shared: imports do not wait for each other, and whoever bills one of the accounts waits for them, or they for him. */
const hold = `
SELECT FROM accounts WHERE id = ANY ($1::integer[]) ORDER BY id FOR SHARE`;

const isBilled = `
SELECT EXISTS (SELECT FROM billing_chains WHERE account_id = ANY ($1::integer[]) AND billed_until > $2::timestamptz) AS found`;

/**
 * Keeps accounts from being billed until the transaction ends.
 * @returns whether none of them has been billed for the time that new calls are of
 */
export const holdUnbilled = async (client: ClientBase, { accounts, since }: Touched): Promise<boolean> => {
  await client.query(hold, [[...accounts]]);
  const { rows } = await client.query<{ readonly found: boolean }>(isBilled, [[...accounts], since]);
  return rows[0]?.found !== true;
};

/**
 * SQL that tells the invoices and the open periods of usage that was added to time that has been billed.
 * @param used a query of `account_id` and `at`
 */
export const tellBilled = (used: string): string => `
  SELECT usage_came_late(array_agg(account_id), array_agg(at))
  FROM (${used}) used JOIN billing_chains USING (account_id) WHERE at < billed_until HAVING count(*) > 0`;
