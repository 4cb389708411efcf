import { Decimal } from '@org/kernel';
import type { AccountId } from '../model/ids.js';
import type { AccountAmount, Allocated, Credit, NewAllocation } from './allocation.js';

/** An item that is to be paid, with the amount that it is open for. */
export interface Owed extends Allocated {
  readonly amount: Decimal;
}

/** Allocates credits of an account to what it owes, both in their order, until either comes to an end. */
export const spreadCredit = (credits: readonly Credit[], owed: readonly Owed[]): readonly NewAllocation[] => {
  const left = credits.map(({ postingId, amount }) => ({ postingId, amount }));
  return owed.flatMap(({ amount: due, ...item }) => {
    const allocations: NewAllocation[] = [];
    let open = due;
    while (isPositive(open)) {
      const credit = left[0];
      if (credit === undefined) break;
      const amount = least(credit.amount, open);
      if (isPositive(amount)) allocations.push({ ...item, postingId: credit.postingId, amount });
      open = open.minus(amount);
      credit.amount = credit.amount.minus(amount);
      if (!isPositive(credit.amount)) left.shift();
    }
    return allocations;
  });
};

/** Parts of amounts that funds cover, in their order. Funds below zero cover nothing. */
export const coveredBy = <Item extends { readonly amount: Decimal }>(
  funds: Decimal,
  items: readonly Item[],
): readonly Item[] => {
  let left = funds;
  return items.flatMap((item) => {
    const amount = least(left, item.amount);
    if (!isPositive(amount)) return [];
    left = left.minus(amount);
    return [{ ...item, amount }];
  });
};

/** Items by their account, in their order. */
export const byAccount = <Item extends Pick<AccountAmount, 'accountId'>>(
  items: readonly Item[],
): ReadonlyMap<AccountId, readonly Item[]> => {
  const groups = new Map<AccountId, Item[]>();
  for (const item of items) {
    const group = groups.get(item.accountId);
    if (group === undefined) groups.set(item.accountId, [item]);
    else group.push(item);
  }
  return groups;
};

/** The sum of the amounts of each account. */
export const totalsOf = (items: readonly AccountAmount[]): readonly AccountAmount[] =>
  [...byAccount(items)].map(([accountId, own]) => ({
    accountId,
    amount: Decimal.sum(own.map(({ amount }) => amount)),
  }));

export const least = (one: Decimal, other: Decimal): Decimal => (one.compareTo(other) < 0 ? one : other);

export const isPositive = (amount: Decimal): boolean => amount.compareTo(Decimal.zero) > 0;
