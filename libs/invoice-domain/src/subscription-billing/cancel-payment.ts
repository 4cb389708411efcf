import { Refused } from '../model/domain-failure.js';
import { paymentMayBecome } from '../payments/payment-lifecycle.js';
import type { PaymentId } from '../model/ids.js';
import type { ManagedInvoices } from './managed-invoices.js';
import { lockedPayment } from './locked-invoice.js';

/** Cancels the payment of an invoice that is not approved. No debt arises, so the services' debit is credited to the balance. */
export class CancelPayment {
  /** @throws RecordNotFound, or Refused */
  async execute(invoices: ManagedInvoices, id: PaymentId): Promise<void> {
    const { account, invoice, payment } = await lockedPayment(invoices, id);
    if (invoice.externallyApproved || payment.expirationDate !== null) {
      throw new Refused('cancellation-of-approved');
    }
    if (!paymentMayBecome(payment.status, 'cancelled')) throw new Refused('cancellation-not-waiting');
    await invoices.end(id, { status: 'cancelled', balance: account.balance });
    const amount = payment.total.minus(payment.amountPaid);
    await invoices.post({ accountId: account.id, amount, kind: 'cancellation', causeType: 'payment', causeId: id });
  }
}
