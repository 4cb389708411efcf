import type { Decimal } from '@org/kernel';

/** Digits behind the point of most currencies. Their amounts were taken with more digits before currencies were asked, and still are. */
const usualDigits = 2;

/** Tells whether an amount from outside has more digits behind the point than its currency has. */
export const isTooFine = (amount: Decimal, digits: number): boolean =>
  digits !== usualDigits && !amount.rounded(digits, 'down').equals(amount);

/** Currencies of the catalog. */
export interface CurrencyDigits {
  /** Digits of a currency behind the point, ISO 4217 unless the catalog says otherwise. */
  currencyDigits(currency: string): Promise<number>;
}
