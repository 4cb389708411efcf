import type { InvoiceId } from '../model/ids.js';
import { InvoiceRefused, RecordNotFound } from '../model/domain-failure.js';
import type { InvoiceLedger } from './invoices.js';

/** Gives an invoice that is under review another reference. */
export class ChangeInvoiceReference {
  /** @throws RecordNotFound, or InvoiceRefused unless it is pending and the reference is free */
  async execute({ invoices }: InvoiceLedger, id: InvoiceId, reference: string): Promise<void> {
    const invoice = await invoices.lock(id);
    if (invoice === undefined) throw new RecordNotFound('invoice', String(id));
    if (reference.trim() === '') throw new InvoiceRefused('reference-missing');
    if (invoice.state !== 'pending') throw new InvoiceRefused('reference-of-other-than-pending');
    if (await invoices.isReferenceTaken(id, reference)) throw new InvoiceRefused('reference-taken');
    await invoices.changeReference(id, reference);
  }
}
