import { InvoiceRefused, RecordInUse } from '../../model/domain-failure.js';
import type { AccountId, InvoiceId } from '../../model/ids.js';
import type { InvoiceState } from '../invoice.js';
import { isFinal } from '../invoice-lifecycle.js';
import type { ChangedTotals, Invoices, StoredInvoice } from '../invoices.js';

export interface MemoryInvoice extends StoredInvoice {
  readonly resellerId: number;
  readonly reference: string;
  /** The table that refers to it, if one does. */
  readonly neededBy?: string;
  /** Its total before and after, when its usage has changed since. */
  readonly changed?: ChangedTotals | undefined;
}

/** Invoices in memory, by their ids. Rows are replaced, never changed, so that a copy of the map is a snapshot. */
export class MemoryInvoices<Row extends MemoryInvoice> implements Invoices {
  /** @param resellerId whose invoices are seen; every reseller's without */
  constructor(
    protected readonly rows: Map<InvoiceId, Row>,
    private readonly resellerId?: number,
  ) {}

  lock(id: InvoiceId): Promise<StoredInvoice | undefined> {
    const row = this.rows.get(id);
    const isSeen = row !== undefined && (this.resellerId === undefined || row.resellerId === this.resellerId);
    return Promise.resolve(isSeen ? { id, accountId: row.accountId, state: row.state, kind: row.kind } : undefined);
  }

  changedTotals(id: InvoiceId): Promise<ChangedTotals | undefined> {
    return Promise.resolve(this.rows.get(id)?.changed);
  }

  async approve(id: InvoiceId): Promise<void> {
    const reference = this.rows.get(id)?.reference;
    if (reference !== undefined && (await this.isReferenceTaken(id, reference)))
      throw new InvoiceRefused('reference-taken');
    return this.change(id, { state: 'approved' });
  }

  isReferenceTaken(id: InvoiceId, reference: string): Promise<boolean> {
    const resellerId = this.rows.get(id)?.resellerId;
    const isTaken = [...this.rows].some(
      ([other, row]) =>
        other !== id && row.resellerId === resellerId && isFinal(row.state) && row.reference === reference,
    );
    return Promise.resolve(isTaken);
  }

  changeReference(id: InvoiceId, reference: string): Promise<void> {
    return this.change(id, { reference });
  }

  remove(id: InvoiceId, evenApproved: boolean): Promise<void> {
    const row = this.rows.get(id);
    if (row?.neededBy !== undefined) return Promise.reject(new RecordInUse(row.neededBy));
    if (row !== undefined && isFinal(row.state) && !evenApproved) {
      return Promise.reject(new Error(`invoice ${id} is approved`));
    }
    this.rows.delete(id);
    return Promise.resolve();
  }

  protected change(
    id: InvoiceId,
    changes: { readonly state?: InvoiceState; readonly reference?: string },
  ): Promise<void> {
    const row = this.rows.get(id);
    if (row !== undefined) this.rows.set(id, { ...row, ...changes });
    return Promise.resolve();
  }

  protected of(account: AccountId): readonly Row[] {
    return [...this.rows.values()].filter(({ accountId }) => accountId === account);
  }
}
