import type { InvoiceId } from '../model/ids.js';
import { InvoiceRefused, RecordNotFound } from '../model/domain-failure.js';
import type { LedgerTransaction } from './ledger-transaction.js';

/** Adds the usage of a pending invoice of usage up once more, after calls or transactions of its period have changed. */
export class RefillInvoice {
  /** @throws RecordNotFound, or InvoiceRefused unless it is pending */
  async execute({ accounts, invoices }: LedgerTransaction, id: InvoiceId): Promise<void> {
    const invoice = await invoices.lock(id);
    if (invoice === undefined) throw new RecordNotFound('invoice', String(id));
    if (invoice.state !== 'pending' || invoice.kind !== 'usage')
      throw new InvoiceRefused('refill-of-other-than-pending');
    await accounts.lock([invoice.accountId]);
    await invoices.aggregateAnew(id);
  }
}
