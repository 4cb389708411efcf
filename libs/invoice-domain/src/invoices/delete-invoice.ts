import type { InvoiceId } from '../model/ids.js';
import { InvoiceRefused, RecordIsFinal, RecordNotFound } from '../model/domain-failure.js';
import { isFinal } from './invoice-lifecycle.js';
import type { InvoiceLedger } from './invoices.js';

/**
 * Removes an invoice of usage with its lines. Calls, transactions, balances and the account's schedule stay as they are; its period is open again,
 * and the next run bills it anew when the account is on a schedule. One of subscriptions stays: its calendar would open it again.
 */
export class DeleteInvoice {
  /** @param deletesApproved as Yeti does; otherwise what is approved is final (docs/wire/admin.md, deliberate differences) */
  constructor(private readonly deletesApproved: boolean) {}

  /** @throws RecordNotFound, RecordIsFinal, RecordInUse, or InvoiceRefused for one of subscriptions */
  async execute({ invoices }: InvoiceLedger, id: InvoiceId): Promise<void> {
    const invoice = await invoices.lock(id);
    if (invoice === undefined) throw new RecordNotFound('invoice', String(id));
    if (isFinal(invoice.state) && !this.deletesApproved) throw new RecordIsFinal();
    if (invoice.kind === 'commerce') throw new InvoiceRefused('deletion-of-subscriptions');
    await invoices.remove(id, this.deletesApproved);
  }
}
