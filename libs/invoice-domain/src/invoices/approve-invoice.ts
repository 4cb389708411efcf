import type { InvoiceId } from '../model/ids.js';
import { InvoiceRefused, RecordNotFound, UsageChanged } from '../model/domain-failure.js';
import { invoiceMayBecome, isFinal } from './invoice-lifecycle.js';
import type { InvoiceLedger } from './invoices.js';

/**
 * Makes a pending invoice of usage final: it gets its number and its seal, and cannot be changed any more. One of subscriptions is closed by
 * its calendar alone, which makes its payment as well.
 */
export class ApproveInvoice {
  /** @throws RecordNotFound, InvoiceRefused unless it is of usage and pending, or UsageChanged */
  async execute({ invoices }: InvoiceLedger, id: InvoiceId): Promise<void> {
    const invoice = await invoices.lock(id);
    if (invoice === undefined) throw new RecordNotFound('invoice', String(id));
    if (isFinal(invoice.state)) throw new InvoiceRefused('approved-already');
    if (invoice.kind === 'commerce') throw new InvoiceRefused('approval-of-subscriptions');
    if (!invoiceMayBecome(invoice.state, 'approved')) throw new InvoiceRefused('not-filled-yet');
    const changed = await invoices.changedTotals(id);
    if (changed !== undefined) throw new UsageChanged(changed.billed, changed.used);
    await invoices.approve(id);
  }
}
