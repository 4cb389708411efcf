import type { CreditNoteId, InvoiceId } from '../model/ids.js';
import { ordered, type CreditOrder } from './credit-order.js';
import { lockedCreditable } from './creditable.js';
import type { Crediting } from './crediting.js';
import { issueCreditNote } from './issue-credit-note.js';

/**
 * Credits a final invoice, in whole or in part: a credit note says what is taken back, and the account is credited with it, as everything on
 * an invoice was debited or paid before. It pays what is open of the invoice; the rest is the account's credit.
 */
export class CreditInvoice {
  /** @throws RecordNotFound, or Refused */
  async execute(crediting: Crediting, id: InvoiceId, order: CreditOrder): Promise<CreditNoteId> {
    const locked = await lockedCreditable(crediting, id);
    const note = await ordered(crediting, locked.invoice, order);
    const issued = await issueCreditNote(crediting, locked, note);
    await crediting.settleDue(locked.invoice.accountId);
    return issued;
  }
}
