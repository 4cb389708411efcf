import type { OrdealWorld } from '../ordeal-world.js';
import { price } from './calls.js';

/** Calls of an account that are missing or doubled, in words; so many have to be there, and so many may be. */
export const lossesOfCalls = async (
  world: OrdealWorld,
  account: number,
  least: number,
  most: number,
): Promise<readonly string[]> => {
  const [kept] = await world.rows<{ readonly count: number; readonly ids: number; readonly sum: number }>(
    `SELECT count(*)::integer AS count, count(DISTINCT id)::integer AS ids, coalesce(sum(customer_price), 0)::float8 AS sum
     FROM cdrs WHERE customer_account_id = ${account}`,
  );
  const { count = 0, ids = 0, sum = 0 } = kept ?? {};
  const isSound = count >= least && count <= most && ids === count && sum === count * price;
  return isSound ? [] : [`account ${account}: ${count} calls with ${ids} ids and ${sum} in all, ${least} expected`];
};
