import type { InvoiceId } from '../model/ids.js';
import { InvoiceNotFound, InvoiceRefused } from './invoice-refused.js';
import type { InvoiceBooks } from './invoices.js';

/** Makes a pending invoice final: it gets its number and its seal, and nobody changes it any more. */
export class ApproveInvoice {
  /** @throws InvoiceNotFound, or InvoiceRefused unless it is pending */
  async execute({ invoices }: InvoiceBooks, id: InvoiceId): Promise<void> {
    const invoice = await invoices.lock(id);
    if (invoice === undefined) throw new InvoiceNotFound();
    if (invoice.state === 'approved') refuse('Invoice already approved');
    if (invoice.state === 'new') refuse("Invoice can't be approved");
    await invoices.approve(id);
  }
}

const refuse = (message: string): never => {
  throw new InvoiceRefused({ member: 'invoice', message });
};
