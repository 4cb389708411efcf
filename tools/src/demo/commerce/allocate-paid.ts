import type { EntityManager } from 'typeorm';

/** Payments that were made from the balance, with the posting that each gets. */
const paid = `
CREATE TEMPORARY TABLE paid ON COMMIT DROP AS
SELECT payment.id, payment.account_id, payment.reseller_id, payment.total, payment.closed_at, payment.updated_at, link.invoice_id, account.currency,
  account.balance, account.updated_at AS account_updated_at, nextval('postings_id_seq') AS credit_id, nextval('postings_id_seq') AS debit_id,
  account.postings_count + 2 * row_number() OVER (PARTITION BY payment.account_id ORDER BY payment.closed_at, payment.id) AS number
FROM payments payment JOIN invoice_payments link ON link.payment_id = payment.id JOIN accounts account ON account.id = payment.account_id
WHERE payment.status = 'paid_from_balance' ORDER BY payment.id`;

/** What services took from a balance, and what paid them: the balance stays. */
const postings = `
INSERT INTO postings (id, account_id, reseller_id, currency, number, kind, amount, balance, cause_type, cause_id, booked_at, recorded_at, actor)
SELECT posting.id, paid.account_id, paid.reseller_id, paid.currency, posting.number, 'adjustment', posting.amount, paid.balance + posting.above,
  'posting', posting.id, paid.closed_at, paid.closed_at, 'job:demo'
FROM paid CROSS JOIN LATERAL (
  VALUES (paid.credit_id, paid.number - 1, paid.total, paid.total), (paid.debit_id, paid.number, -paid.total, 0)
) AS posting (id, number, amount, above) ORDER BY paid.account_id, posting.number`;

const allocations = `
UPDATE payments SET paid_unallocated = false, amount_paid_from_balance = 0 FROM paid WHERE payments.id = paid.id;
INSERT INTO allocations (account_id, reseller_id, posting_id, invoice_id, payment_id, amount, allocated_at, actor)
SELECT account_id, reseller_id, credit_id, invoice_id, id, total, closed_at, 'job:demo' FROM paid ORDER BY id`;

/** Nothing has happened to them: they are as they were drawn. */
const times = `
UPDATE payments SET updated_at = paid.updated_at FROM paid WHERE payments.id = paid.id;
UPDATE accounts SET updated_at = paid.account_updated_at FROM paid WHERE accounts.id = paid.account_id`;

/** Allocates credits to the invoices whose payments were made from the balance. */
export const allocatePaid = async (manager: EntityManager): Promise<void> => {
  for (const statement of [paid, postings, allocations, times]) await manager.query(statement);
};
