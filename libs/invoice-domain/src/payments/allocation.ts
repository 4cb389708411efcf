import type { Decimal, Instant } from '@org/kernel';
import type {
  AccountId,
  AllocationId,
  ChargeId,
  InvoiceId,
  PaymentId,
  PostingId,
  RefundId,
  ResellerId,
} from '../model/ids.js';

/** A part of a credit that pays an open item, an invoice or a charge in advance, or that is given back. */
export interface Allocation {
  readonly id: AllocationId;
  readonly accountId: AccountId;
  readonly resellerId: ResellerId;
  /** The credit: a posting above zero. */
  readonly postingId: PostingId;
  /** Either an invoice or a charge is paid. */
  readonly invoiceId: InvoiceId | null;
  readonly chargeId: ChargeId | null;
  /** Given back of the credit, instead. */
  readonly refundId: RefundId | null;
  /** The payment that it was made for: that of the invoice, or one in advance; null for a charge that was paid by hand. */
  readonly paymentId: PaymentId | null;
  /** Below zero it takes back. */
  readonly amount: Decimal;
  readonly allocatedAt: Instant;
  readonly actor: string;
  readonly reason: string | null;
}

/** The item that an allocation pays, and the payment that it is for. */
export type Allocated = Pick<Allocation, 'invoiceId' | 'chargeId' | 'paymentId'>;

/** An allocation that is about to be made. */
export interface NewAllocation extends Allocated {
  /** Null for the credit that the payment itself posted. */
  readonly postingId: PostingId | null;
  readonly amount: Decimal;
}

/** The part of a credit that pays nothing yet. */
export interface Credit extends Pick<Allocation, 'accountId' | 'postingId'> {
  readonly amount: Decimal;
}

/** An amount of an account. */
export type AccountAmount = Pick<Allocation, 'accountId' | 'amount'>;

/** The part of an allocation that was taken back, above zero. */
export type Released = Allocated & Pick<Allocation, 'postingId' | 'amount'>;

/** Whose allocations are taken back: of a credit, an open item or a payment. */
export type Releasing =
  | Pick<Allocation, 'postingId'>
  | { readonly invoiceId: InvoiceId }
  | { readonly chargeId: ChargeId }
  | { readonly paymentId: PaymentId };

/** Allocations within a transaction that has the accounts locked. */
export interface Allocations {
  /** Credits that are not allocated, the newest of an account first, until they cover its amount. */
  credits(...amounts: readonly AccountAmount[]): Promise<readonly Credit[]>;
  /**
   * Makes allocations, and keeps what is allocated of credits, to charges and for payments. Those to charges are debited; those to
   * invoices are not, because their charges were.
   */
  allocate(...allocations: readonly NewAllocation[]): Promise<void>;
  /** Takes allocations back, the newest first, until they come to an amount; all of them without one. What was debited is credited. */
  release(of: Releasing, amount?: Decimal): Promise<readonly Released[]>;
}
