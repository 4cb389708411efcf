import type { Decimal } from '@org/kernel';
import type { Invoice } from './invoice.js';

/** Exact total of an invoice and what is to be paid of it; their difference is kept. */
export interface InvoiceTotal extends Pick<Invoice, 'id' | 'reference' | 'state' | 'currency' | 'total'> {
  readonly payableTotal: Decimal;
  /** The total without the payable total: positive when rounded down. */
  readonly roundingDifference: Decimal;
}

/**
 * Rounds an exact total once, halves away from zero. The ledger does the same to every invoice when its total changes.
 * @param digits of the currency behind the point
 */
export const payableTotalOf = (
  total: Decimal,
  digits: number,
): Pick<InvoiceTotal, 'payableTotal' | 'roundingDifference'> => {
  const payableTotal = total.rounded(digits, 'half-up');
  return { payableTotal, roundingDifference: total.minus(payableTotal) };
};
