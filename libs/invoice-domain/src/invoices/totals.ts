import type { Decimal } from '@org/kernel';
import type { Invoice } from './invoice.js';

export type SpentParts = Pick<Invoice, 'originatedAmountSpent' | 'terminatedAmountSpent' | 'servicesAmountSpent'>;
export type EarnedParts = Pick<Invoice, 'originatedAmountEarned' | 'terminatedAmountEarned' | 'servicesAmountEarned'>;
export type TotalParts = Pick<Invoice, 'amountSpent' | 'amountEarned' | 'chargesAmount' | 'correctionsAmount'>;

export const amountSpentOf = (parts: SpentParts): Decimal =>
  parts.originatedAmountSpent.plus(parts.terminatedAmountSpent).plus(parts.servicesAmountSpent);

export const amountEarnedOf = (parts: EarnedParts): Decimal =>
  parts.originatedAmountEarned.plus(parts.terminatedAmountEarned).plus(parts.servicesAmountEarned);

/** Total of an invoice; negative when the account earned more than it spent. The ledger refuses a row that says otherwise. */
export const totalOf = (parts: TotalParts): Decimal =>
  parts.amountSpent.minus(parts.amountEarned).plus(parts.chargesAmount).plus(parts.correctionsAmount);
