import { Decimal } from '@org/kernel';
import type { ChargeId } from '../model/ids.js';
import { isPositive, least } from '../payments/spread-credit.js';

/** A charge that a payment names, with what can be paid of it. */
export interface Payable {
  readonly chargeId: ChargeId;
  readonly amount: Decimal;
}

/** The parts of a charge that a payment in advance pays of its own money and from the balance. */
export interface PaidCharge {
  readonly chargeId: ChargeId;
  readonly own: Decimal;
  readonly fromBalance: Decimal;
}

interface Money {
  /** The money that comes in with the payment. */
  readonly own: Decimal;
  /** The amount that it takes from the balance. */
  readonly fromBalance: Decimal;
}

/** The reason why an amount cannot be paid from the balance. */
export type BalanceFault = 'more-than-open' | 'funds-too-low';

/** Pays charges in their order with the money that comes in, and then from the balance. What is left of the former is credit. */
export const paidInAdvance = (payable: readonly Payable[], money: Money): readonly PaidCharge[] => {
  let { own, fromBalance } = money;
  return payable.flatMap(({ chargeId, amount }) => {
    const ownPart = least(own, amount);
    const balancePart = least(fromBalance, amount.minus(ownPart));
    own = own.minus(ownPart);
    fromBalance = fromBalance.minus(balancePart);
    const isPaid = isPositive(ownPart.plus(balancePart));
    return isPaid ? [{ chargeId, own: ownPart, fromBalance: balancePart }] : [];
  });
};

/** @param funds own funds of the account */
export const balanceFault = (
  payable: readonly Payable[],
  { own, fromBalance }: Money,
  funds: Decimal,
): BalanceFault | undefined => {
  if (!isPositive(fromBalance)) return undefined;
  if (own.plus(fromBalance).compareTo(sumOf(payable)) > 0) return 'more-than-open';
  return fromBalance.compareTo(funds) > 0 ? 'funds-too-low' : undefined;
};

export const sumOf = (items: readonly { readonly amount: Decimal }[]): Decimal =>
  Decimal.sum(items.map(({ amount }) => amount));
