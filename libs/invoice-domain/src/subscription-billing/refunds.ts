import type { Decimal } from '@org/kernel';
import type { Journal } from '../journal/posting.js';
import type { AccountId, InvoiceId, PaymentId, PostingId, RefundId } from '../model/ids.js';
import type { Allocations, Released } from '../payments/allocation.js';
import type { Payment } from '../payments/payment.js';
import type { Refund, RefundKind } from '../payments/refund.js';
import type { RefundStatus } from '../payments/refund-lifecycle.js';
import type { CreditedBack, PaidPart } from './money-going-back.js';

/** The credit that a payment posted last. */
export interface OwnCredit {
  readonly postingId: PostingId;
  readonly amount: Decimal;
  /** Allocated of it, what is kept for refunds among it. */
  readonly allocated: Decimal;
  /** The amount of the payment that went back since. */
  readonly givenBack: Decimal;
}

/** A payment that money is given back of, its account locked until the transaction ends. */
export interface ReturnedPayment extends Pick<Payment, 'id' | 'accountId' | 'status' | 'currencyCode'> {
  /** The invoice that it pays, where it is for rendered services. */
  readonly invoiceId: InvoiceId | null;
  /** Digits of its currency behind the point. */
  readonly currencyDigits: number;
  /** Undefined where nothing was posted for it. */
  readonly credit: OwnCredit | undefined;
  /** The refund of it that is ordered, if one is. */
  readonly ordered: Pick<Refund, 'id' | 'amount'> | undefined;
}

export interface NewRefund extends Pick<Refund, 'kind' | 'amount'> {
  readonly paymentId: PaymentId;
  readonly status: Exclude<RefundStatus, 'called_off'>;
}

/** Payments that money is given back of, within one transaction. */
export interface Refunds extends Journal, Pick<Allocations, 'allocate'> {
  /** Locks the account, then the payment. */
  lock(id: PaymentId): Promise<ReturnedPayment | undefined>;
  /** The balance without the debt for services that are not paid. */
  ownFunds(account: AccountId): Promise<Decimal>;
  /** The items that a credit has paid, the newest first, and the credit that is left of their credit notes. */
  paidWith(
    credit: PostingId,
  ): Promise<{ readonly parts: readonly PaidPart[]; readonly credits: readonly CreditedBack[] }>;
  add(refund: NewRefund): Promise<RefundId>;
  /** Ends an ordered refund. */
  end(id: RefundId, status: Exclude<RefundStatus, 'ordered'>): Promise<void>;
  /** Keeps an amount of a credit for a refund: nothing is paid with it any more. */
  giveBack(id: RefundId, credit: PostingId, amount: Decimal): Promise<void>;
  /** Marks charges in advance whose money is going to be given back. */
  awaitRefund(released: readonly Released[]): Promise<void>;
  /** Charges that waited for a refund of a credit are closed again. */
  stopAwaiting(credit: PostingId): Promise<void>;
  /**
   * Opens items that are not paid any more: payments of invoices wait again, and charges in advance are refunded where a refund took all that was paid
   * for them, and otherwise open again.
   */
  reopen(released: readonly Released[], kind: RefundKind): Promise<void>;
  /** Says when a payment was rolled back. */
  rollBack(id: PaymentId): Promise<void>;
  /** Pays what is due again from other credit, as far as there is any, and expires what is past due. */
  settle(account: AccountId): Promise<void>;
}
