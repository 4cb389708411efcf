import type { Books } from './books.js';
import { moneyOf, type CommerceLedger } from './commerce-ledger.js';

/** Balances, open amounts and statuses, as both have to tell them. */
export interface Account {
  readonly balances: Readonly<Record<string, string>>;
  readonly charges: Readonly<Record<string, string>>;
  readonly corrections: Readonly<Record<string, string>>;
  readonly services: Readonly<Record<string, string>>;
}

const listed = (
  rows: readonly { readonly key: string | number; readonly text: string }[],
): Readonly<Record<string, string>> => Object.fromEntries(rows.map(({ key, text }) => [String(key), text]));

export const accountOfBooks = ({ accounts, charges, corrections, services }: Books): Account => ({
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
});

export const accountOfLedger = async (ledger: CommerceLedger): Promise<Account> => {
  const texts = async (sql: string) =>
    listed(await ledger.rows<{ readonly key: string | number; readonly text: string }>(sql));
  return {
    balances: await texts('SELECT id AS key, trim_scale(balance)::text AS text FROM accounts'),
    charges: await texts(
      `SELECT external_key AS key, format('%s, %s of %s', status, trim_scale(allocated), trim_scale(amount)) AS text FROM charges`,
    ),
    corrections: await texts(
      `SELECT external_key AS key, format('%s, %s', status, trim_scale(total)) AS text FROM corrections`,
    ),
    services: await texts(
      `SELECT payment.id AS key, format('%s, %s of %s, due %s', status, trim_scale(allocated), trim_scale(total),
         coalesce(expiration_date::text, 'at no day')) AS text
       FROM payments payment JOIN invoice_payments link ON link.payment_id = payment.id`,
    ),
  };
};

/** What no ledger may ever show, whatever happened: each is a query that finds nothing. */
const impossible: Readonly<Record<string, string>> = {
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
