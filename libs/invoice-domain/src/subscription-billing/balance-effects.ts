import { Decimal } from '@org/kernel';
import { debitedStatuses } from './charge-lifecycle.js';
import type { Charge, ChargeStatus } from './charge.js';
import type { Correction } from './correction.js';
import type { PaymentModel } from '../parties/payment-model.js';
import { isPaid } from '../payments/payment-lifecycle.js';
import type { Payment } from '../payments/payment.js';

/** What a charge of a subscription takes from its account's balance. Charges that are paid before were paid by their payment. */
export const chargeDebit = ({ status, amount }: Pick<Charge, 'status' | 'amount'>, model: PaymentModel): Decimal =>
  model === 'postpay' && isDebited(status) ? amount : Decimal.zero;

/** What a correction takes from the balance of an account that pays afterwards; negative gives back. */
export const correctionDebit = (
  { status, total }: Pick<Correction, 'status' | 'total'>,
  model: PaymentModel,
): Decimal => (model === 'postpay' && status === 'approved' ? total : Decimal.zero);

const isDebited = (status: ChargeStatus): boolean => (debitedStatuses as readonly ChargeStatus[]).includes(status);

/**
 * What a payment takes from the balance once it is paid. A top-up gives its total; a payment in advance goes to the charges that it
 * pays, and takes what of it was paid from the balance.
 */
export const paymentDebit = (
  { status, total, amountPaidFromBalance }: Pick<Payment, 'status' | 'total' | 'amountPaidFromBalance'>,
  isInAdvance: boolean,
): Decimal => {
  if (!isPaid(status)) return Decimal.zero;
  return isInAdvance ? amountPaidFromBalance : total.negated();
};
