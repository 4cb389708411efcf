import type { RecordInput } from '@org/json-api';
import { Decimal } from '@org/kernel';
import { InvalidRecord, RecordNotFound } from '../model/domain-failure.js';
import type { PaymentId } from '../model/ids.js';
import type { PaymentDraft } from '../payments/payment-rules.js';
import { isPositive } from '../payments/spread-credit.js';
import type { RefundKind } from '../payments/refund.js';
import { calledOffRefund, doneRefund, orderedRefund } from '../payments/refund-lifecycle.js';
import { draftOf } from '../writing/draft-of.js';
import { refuseViolations } from '../writing/refuse-violations.js';
import { allocationsGoingBack, moneyGoingBack, type MoneyGoingBack } from './money-going-back.js';
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
  credited: 'must be at most what was not credited: the rest of it was given back by credit notes, and spent',
} as const;

const refused = (message: string): InvalidRecord => new InvalidRecord({ member: undefined, message });
const refusedAmount = (message: string): InvalidRecord => new InvalidRecord({ member: 'total', message });

/** The amount that is given back, and the credit that it is taken from. */
interface Return extends MoneyGoingBack {
  readonly credit: OwnCredit;
  readonly amount: Decimal;
}

/**
 * Gives money of a payment back, which is debited. Credit that pays nothing yet goes first, then what credit notes gave back of what it paid; the
 * rest of what it paid is open again, the newest first.
 */
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
    const returned = await returnOf(refunds, payment, { kind, wanted: ordered?.amount ?? amount });
    const { credit, released, beyond } = returned;
    await refunds.allocate(...allocationsGoingBack(returned));
    const refund =
      ordered?.id ?? (await refunds.add({ paymentId: id, kind, amount: returned.amount, status: doneRefund }));
    if (ordered !== undefined) await refunds.end(ordered.id, doneRefund);
    const kept = returned.amount.minus(beyond);
    if (isPositive(kept)) await refunds.giveBack(refund, credit.postingId, kept);
    const posting = {
      accountId: payment.accountId,
      amount: returned.amount.negated(),
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
    const { amount: returned, released } = await returnOf(refunds, payment, { kind: 'refund', wanted: amount });
    await refunds.add({ paymentId: id, kind: 'refund', amount: returned, status: orderedRefund });
    await refunds.awaitRefund(released);
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

/** A refund takes no credit that debits have used up, though that pays nothing, and what was credited does not go back a second time. */
const returnOf = async (
  refunds: Refunds,
  payment: ReturnedPayment,
  { kind, wanted }: { readonly kind: RefundKind; readonly wanted: Decimal | undefined },
): Promise<Return> => {
  const { credit, amount } = amountOf(payment, wanted);
  const funds = await refunds.ownFunds(payment.accountId);
  const sources = { free: credit.amount.minus(credit.allocated), funds, ...(await refunds.paidWith(credit.postingId)) };
  const returned = moneyGoingBack(amount, sources);
  if (kind === 'refund') {
    if (isPositive(returned.free) && returned.free.compareTo(funds) > 0) throw refusedAmount(refundRefusals.spent);
    if (isPositive(returned.beyond)) throw refusedAmount(refundRefusals.credited);
  }
  return { ...returned, credit, amount };
};

const amountOf = (
  { credit, currencyDigits }: ReturnedPayment,
  wanted: Decimal | undefined,
): Pick<Return, 'credit' | 'amount'> => {
  const left = credit?.amount.minus(credit.givenBack) ?? Decimal.zero;
  if (credit === undefined || !isPositive(left)) throw refused(refundRefusals.nothing);
  const amount = wanted ?? left;
  const isWhole = amount.rounded(currencyDigits, 'half-up').equals(amount);
  if (!isPositive(amount) || (wanted !== undefined && !isWhole)) throw refusedAmount(refundRefusals.notPositive);
  if (amount.compareTo(left) > 0) throw refusedAmount(refundRefusals.tooMuch);
  return { credit, amount };
};
