import { Decimal } from '@org/kernel';
import { Refused } from '../model/domain-failure.js';
import type { NewAllocation } from '../payments/allocation.js';

/** The amount that is left to pay of an open item, and the digits of its currency behind the point. */
interface Due {
  readonly due: Decimal;
  readonly currencyDigits: number;
}

/** The amount that somebody pays by hand: all that is due unless said. @throws Refused */
export const amountToPay = (amount: Decimal | undefined, { due, currencyDigits }: Due): Decimal => {
  if (amount === undefined) return due;
  const place = { place: ['amount'] };
  const isWhole = amount.rounded(currencyDigits, 'half-up').equals(amount);
  if (!isWhole || amount.compareTo(Decimal.zero) <= 0) throw new Refused('not-payable-amount', place);
  if (amount.compareTo(due) > 0) {
    throw new Refused('more-than-due', { detail: `${due.toString()} is left to pay.`, ...place });
  }
  return amount;
};

/** Allocations that come to an amount. @throws Refused when credits do not cover it */
export const coveringAll = (allocations: readonly NewAllocation[], wanted: Decimal): readonly NewAllocation[] => {
  if (!Decimal.sum(allocations.map(({ amount }) => amount)).equals(wanted)) throw new Refused('balance-too-low');
  return allocations;
};
