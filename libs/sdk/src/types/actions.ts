import type { Completion, ExternalApproval, resellerExposures, resellerExternalInvoice } from '@org/invoice-domain';
import type { LocalDate } from '@org/kernel';
import type { AttributesIn } from './api.js';
import type { WriteOptions } from './write.js';

export type ResellerApi = typeof resellerExposures;

/** Closing documents stand below accounts, and nothing leads to them. */
export type ExternalInvoiceApi = { readonly externalInvoice: typeof resellerExternalInvoice };

export type { Completion };

/** Where the customer finds what proves a payment: at an `http` or `https` address, or in a PDF, DOC or XLSX file. */
export type Receipt =
  { readonly link: string; readonly file?: undefined } | { readonly file: Blob; readonly link?: undefined };

/** What a third-party system says of an invoice that it has issued. */
export interface Approval extends Completion {
  /** What it is of in the third-party system; the invoice's own amount and currency stay. */
  readonly amount?: ExternalApproval['amount'];
  /** When the payment is due, today or later; without one, the days to pay of the account's class from today. */
  readonly dueDate?: LocalDate | undefined;
  readonly receipt?: Receipt | undefined;
}

type TaxAttributes = AttributesIn<ResellerApi, 'tax'>;

/** A tax on a charge that is open or blocked; below zero, it lowers the charge. Two decimals at most. */
export interface NewTax extends Pick<TaxAttributes, 'name' | 'value'>, Partial<Pick<TaxAttributes, 'description'>> {
  readonly chargeId: string | number;
}

/** A closing document as it is sent, and sent again when it changes: all of it, each time. */
export interface ExternalInvoiceDraft extends Pick<
  AttributesIn<ExternalInvoiceApi, 'externalInvoice'>,
  'key' | 'type' | 'name' | 'amountTotal' | 'amountCurrency' | 'startDate' | 'endDate'
> {
  /** A PDF, DOC or XLSX file, whose `type` says which. */
  readonly file: Blob;
}

/** Of writes that no version of a record can be meant by. */
export type AddOptions = Omit<WriteOptions, 'ifMatch'>;

export interface ReasonOptions extends WriteOptions {
  /** Why, in the manager's own words: kept in the audit. */
  readonly reason?: string | undefined;
}
