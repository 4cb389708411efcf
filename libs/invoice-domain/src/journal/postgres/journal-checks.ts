import type { CauseType } from '../posting.js';

const lacks = (table: string, key = 'id', more = ''): string =>
  `NOT EXISTS (SELECT FROM ${table} WHERE ${table}.${key} = cause_id${more})`;

/** Conditions of a posting without the record that caused it, each an anti-join. A voided transaction lives on as its revision. */
const lost = {
  account: lacks('accounts'),
  posting: 'cause_id <> postings.id',
  charge: lacks('charges'),
  tax: lacks('taxes'),
  correction: lacks('corrections'),
  payment: lacks('payments'),
  allocation: lacks('allocations'),
  credit_note: lacks('credit_notes'),
  refund: lacks('refunds'),
  transaction: `${lacks('transactions')} AND ${lacks('usage_revisions', 'record_id', ` AND kind = 'transactions'`)}`,
  usage_revision: lacks('usage_revisions'),
} as const satisfies Readonly<Record<CauseType, string>>;

/** SQL that tells the accounts whose balance is not the sum of their postings. */
export const wrongBalances = `
SELECT format('account %s: its balance is %s, and its %s postings come to %s', coalesce(id, account_id),
  coalesce(trim_scale(balance)::text, 'gone'), coalesce(count, 0),
  trim_scale(coalesce(sum, 0))) AS message
FROM accounts FULL JOIN (
  SELECT account_id, count(*) AS count, sum(amount) AS sum, max(number) AS last FROM postings GROUP BY account_id
) journal ON journal.account_id = accounts.id
WHERE id IS NULL OR balance <> coalesce(sum, 0) OR postings_count <> coalesce(count, 0) OR postings_count <> coalesce(last, 0) ORDER BY id`;

/** SQL that tells postings whose cause is not there. */
export const lostCauses = Object.entries(lost)
  .map(
    ([type, isLost]) => `
SELECT format('posting %s of %s to account %s: its %s %s is not there', postings.id, trim_scale(amount), account_id, cause_type, cause_id) AS message
FROM postings WHERE postings.cause_type = '${type}' AND ${isLost}`,
  )
  .join(' UNION ALL ');
