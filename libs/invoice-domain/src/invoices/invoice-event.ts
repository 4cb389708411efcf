import type { Instant } from '@org/kernel';
import type { AccountId, InvoiceEventId, InvoiceId, ResellerId } from '../model/ids.js';

/** Events in the life of an invoice. */
export const invoiceEventNames = [
  'created',
  'filled',
  'approved',
  'referenceChanged',
  'deleted',
  'externallyApproved',
  'approvalWithdrawn',
  'completed',
  'paymentCancelled',
  'paidFromBalance',
  'expired',
  'taxed',
  'refilled',
  'credited',
  'voided',
] as const;
export type InvoiceEventName = (typeof invoiceEventNames)[number];

/** An audit row: written by the transition itself, in its transaction, and never changed. */
export interface InvoiceEvent {
  readonly id: InvoiceEventId;
  readonly invoiceId: InvoiceId;
  readonly accountId: AccountId;
  readonly resellerId: ResellerId;
  readonly event: InvoiceEventName;
  /** `admin:139`, `manager:7`, `job:billing-run`, or `database:` and the user of a statement that was typed by hand. */
  readonly actor: string;
  readonly reason: string | null;
  /** Former values of the invoice: its old reference, or the whole invoice once it is deleted. */
  readonly details: Readonly<Record<string, unknown>> | null;
  readonly createdAt: Instant;
}
