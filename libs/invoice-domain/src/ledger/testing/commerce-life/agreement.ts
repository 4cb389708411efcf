import type { Books } from './books.js';
import { moneyOf, type CommerceLedger } from './commerce-ledger.js';
import { named } from './named.js';

/** Balances, open amounts and statuses, as both have to tell them. */
export interface Account {
  readonly balances: Readonly<Record<string, string>>;
  readonly charges: Readonly<Record<string, string>>;
  readonly corrections: Readonly<Record<string, string>>;
  readonly services: Readonly<Record<string, string>>;
  readonly payments: Readonly<Record<string, string>>;
}

const listed = (
  rows: readonly { readonly key: string | number; readonly text: string }[],
): Readonly<Record<string, string>> => Object.fromEntries(rows.map(({ key, text }) => [String(key), text]));

export const accountOfBooks = ({ accounts, charges, corrections, services, payments }: Books): Account => ({
  balances: listed(accounts.map(({ id, balance }) => ({ key: id, text: moneyOf(balance) }))),
  charges: listed(
    charges.map(({ key, status, amount, allocated }) => ({
      key,
      text: `${status}, ${moneyOf(allocated)} of ${moneyOf(amount)}`,
    })),
  ),
  corrections: listed(corrections.map(({ key, status, total }) => ({ key, text: `${status}, ${moneyOf(total)}` }))),
  services: listed(
    services.map(({ id, status, total, allocated, due }) => ({
      key: id,
      text: `${status}, ${moneyOf(allocated)} of ${moneyOf(total)}, due ${due ?? 'at no day'}`,
    })),
  ),
  payments: listed(payments.map(({ key, status }) => ({ key, text: status }))),
});

export const accountOfLedger = async (ledger: CommerceLedger): Promise<Account> => {
  const texts = async (sql: string) =>
    listed(await ledger.rows<{ readonly key: string | number; readonly text: string }>(sql));
  return {
    balances: await texts('SELECT id AS key, trim_scale(balance)::text AS text FROM accounts'),
    charges: await texts(
      `SELECT key, format('%s, %s of %s', status, trim_scale(allocated), trim_scale(amount)) AS text FROM ${named('charges')} JOIN charges USING (id)`,
    ),
    corrections: await texts(
      `SELECT key, format('%s, %s', status, trim_scale(total)) AS text FROM ${named('corrections')} JOIN corrections USING (id)`,
    ),
    services: await texts(
      `SELECT payment.id AS key, format('%s, %s of %s, due %s', status, trim_scale(allocated), trim_scale(total),
         coalesce(expiration_date::text, 'at no day')) AS text
       FROM payments payment JOIN invoice_payments link ON link.payment_id = payment.id`,
    ),
    payments: await texts('SELECT external_key AS key, status AS text FROM payments WHERE external_key IS NOT NULL'),
  };
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
  const found: string[] = [];
  for (const [what, sql] of Object.entries(impossible)) if ((await ledger.rows(sql)).length > 0) found.push(what);
  return found;
};
