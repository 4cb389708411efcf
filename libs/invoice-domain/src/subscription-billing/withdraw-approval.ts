import { Refused } from '../model/domain-failure.js';
import { mayBeWithdrawn } from '../invoices/external-approval-lifecycle.js';
import type { InvoiceId } from '../model/ids.js';
import { isOverdue, isPaid, paymentMayBecome } from '../payments/payment-lifecycle.js';
import { lockedInvoice } from './locked-invoice.js';
import type { ManagedInvoices } from './managed-invoices.js';

/**
 * Takes a wrong external approval back, until the invoice is paid: it has the number again that it was issued under, and its payment waits
 * without a due date for the right one.
 */
export class WithdrawApproval {
  /** @throws RecordNotFound, or Refused */
  async execute(invoices: ManagedInvoices, id: InvoiceId): Promise<void> {
    const locked = await lockedInvoice(invoices, id);
    const { invoice, payment } = locked;
    if (!mayBeWithdrawn(invoice)) throw new Refused('not-approved-yet');
    if (payment !== undefined) {
      if (isPaid(payment.status)) throw new Refused('already-completed');
      if (!payment.amountPaid.isZero()) {
        throw new Refused('already-completed', { detail: 'A part of it has been paid from the balance.' });
      }
      if (!paymentMayBecome(payment.status, 'expired') && !isOverdue(payment.status)) {
        throw new Refused('payment-in-process');
      }
    }
    await invoices.withdraw(locked);
    if (payment !== undefined && isOverdue(payment.status)) await invoices.unblock(id);
  }
}
