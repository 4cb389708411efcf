import type { InvoiceId } from '../model/ids.js';
import { InvoiceIsFinal, InvoiceNotFound } from './invoice-refused.js';
import type { InvoiceBooks } from './invoices.js';

/**
 * Removes an invoice with its lines. Calls, transactions, balances and the account's schedule stay as they are: its period is not billed
 * again by itself.
 */
export class DeleteInvoice {
  /** @param deletesApproved as the original does; otherwise what is approved is final (docs/wire/admin.md, deliberate differences) */
  constructor(private readonly deletesApproved: boolean) {}

  /** @throws InvoiceNotFound or InvoiceIsFinal */
  async execute({ invoices }: InvoiceBooks, id: InvoiceId): Promise<void> {
    const invoice = await invoices.lock(id);
    if (invoice === undefined) throw new InvoiceNotFound();
    if (invoice.state === 'approved' && !this.deletesApproved) throw new InvoiceIsFinal();
    await invoices.remove(id, this.deletesApproved);
  }
}
