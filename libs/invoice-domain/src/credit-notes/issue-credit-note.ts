import type { CreditNoteId } from '../model/ids.js';
import { paymentMayBecome } from '../payments/payment-lifecycle.js';
import { isPositive, least, spreadCredit } from '../payments/spread-credit.js';
import type { Crediting, LockedCreditable, NewCreditNote } from './crediting.js';

/** Issues a credit note, credits the account with it, and pays with it what is open of its invoice. */
export const issueCreditNote = async (
  crediting: Crediting,
  locked: LockedCreditable,
  note: NewCreditNote,
): Promise<CreditNoteId> => {
  const { accountId } = locked.invoice;
  const causeId = await crediting.add(locked, note);
  await crediting.post({
    accountId,
    amount: note.total,
    kind: 'credit_note',
    causeType: 'credit_note',
    causeId,
  });
  await allocateToInvoice(crediting, locked, note);
  return causeId;
};

/** Pays the invoice with the credit, unless a provider is collecting it, when the credit stays with the account. */
const allocateToInvoice = async (
  crediting: Crediting,
  { invoice, payment, balance }: LockedCreditable,
  { total }: NewCreditNote,
): Promise<void> => {
  if (payment === undefined || !paymentMayBecome(payment.status, 'paid_from_balance')) return;
  const due = payment.total.minus(payment.amountPaid);
  const amount = least(total, due);
  if (!isPositive(amount)) return;
  // The newest credit of the account is that of the credit note.
  const credits = await crediting.credits({ accountId: invoice.accountId, amount });
  const owed = { invoiceId: invoice.id, chargeId: null, paymentId: payment.id, amount };
  await crediting.allocate(...spreadCredit(credits, [owed]));
  if (amount.equals(due)) await crediting.endPaid(invoice.id, payment.id, balance);
};
