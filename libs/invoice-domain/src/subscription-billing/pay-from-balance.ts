import type { Decimal } from '@org/kernel';
import { Refused } from '../model/domain-failure.js';
import { isOverdue, paymentMayBecome } from '../payments/payment-lifecycle.js';
import type { PaymentId } from '../model/ids.js';
import { spreadCredit } from '../payments/spread-credit.js';
import type { ManagedInvoices, ServicePayment } from './managed-invoices.js';
import { lockedPayment } from './locked-invoice.js';
import { amountToPay, coveringAll } from './amount-to-pay.js';

/**
 * Pays rendered services, or a part of them, from the account's own funds: the balance without the debt for unpaid services. The balance
 * stays the same, because the services were debited before.
 */
export class PayFromBalance {
  /** @param amount all that is due unless said @throws RecordNotFound, or Refused */
  async execute(invoices: ManagedInvoices, id: PaymentId, amount?: Decimal): Promise<void> {
    const { account, invoice, payment } = await lockedPayment(invoices, id);
    refuseUnpayable(payment);
    const due = payment.total.minus(payment.amountPaid);
    const wanted = amountToPay(amount, { due, currencyDigits: payment.currencyDigits });
    const ownFunds = account.balance.plus(await invoices.owedForServices(account.id));
    if (ownFunds.compareTo(wanted) < 0) throw new Refused('balance-too-low');
    const item = { invoiceId: invoice.id, chargeId: null, paymentId: id } as const;
    const credits = await invoices.credits({ accountId: account.id, amount: wanted });
    await invoices.allocate(...coveringAll(spreadCredit(credits, [{ ...item, amount: wanted }]), wanted));
    if (wanted.compareTo(due) < 0) return;
    await invoices.end(id, { status: 'paid_from_balance', balance: account.balance });
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
