/** Tables of the records that cause postings. A voided transaction lives on as its revision. */
const causes = [
  ['account', 'accounts', 'id'],
  ['posting', 'postings', 'id'],
  ['charge', 'charges', 'id'],
  ['tax', 'taxes', 'id'],
  ['correction', 'corrections', 'id'],
  ['payment', 'payments', 'id'],
  [
    'transaction',
    `(SELECT id FROM transactions UNION ALL SELECT record_id FROM usage_revisions WHERE kind = 'transactions') recorded`,
    'id',
  ],
  ['usage_revision', 'usage_revisions', 'id'],
] as const;

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
export const lostCauses = causes
  .map(
    ([type, table, key]) => `
SELECT format('posting %s of %s to account %s: its %s %s is not there', id, trim_scale(amount), account_id, cause_type, cause_id) AS message
FROM postings WHERE cause_type = '${type}' AND cause_id NOT IN (SELECT ${key} FROM ${table} WHERE ${key} IS NOT NULL)`,
  )
  .join(' UNION ALL ');
