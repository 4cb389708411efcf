import type { RecordInput } from '@org/json-api';
import { Decimal } from '@org/kernel';
import { InvalidRecord, RecordNotFound } from '../model/domain-failure.js';
import type { PaymentId } from '../model/ids.js';
import type { PaymentDraft } from '../payments/payment-rules.js';
import { isPositive, least } from '../payments/spread-credit.js';
import type { RefundKind } from '../payments/refund.js';
import { calledOffRefund, doneRefund, orderedRefund } from '../payments/refund-lifecycle.js';
import { draftOf } from '../writing/draft-of.js';
import { refuseViolations } from '../writing/refuse-violations.js';
import type { OwnCredit, Refunds, ReturnedPayment } from './refunds.js';

export const refundRefusals = {
  nothing: 'Nothing was paid with it that could be given back',
  notCompleted: 'Only the completed payment of an invoice can be undone',
  ordered: 'A refund of it is ordered already',
  notOrdered: 'No refund of it is ordered',
  otherAmount: 'must be that of the refund that is ordered, or absent',
  tooMuch: 'must be at most what was paid less what was given back',
  notPositive: 'must be above zero, in units that its currency has',
  spent: "must be at most the account's own funds: the rest of it was spent",
} as const;

const refused = (message: string): InvalidRecord => new InvalidRecord({ member: undefined, message });
const refusedAmount = (message: string): InvalidRecord => new InvalidRecord({ member: 'total', message });

/** How much is given back, and of what. */
interface Return {
  readonly credit: OwnCredit;
  readonly amount: Decimal;
  /** What credit that pays nothing yet does not cover of it. */
  readonly allocated: Decimal;
}

/** Gives money of a payment back, which is debited. What it paid is open again, the newest first; credit that pays nothing yet goes first. */
export class GivePaymentBack {
  constructor(private readonly kind: Exclude<RefundKind, 'cancellation'>) {}

  /** @param amount all that is left unless said @throws RecordNotFound, or InvalidRecord */
  async execute(refunds: Refunds, id: PaymentId, amount?: Decimal): Promise<void> {
    const payment = await lockedPayment(refunds, id);
    const { kind } = this;
    if (kind === 'undone_completion' && !(payment.invoiceId !== null && payment.status === 'completed')) {
      throw refused(refundRefusals.notCompleted);
    }
    const { ordered } = payment;
    if (ordered !== undefined && kind !== 'refund') throw refused(refundRefusals.ordered);
    if (ordered !== undefined && amount?.equals(ordered.amount) === false)
      throw refusedAmount(refundRefusals.otherAmount);
    const { credit, amount: returned, allocated } = returnOf(payment, ordered?.amount ?? amount);
    if (kind === 'refund') await refuseSpent(refunds, payment, returned.minus(allocated));
    const released = isPositive(allocated) ? await refunds.release({ postingId: credit.postingId }, allocated) : [];
    const refund = ordered?.id ?? (await refunds.add({ paymentId: id, kind, amount: returned, status: doneRefund }));
    if (ordered !== undefined) await refunds.end(ordered.id, doneRefund);
    await refunds.giveBack(refund, credit.postingId);
    const posting = {
      accountId: payment.accountId,
      amount: returned.negated(),
      causeType: 'refund',
      causeId: refund,
    } as const;
    await refunds.post({ ...posting, kind });
    await refunds.reopen(released, kind);
    await refunds.stopAwaiting(credit.postingId);
    if (kind !== 'refund') await refunds.rollBack(id);
    await refunds.settle(payment.accountId);
  }
}

/** Orders a refund, which is to be done later: charges in advance that lose their money by it wait for it. */
export class OrderRefund {
  /** @throws RecordNotFound, or InvalidRecord */
  async execute(refunds: Refunds, id: PaymentId, amount?: Decimal): Promise<void> {
    const payment = await lockedPayment(refunds, id);
    if (payment.ordered !== undefined) throw refused(refundRefusals.ordered);
    const { credit, amount: returned, allocated } = returnOf(payment, amount);
    await refuseSpent(refunds, payment, returned.minus(allocated));
    await refunds.add({ paymentId: id, kind: 'refund', amount: returned, status: orderedRefund });
    if (isPositive(allocated)) await refunds.awaitRefund(await refunds.releasable(credit.postingId, allocated));
  }
}

/** Calls an ordered refund off. */
export class CallOffRefund {
  /** @throws RecordNotFound, or InvalidRecord */
  async execute(refunds: Refunds, id: PaymentId): Promise<void> {
    const { ordered, credit } = await lockedPayment(refunds, id);
    if (ordered === undefined) throw refused(refundRefusals.notOrdered);
    await refunds.end(ordered.id, calledOffRefund);
    if (credit !== undefined) await refunds.stopAwaiting(credit.postingId);
  }
}

/** The amount that a request names. @throws InvalidRecord for members that are none */
export const refundAmountIn = (input: RecordInput): Decimal | undefined => {
  refuseViolations(input.faults);
  return draftOf<Pick<PaymentDraft, 'total'>>(input).total ?? undefined;
};

const lockedPayment = async (refunds: Refunds, id: PaymentId): Promise<ReturnedPayment> => {
  const payment = await refunds.lock(id);
  if (payment === undefined) throw new RecordNotFound('payment', String(id));
  return payment;
};

const returnOf = ({ credit, currencyDigits }: ReturnedPayment, wanted: Decimal | undefined): Return => {
  const left = credit?.amount.minus(credit.givenBack) ?? Decimal.zero;
  if (credit === undefined || !isPositive(left)) throw refused(refundRefusals.nothing);
  const amount = wanted ?? left;
  const isWhole = amount.rounded(currencyDigits, 'half-up').equals(amount);
  if (!isPositive(amount) || (wanted !== undefined && !isWhole)) throw refusedAmount(refundRefusals.notPositive);
  if (amount.compareTo(left) > 0) throw refusedAmount(refundRefusals.tooMuch);
  const free = credit.amount.minus(credit.allocated);
  return { credit, amount, allocated: amount.minus(least(amount, free)) };
};

/** Money that pays nothing may have been used up by debits all the same, and is not given back a second time. */
const refuseSpent = async (refunds: Refunds, { accountId }: ReturnedPayment, free: Decimal): Promise<void> => {
  if (!isPositive(free)) return;
  if (free.compareTo(await refunds.ownFunds(accountId)) > 0) throw refusedAmount(refundRefusals.spent);
};
