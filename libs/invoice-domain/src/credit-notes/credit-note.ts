import type { Decimal, Instant } from '@org/kernel';
import type {
  AccountId,
  ChargeId,
  CorrectionId,
  CreditNoteId,
  CreditNoteLineId,
  InvoiceId,
  ResellerId,
} from '../model/ids.js';

/** `credit` takes a part of an invoice back, or all of it; `void` takes all of it back, and what was on it is billed anew. */
export const creditNoteKinds = ['credit', 'void'] as const;
export type CreditNoteKind = (typeof creditNoteKinds)[number];

/** A document that takes back what a final invoice asked for, in whole or in part. It never changes. */
export interface CreditNote {
  readonly id: CreditNoteId;
  readonly accountId: AccountId;
  readonly resellerId: ResellerId;
  /** The invoice that is credited. */
  readonly invoiceId: InvoiceId;
  /** The correction that stands for it among those of the account. */
  readonly correctionId: CorrectionId;
  readonly kind: CreditNoteKind;
  /** Its place in the reseller's credit notes, from 1, without gaps. */
  readonly number: number;
  /** The number that the customer knows it by. */
  readonly reference: string;
  /** ISO 4217 alpha-3, that of the invoice. */
  readonly currency: string;
  /** The amount that is credited, above zero. */
  readonly total: Decimal;
  readonly reason: string;
  readonly issuedAt: Instant;
}

/** The part of a credit note that takes back one charge or correction, or an amount of the invoice as a whole. */
export interface CreditNoteLine {
  readonly id: CreditNoteLineId;
  readonly creditNoteId: CreditNoteId;
  readonly accountId: AccountId;
  readonly resellerId: ResellerId;
  readonly chargeId: ChargeId | null;
  readonly correctionId: CorrectionId | null;
  /** Name of the charge, or comment of the correction. */
  readonly name: string | null;
  /** Below zero where a correction that lowered the invoice is taken back. */
  readonly amount: Decimal;
}
