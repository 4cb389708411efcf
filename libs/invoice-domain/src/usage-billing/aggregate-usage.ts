import type { InvoiceId } from '../model/ids.js';
import { InvoiceRefused } from '../model/domain-failure.js';
import { invoiceMayBecome } from '../invoices/invoice-lifecycle.js';
import type { LedgerTransaction } from './ledger-transaction.js';

/** Aggregates the usage of one new invoice and makes it pending. */
export class AggregateUsage {
  /**
   * @returns false when the invoice no longer exists
   * @throws InvoiceRefused when its usage was aggregated before
   */
  async execute({ accounts, invoices }: LedgerTransaction, id: InvoiceId): Promise<boolean> {
    const invoice = await invoices.lock(id);
    if (invoice === undefined) return false;
    if (!invoiceMayBecome(invoice.state, 'pending')) throw new InvoiceRefused('already-filled');
    await accounts.lock([invoice.accountId]);
    await invoices.aggregate([id]);
    return true;
  }
}
