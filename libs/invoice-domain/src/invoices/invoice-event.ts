import type { Instant } from '@org/kernel';
import type { AccountId, InvoiceEventId, InvoiceId, ResellerId } from '../model/ids.js';

/** What can happen to an invoice. */
export const invoiceEventNames = [
  'created',
  'filled',
  'approved',
  'referenceChanged',
  'deleted',
  'externallyApproved',
  'completed',
  'paymentCancelled',
  'paidFromBalance',
  'expired',
  'taxed',
] as const;
export type InvoiceEventName = (typeof invoiceEventNames)[number];

/** A line of the audit: written by the transition itself, in its transaction, and never changed. */
export interface InvoiceEvent {
  readonly id: InvoiceEventId;
  readonly invoiceId: InvoiceId;
  readonly accountId: AccountId;
  readonly resellerId: ResellerId;
  readonly event: InvoiceEventName;
  /** `admin:139`, `manager:7`, `job:billing-run`, or `database:` and the user of a statement that was typed by hand. */
  readonly actor: string;
  readonly reason: string | null;
  /** What the invoice can no longer say itself: its former reference, or all of it that matters once it is deleted. */
  readonly details: Readonly<Record<string, unknown>> | null;
  readonly createdAt: Instant;
}
