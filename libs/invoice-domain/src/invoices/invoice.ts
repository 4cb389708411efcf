import type { Decimal, Instant, LocalDate, TimeZone } from '@org/kernel';
import type { AccountId, CdrId, InvoiceId, ResellerId, TransactionId } from '../model/ids.js';
import type { scheduledInvoiceTypes } from '../parties/account.js';
import type { PaymentModel } from '../parties/payment-model.js';

/** `new`: the row exists; `pending`: computed and open to review; `approved`: final. There is no way back. */
export const invoiceStates = ['new', 'pending', 'approved'] as const;
export type InvoiceState = (typeof invoiceStates)[number];

export const invoiceTypes = ['manual', 'autoFull', 'autoPartial'] as const satisfies readonly [
  'manual',
  ...typeof scheduledInvoiceTypes,
];
export type InvoiceType = (typeof invoiceTypes)[number];

/**
 * `usage` bills the traffic and services of an account: periods of one account never overlap. `commerce` bills its
 * subscriptions, one invoice per billing day: periods overlap only between different billing days.
 */
export const invoiceKinds = ['usage', 'commerce'] as const;
export type InvoiceKind = (typeof invoiceKinds)[number];

/** An invoice as it is read, with what is left to pay of it. */
export interface PayableInvoice extends Invoice {
  readonly amountDue: Decimal;
}

export interface Invoice {
  readonly id: InvoiceId;
  readonly uuid: string;
  /** Number that the customer knows the invoice by; not unique. */
  readonly reference: string | null;
  /** Reference at approval, kept when a third-party system assigns its own number; empty if there was none. */
  readonly issuedReference: string | null;
  readonly state: InvoiceState;
  readonly type: InvoiceType;
  readonly kind: InvoiceKind;
  /** Day of the month, 1 to 31, of a `commerce` invoice; null on a `usage` invoice. */
  readonly billingDay: number | null;
  readonly accountId: AccountId;
  readonly resellerId: ResellerId;
  /** ISO 4217 alpha-3. */
  readonly currency: string;
  /** The zone it was billed in, whatever the account's zone has become since. */
  readonly timeZone: TimeZone;
  /** The period is half-open: from `startsAt` up to, not including, `endsAt`. */
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** The days that the clocks of `timeZone` show at `startsAt` and `endsAt`. */
  readonly fromDate: LocalDate;
  readonly toDate: LocalDate;
  readonly paymentModel: PaymentModel;
  /** A postpaid invoice under external management whose third-party invoice has been matched. */
  readonly externallyApproved: boolean;
  readonly pdfPath: string | null;
  readonly odtPath: string | null;
  readonly amountSpent: Decimal;
  readonly amountEarned: Decimal;
  readonly originatedAmountSpent: Decimal;
  readonly originatedAmountEarned: Decimal;
  readonly originatedCallsCount: number;
  readonly originatedSuccessfulCallsCount: number;
  /** Durations are seconds. */
  readonly originatedCallsDuration: number;
  readonly originatedBillingDuration: number;
  readonly originatedFirstCallAt: Instant | null;
  readonly originatedLastCallAt: Instant | null;
  readonly terminatedAmountSpent: Decimal;
  readonly terminatedAmountEarned: Decimal;
  readonly terminatedCallsCount: number;
  readonly terminatedSuccessfulCallsCount: number;
  readonly terminatedCallsDuration: number;
  readonly terminatedBillingDuration: number;
  readonly terminatedFirstCallAt: Instant | null;
  readonly terminatedLastCallAt: Instant | null;
  readonly servicesAmountSpent: Decimal;
  readonly servicesAmountEarned: Decimal;
  readonly serviceTransactionsCount: number;
  readonly chargesAmount: Decimal;
  readonly correctionsAmount: Decimal;
  readonly total: Decimal;
  /** Sequential number within the reseller, without gaps, assigned at approval. */
  readonly number: number | null;
  readonly approvedAt: Instant | null;
  /** When a credit note took all of it back, so that its items are billed anew. */
  readonly voidedAt: Instant | null;
  /** Time at which its usage was aggregated, with the greatest ids of then; usage added after it is late. */
  readonly filledAt: Instant | null;
  readonly lastOriginatedCdrId: CdrId | null;
  readonly lastTerminatedCdrId: CdrId | null;
  readonly lastTransactionId: TransactionId | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}
