import { Decimal } from '@org/kernel';
import type { PaymentModel } from '../parties/payment-model.js';
import type { Charge, ChargeStatus } from './charge.js';

/** A charge in advance is to be paid: it is closed once that is done. */
export const advanceStatuses = ['new', 'opened', 'blocked'] as const satisfies readonly ChargeStatus[];

/** Taken back: nothing is paid for it any more. */
const takenBack = ['deleted', 'waiting_for_refund', 'refunded'] as const satisfies readonly ChargeStatus[];

/** A charge with what has been allocated to it. */
export interface AllocatedCharge extends Pick<Charge, 'status' | 'amount'> {
  /** That of its subscription. */
  readonly paymentModel: PaymentModel;
  readonly allocated: Decimal;
  /** True when it was paid before payments were allocated. */
  readonly paidUnallocated: boolean;
}

/** Tells whether a charge is an open item: it is paid in advance, and has not been. */
export const isOpenInAdvance = ({ status, paymentModel, paidUnallocated }: AllocatedCharge): boolean =>
  paymentModel === 'prepay' && !paidUnallocated && (advanceStatuses as readonly ChargeStatus[]).includes(status);

/** The amount that is left to pay of a charge in advance; nothing of any other. */
export const dueInAdvance = (charge: AllocatedCharge): Decimal =>
  isOpenInAdvance(charge) ? charge.amount.minus(charge.allocated) : Decimal.zero;

/** The amount that a payment in advance can pay of a charge that it names: also of one that came in as closed, which nothing has paid for yet. */
export const payableInAdvance = (charge: AllocatedCharge): Decimal => {
  const { status, paymentModel, amount, allocated, paidUnallocated } = charge;
  const isPayable =
    paymentModel === 'prepay' && !paidUnallocated && !(takenBack as readonly ChargeStatus[]).includes(status);
  return isPayable ? amount.minus(allocated) : Decimal.zero;
};
