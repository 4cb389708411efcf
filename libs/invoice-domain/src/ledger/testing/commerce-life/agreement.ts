import type { Books } from './books.js';
import { moneyOf, type CommerceLedger } from './commerce-ledger.js';
import { named } from './named.js';

/** Records that both have to tell the same of, by their kind and key. */
export type Account = Readonly<Record<string, string>>;

/** Balances, open amounts and statuses; and of what came in, the oldest first, how much pays something or went back. */
export const accountOfBooks = ({ accounts, charges, corrections, services, payments, credits }: Books): Account =>
  Object.fromEntries([
    ...accounts.map(({ id, balance }) => [`balance ${id}`, moneyOf(balance)]),
    ...accounts.map(({ id }) => [
      `credits ${id}`,
      credits
        .of(id)
        .map((credit) => `${moneyOf(credit.amount - credits.left(credit))} of ${moneyOf(credit.amount)}`)
        .join(', '),
    ]),
    ...charges.map(({ key, status, amount, allocated }) => [
      `charge ${key}`,
      `${status}, ${moneyOf(allocated)} of ${moneyOf(amount)}`,
    ]),
    ...corrections.map(({ key, status, total }) => [`correction ${key}`, `${status}, ${moneyOf(total)}`]),
    ...services.map(({ id, status, total, allocated, due }) => [
      `service ${id}`,
      `${status}, ${moneyOf(allocated)} of ${moneyOf(total)}, due ${due ?? 'at no day'}`,
    ]),
    ...payments.map(({ key, status }) => [`payment ${key}`, status]),
  ]) as Account;

export const accountOfLedger = async (ledger: CommerceLedger): Promise<Account> => {
  const rows = await ledger.rows<{ readonly record: string; readonly text: string }>(
    `SELECT 'balance ' || id AS record, trim_scale(balance)::text AS text FROM accounts
     UNION ALL SELECT 'credits ' || id, array_to_string(array(
         SELECT format('%s of %s', trim_scale(allocated), trim_scale(amount)) FROM postings
         WHERE account_id = accounts.id AND amount > 0 AND kind <> 'settlement' ORDER BY number), ', ') FROM accounts
     UNION ALL SELECT 'charge ' || key, format('%s, %s of %s', status, trim_scale(allocated), trim_scale(amount))
       FROM ${named('charges')} JOIN charges USING (id)
     UNION ALL SELECT 'correction ' || key, format('%s, %s', status, trim_scale(total))
       FROM ${named('corrections')} JOIN corrections USING (id)
     UNION ALL SELECT 'service ' || payment.id, format('%s, %s of %s, due %s', status, trim_scale(allocated), trim_scale(total),
         coalesce(expiration_date::text, 'at no day'))
       FROM payments payment JOIN invoice_payments link ON link.payment_id = payment.id
     UNION ALL SELECT 'payment ' || external_key, status FROM payments WHERE external_key IS NOT NULL`,
  );
  return Object.fromEntries(rows.map(({ record, text }) => [record, text]));
};

/** Where the causes of postings are. */
const causes = [
  ['posting', 'postings'],
  ['charge', 'charges'],
  ['tax', 'taxes'],
  ['correction', 'corrections'],
  ['payment', 'payments'],
  ['allocation', 'allocations'],
  ['refund', 'refunds'],
  ['credit_note', 'credit_notes'],
] as const;

/**
 * What no ledger may ever show, whatever happened: each is a query that finds nothing. A charge that came in as closed was paid elsewhere, so more may
 * be credited of it than is paid here.
 */
const impossible: Readonly<Record<string, string>> = {
  'a posting without a cause': `SELECT id FROM postings WHERE NOT CASE cause_type
    WHEN 'account' THEN EXISTS (SELECT FROM accounts WHERE id = cause_id)
    ${causes.map(([cause, table]) => `WHEN '${cause}' THEN EXISTS (SELECT FROM ${table} WHERE ${table}.id = cause_id)`).join('\n    ')}
    ELSE false END`,
  'more credited of an invoice than it comes to': `SELECT invoice_id FROM credit_notes JOIN invoices ON invoices.id = invoice_id
    GROUP BY invoice_id, invoices.total HAVING sum(credit_notes.total) > invoices.total`,
  'a charge on two invoices that are not voided': `SELECT again.id FROM charges again JOIN charges charge ON charge.id = again.reopens_charge_id
    JOIN invoices ON invoices.id = charge.invoice_id WHERE invoices.voided_at IS NULL`,
  'a charge whose money went back twice': `SELECT charge.id FROM charges charge
    WHERE imported_status <> 'closed' AND EXISTS (SELECT FROM allocations WHERE charge_id = charge.id AND amount < 0)
      AND allocated < (SELECT sum(amount) FROM credit_note_lines WHERE charge_id = charge.id)`,
  'more given back of a payment than came in with it': `SELECT payment_id FROM refunds JOIN payments ON payments.id = payment_id
    WHERE refunds.status = 'done' AND external_key IS NOT NULL GROUP BY payment_id, payments.total HAVING sum(refunds.amount) > payments.total`,
  'a balance that is not the sum of its postings': `SELECT id FROM accounts WHERE balance <>
    coalesce((SELECT sum(amount) FROM postings WHERE account_id = accounts.id), 0)`,
  'more allocated of a credit than it is': `SELECT posting_id FROM allocations JOIN postings ON postings.id = posting_id
    GROUP BY posting_id, postings.amount HAVING sum(allocations.amount) NOT BETWEEN 0 AND postings.amount`,
  'more allocated to an invoice than it comes to': `SELECT invoice_id FROM allocations JOIN invoices ON invoices.id = invoice_id
    GROUP BY invoice_id, invoices.total HAVING sum(allocations.amount) NOT BETWEEN 0 AND invoices.total`,
  'more allocated to a charge than it comes to': `SELECT charge_id FROM allocations JOIN charges ON charges.id = charge_id
    GROUP BY charge_id, charges.amount HAVING sum(allocations.amount) NOT BETWEEN 0 AND charges.amount`,
};

export const impossibleIn = async (ledger: CommerceLedger): Promise<readonly string[]> => {
  const found = await ledger.rows<{ readonly what: string }>(
    Object.entries(impossible)
      .map(([what, sql]) => `SELECT '${what}' AS what WHERE EXISTS (${sql})`)
      .join('\nUNION ALL '),
  );
  return found.map(({ what }) => what);
};
