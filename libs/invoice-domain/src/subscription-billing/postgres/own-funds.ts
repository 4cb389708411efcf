import { owedForServices } from './owed-for-services.js';

/** $1: accounts. Their own funds: the balance without what is owed for services that are not paid yet. */
export const ownFunds = `
SELECT account.id AS "accountId", account.balance + ${owedForServices} AS amount FROM accounts account
WHERE account.id = ANY ($1::integer[]) ORDER BY account.id`;
