import type { Decimal } from '@org/kernel';
import type { Charge } from './charge.js';

export type ChargeTerms = Pick<Charge, 'quantity' | 'unitPrice' | 'duration' | 'discountAmount' | 'taxesAmount'>;

/**
 * Amount of a charge: quantity x unit price x duration, rounded once with halves away from zero, less the discount and with the taxes. Below zero for a discount
 * that is more than the price: such a charge is not made.
 * @param digits of the currency behind the point
 */
export const chargeAmountOf = (
  { quantity, unitPrice, duration, discountAmount, taxesAmount }: ChargeTerms,
  digits: number,
): Decimal =>
  quantity.times(unitPrice).times(duration).rounded(digits, 'half-up').minus(discountAmount).plus(taxesAmount);
