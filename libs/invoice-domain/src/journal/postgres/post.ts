/**
 * SQL that posts entries to the journal: the balances of their accounts follow. The accounts are locked in a statement before. An entry
 * of zero posts nothing; one without a cause is its own. They are numbered as they are booked, whichever way PostgreSQL reads them.
 * @param entries a query of account_id, amount, kind, cause_type, cause_id and booked_at
 */
export const post = (entries: string): string => `
INSERT INTO postings (id, account_id, reseller_id, currency, number, kind, amount, balance, cause_type, cause_id, booked_at, reason)
SELECT entry.posting_id, account.id, account.reseller_id, account.currency, account.postings_count + row_number() OVER journal, entry.kind,
  entry.amount, trim_scale(account.balance + sum(entry.amount) OVER journal), entry.cause_type, coalesce(entry.cause_id, entry.posting_id),
  coalesce(entry.booked_at, ledger_at()), nullif(current_setting('ledger.reason', true), '')
FROM (SELECT nextval('postings_id_seq') AS posting_id, entry.* FROM (
    SELECT * FROM (${entries}) entry WHERE entry.amount <> 0 ORDER BY account_id, booked_at, cause_id, amount
  ) entry) entry
  JOIN accounts account ON account.id = entry.account_id
WINDOW journal AS (PARTITION BY account.id ORDER BY entry.posting_id ROWS UNBOUNDED PRECEDING)`;
