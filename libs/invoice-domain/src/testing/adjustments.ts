import { post } from '../journal/postgres/post.js';

/** SQL that sets balances by adjustments. @param balance an SQL expression, in which `balance` is what it is now */
export const balanceBecomes = (account: number | 'of each', balance: string): string =>
  post(`
  SELECT id AS account_id, (${balance}) - balance AS amount, 'adjustment' AS kind, 'posting' AS cause_type, NULL::bigint AS cause_id,
    NULL::timestamptz AS booked_at
  FROM accounts ${account === 'of each' ? '' : `WHERE id = ${account}`}`);
