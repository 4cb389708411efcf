import type { Decimal } from '@org/kernel';
import type { CurrencyId } from '../model/ids.js';

/** A currency of accounts, with its exchange rate to the system currency. */
export interface Currency {
  readonly id: CurrencyId;
  /** ISO 4217 alpha-3. */
  readonly name: string;
  readonly rate: Decimal;
  /** Provider of the exchange rate; null when the rate is set by hand. */
  readonly rateProviderId: number | null;
}
