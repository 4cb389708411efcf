import { isDeepStrictEqual } from 'node:util';
import type { Act } from './act.js';
import { accountOfBooks, type Account } from './agreement.js';
import type { Books } from './books.js';
import { ordersOf } from './choice.js';

/** Acts one after the other: what became of them, in the order in which they were given, and of the books. */
export interface SerialOutcome {
  readonly accepted: readonly boolean[];
  readonly account: Account;
  readonly books: Books;
}

const outcomeOf = (books: Books, acts: readonly Act[], order: readonly Act[]): SerialOutcome => {
  const accepted = new Map(order.map((act) => [act, act.inBooks(books)]));
  return { accepted: acts.map((act) => accepted.get(act) ?? false), account: accountOfBooks(books), books };
};

/** Outcomes that acts at once can have, one for each order in which they may have been done. */
export const serialOutcomes = (books: Books, acts: readonly Act[]): readonly SerialOutcome[] =>
  ordersOf(acts).map((order) => outcomeOf(books.copy(), acts, order));

/** Whether it depends on the order what becomes of them. */
export const isOrderTelling = (outcomes: readonly SerialOutcome[]): boolean =>
  outcomes.some(
    ({ accepted, account }) =>
      !isDeepStrictEqual(accepted, outcomes[0]?.accepted) || !isDeepStrictEqual(account, outcomes[0]?.account),
  );
