import type { AccountId, InvoiceId } from '../model/ids.js';
import type { InvoiceKind, InvoiceState } from './invoice.js';

export interface StoredInvoice {
  readonly id: InvoiceId;
  readonly accountId: AccountId;
  readonly state: InvoiceState;
  readonly kind: InvoiceKind;
}

/** Totals of an invoice whose usage has changed: as it was added up, and as it would be now. Both are exact. */
export interface ChangedTotals {
  readonly billed: string;
  readonly used: string;
}

/** Invoices that exist, within a transaction. */
export interface Invoices {
  /** Locks its row until the transaction ends. */
  lock(id: InvoiceId): Promise<StoredInvoice | undefined>;
  /** @returns undefined unless the usage of the invoice has changed since it was added up */
  changedTotals(id: InvoiceId): Promise<ChangedTotals | undefined>;
  /** @throws InvoiceRefused for a reference that another final invoice of its reseller has */
  approve(id: InvoiceId): Promise<void>;
  /** Whether another final invoice of its reseller has a reference. */
  isReferenceTaken(id: InvoiceId, reference: string): Promise<boolean>;
  changeReference(id: InvoiceId, reference: string): Promise<void>;
  /** Deletes an invoice and its lines. @param evenApproved deletes an approved one, too @throws RecordInUse */
  remove(id: InvoiceId, evenApproved: boolean): Promise<void>;
}

/** Port of the use cases that change one invoice. */
export interface InvoiceLedger {
  readonly invoices: Invoices;
}
