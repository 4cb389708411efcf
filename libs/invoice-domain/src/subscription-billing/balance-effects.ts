import { Decimal } from '@org/kernel';
import { isDebited } from './charge-lifecycle.js';
import type { Charge } from './charge.js';
import { approvedStatus } from './correction-lifecycle.js';
import type { Correction } from './correction.js';
import type { PaymentModel } from '../parties/payment-model.js';
import { isPaid } from '../payments/payment-lifecycle.js';
import type { Payment } from '../payments/payment.js';

/** Amount that a charge debits from the balance; a prepaid charge is debited by its payment instead. */
export const chargeDebit = ({ status, amount }: Pick<Charge, 'status' | 'amount'>, model: PaymentModel): Decimal =>
  model === 'postpay' && isDebited(status) ? amount : Decimal.zero;

/**
 * Amount that a correction debits from the balance, whether its account pays before or afterwards; negative is a credit. One for usage that
 * came late debits nothing: the switch has counted the usage.
 */
export const correctionDebit = ({
  status,
  total,
  lateInvoiceId,
}: Pick<Correction, 'status' | 'total' | 'lateInvoiceId'>): Decimal =>
  status === approvedStatus && lateInvoiceId === null ? total : Decimal.zero;

/**
 * Amount that a paid payment debits from the balance, below zero: it credits what did not come from the balance itself. What it pays in
 * advance is debited by its allocations.
 */
export const paymentDebit = ({
  status,
  total,
  amountPaidFromBalance,
}: Pick<Payment, 'status' | 'total' | 'amountPaidFromBalance'>): Decimal =>
  isPaid(status) ? amountPaidFromBalance.minus(total) : Decimal.zero;
