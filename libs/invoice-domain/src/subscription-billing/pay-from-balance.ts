import { Refused } from '../model/domain-failure.js';
import { isOverdue, paymentMayBecome } from '../payments/payment-lifecycle.js';
import type { PaymentId } from '../model/ids.js';
import type { ManagedInvoices, ServicePayment } from './managed-invoices.js';
import { lockedPayment } from './locked-invoice.js';

/**
 * Pays rendered services from the account's own funds: the balance without the debt for unpaid services. The balance stays the same,
 * because the services were debited before.
 */
export class PayFromBalance {
  /** @throws RecordNotFound, or Refused */
  async execute(invoices: ManagedInvoices, id: PaymentId): Promise<void> {
    const { account, invoice, payment } = await lockedPayment(invoices, id);
    refuseUnpayable(payment);
    const ownFunds = account.balance.plus(await invoices.owedForServices(account.id));
    if (ownFunds.compareTo(payment.total) < 0) throw new Refused('balance-too-low');
    await invoices.end(id, {
      status: 'paid_from_balance',
      amountPaidFromBalance: payment.total,
      balance: account.balance,
    });
    if (isOverdue(payment.status)) await invoices.unblock(invoice.id);
  }
}

const refuseUnpayable = (payment: ServicePayment): void => {
  const { status, expirationDate, total, currencyCode, externalTotal, externalCurrencyCode } = payment;
  if (!paymentMayBecome(status, 'paid_from_balance')) throw new Refused('not-payable-from-balance');
  if (expirationDate === null) throw new Refused('no-due-date');
  const isOther = externalTotal !== null && !(externalTotal.equals(total) && externalCurrencyCode === currencyCode);
  if (isOther) throw new Refused('other-external-amount');
};
