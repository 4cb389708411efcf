import type { CreditNoteId, InvoiceId } from '../model/ids.js';
import { ordered, type CreditOrder } from './credit-order.js';
import { lockedCreditable } from './creditable.js';
import type { Crediting } from './crediting.js';

/**
 * Credits a final invoice, in whole or in part: a credit note says what is taken back, and the account is credited with it, as everything on
 * an invoice was debited or paid before.
 */
export class CreditInvoice {
  /** @throws RecordNotFound, or Refused */
  async execute(crediting: Crediting, id: InvoiceId, order: CreditOrder): Promise<CreditNoteId> {
    const locked = await lockedCreditable(crediting, id);
    const { invoice } = locked;
    const note = await ordered(crediting, invoice, order);
    const causeId = await crediting.add(locked, note);
    await crediting.post({
      accountId: invoice.accountId,
      amount: note.total,
      kind: 'credit_note',
      causeType: 'credit_note',
      causeId,
    });
    return causeId;
  }
}
