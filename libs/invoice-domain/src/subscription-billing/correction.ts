import type { Decimal, Instant, LocalDate } from '@org/kernel';
import type { PaymentModel } from '../parties/payment-model.js';
import type { AccountId, CorrectionId, InvoiceId, ResellerId, SubscriptionId } from '../model/ids.js';

export const correctionStatuses = ['approval_required', 'approved', 'declined'] as const;
export type CorrectionStatus = (typeof correctionStatuses)[number];

export interface Correction {
  readonly id: CorrectionId;
  readonly accountId: AccountId;
  readonly resellerId: ResellerId;
  readonly invoiceId: InvoiceId | null;
  readonly subscriptionId: SubscriptionId | null;
  readonly status: CorrectionStatus;
  readonly total: Decimal;
  readonly comment: string | null;
  /** Informs only: the day of the approval decides which invoice includes the correction. */
  readonly periodFrom: LocalDate | null;
  readonly periodTo: LocalDate | null;
  readonly includeInInvoice: boolean;
  /** Set exactly while the status is `approved`. */
  readonly approvedAt: Instant | null;
  /** The approved invoice whose late usage this correction is for. */
  readonly lateInvoiceId: InvoiceId | null;
  /** The correction of a voided invoice that is billed anew as this one. */
  readonly reopensCorrectionId: CorrectionId | null;
  /** Of its subscription, or else of its account, when it was approved; null until then. */
  readonly paymentModel: PaymentModel | null;
  /** External key, unique per reseller. */
  readonly externalKey: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}
