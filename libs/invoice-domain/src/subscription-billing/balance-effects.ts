import { Decimal } from '@org/kernel';
import { debitedStatuses } from './charge-lifecycle.js';
import type { Charge, ChargeStatus } from './charge.js';
import type { Correction } from './correction.js';
import type { PaymentModel } from '../parties/payment-model.js';
import { isPaid } from '../payments/payment-lifecycle.js';
import type { Payment } from '../payments/payment.js';

/** Amount that a charge debits from the balance; a prepaid charge is debited by its payment instead. */
export const chargeDebit = ({ status, amount }: Pick<Charge, 'status' | 'amount'>, model: PaymentModel): Decimal =>
  model === 'postpay' && isDebited(status) ? amount : Decimal.zero;

/** Amount that a correction debits from the balance of a postpaid account; negative is a credit. */
export const correctionDebit = (
  { status, total }: Pick<Correction, 'status' | 'total'>,
  model: PaymentModel,
): Decimal => (model === 'postpay' && status === 'approved' ? total : Decimal.zero);

const isDebited = (status: ChargeStatus): boolean => (debitedStatuses as readonly ChargeStatus[]).includes(status);

/**
 * Amount that a paid payment debits from the balance: a top-up credits its total, a payment in advance debits the part that was paid from
 * the balance.
 */
export const paymentDebit = (
  { status, total, amountPaidFromBalance }: Pick<Payment, 'status' | 'total' | 'amountPaidFromBalance'>,
  isInAdvance: boolean,
): Decimal => {
  if (!isPaid(status)) return Decimal.zero;
  return isInAdvance ? amountPaidFromBalance : total.negated();
};
