import type { Decimal, Instant, LocalDate } from '@org/kernel';
import type { AccountId, ExternalInvoiceId, ResellerId } from '../model/ids.js';

/** Types of closing documents. */
export const externalInvoiceTypes = ['invoice', 'invoice_vat', 'act'] as const;
export type ExternalInvoiceType = (typeof externalInvoiceTypes)[number];

/** Formats of the files of closing documents, and their media types. */
export const closingFileTypes = {
  pdf: 'application/pdf',
  doc: 'application/msword',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;
export type ClosingFileType = keyof typeof closingFileTypes;

/** A file from a third-party system that is shown to the customer: an invoice or an act, independent of the invoices made here. */
export interface ExternalInvoice {
  readonly id: ExternalInvoiceId;
  readonly accountId: AccountId;
  readonly resellerId: ResellerId;
  /** The document's id in the third-party system, one of its kind within the account. */
  readonly key: string;
  readonly type: ExternalInvoiceType;
  readonly name: string;
  /** May be zero, or negative. */
  readonly amountTotal: Decimal;
  /** ISO 4217 alpha-3, one of the currencies known here. */
  readonly amountCurrency: string;
  /** The first day of the billing period, and the last or the one after it: as the third-party system counts. */
  readonly startDate: LocalDate;
  readonly endDate: LocalDate;
  readonly fileType: ClosingFileType;
  /** Bytes. */
  readonly fileSize: number;
  /** Lower-case hex. */
  readonly fileSha256: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}
