import type { InvoiceId } from '../model/ids.js';
import { InvoiceNotFound, InvoiceRefused } from './invoice-refused.js';
import type { InvoiceBooks } from './invoices.js';

/** Gives an invoice that is under review another reference. */
export class ChangeInvoiceReference {
  /** @throws InvoiceNotFound, or InvoiceRefused unless it is pending */
  async execute({ invoices }: InvoiceBooks, id: InvoiceId, reference: string): Promise<void> {
    const invoice = await invoices.lock(id);
    if (invoice === undefined) throw new InvoiceNotFound();
    if (reference.trim() === '') throw new InvoiceRefused({ member: 'reference', message: "can't be blank" });
    if (invoice.state !== 'pending') {
      throw new InvoiceRefused({ member: 'invoice', message: "Invoice reference can't be changed" });
    }
    await invoices.changeReference(id, reference);
  }
}
