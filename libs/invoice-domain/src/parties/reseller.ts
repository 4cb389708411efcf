import type { Instant, TimeZone } from '@org/kernel';
import type { ResellerId } from '../model/ids.js';

export interface Reseller {
  readonly id: ResellerId;
  /** The reseller above it; null at the root of a tree. */
  readonly parentId: ResellerId | null;
  readonly name: string;
  readonly domain: string;
  /** ISO 4217 alpha-3. */
  readonly currency: string;
  /** The zone its timestamps are printed in; null is the platform's. */
  readonly timeZone: TimeZone | null;
  readonly managerName: string;
  readonly companyName: string;
  readonly addressLine1: string;
  readonly addressLine2: string;
  readonly city: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly zip: string;
  /** An external system issues the invoices of its accounts: postpaid ones wait for it. */
  readonly externallyInvoiced: boolean;
  /** Whether what is due is paid from the credit of its account by itself; otherwise by hand. */
  readonly settlesFromCredit: boolean;
  /** Template of the references of subscription invoices: see `referenceOf`. */
  readonly invoiceRefTemplate: string;
  /** Template of the references of credit notes, which has `$seq` or `$id`. */
  readonly creditNoteRefTemplate: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}
