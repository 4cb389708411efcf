import { Refused } from '../model/domain-failure.js';
import { paymentMayBecome } from '../payments/payment-lifecycle.js';
import type { PaymentId } from '../model/ids.js';
import type { ManagedInvoices } from './managed-invoices.js';
import { lockedPayment } from './locked-invoice.js';

/**
 * The invoice will never be paid: its payment is cancelled before the invoice was approved. No debt arises, so the account has back what
 * the services took from its balance.
 */
export class CancelPayment {
  /** @throws RecordNotFound, or Refused */
  async execute(invoices: ManagedInvoices, id: PaymentId): Promise<void> {
    const { account, invoice, payment } = await lockedPayment(invoices, id);
    if (invoice.externallyApproved || payment.expirationDate !== null) {
      throw new Refused('cancellation-of-approved');
    }
    if (!paymentMayBecome(payment.status, 'cancelled')) throw new Refused('cancellation-not-waiting');
    const { amountPaidFromBalance } = payment;
    await invoices.end(id, { status: 'cancelled', amountPaidFromBalance, balance: account.balance });
    await invoices.moveBalance(account.id, payment.total.minus(amountPaidFromBalance));
  }
}
