import type { LocalDate } from '@org/kernel';
import { Refused } from '../model/domain-failure.js';
import { isFinal } from '../invoices/invoice-lifecycle.js';
import { isOverdue, isPaid, paymentMayBecome } from '../payments/payment-lifecycle.js';
import type { InvoiceId } from '../model/ids.js';
import type { ManagedInvoices, LockedInvoice, ServicePayment } from './managed-invoices.js';
import { lockedInvoice } from './locked-invoice.js';
import { refuseOtherNumber, refuseOtherPeriod } from './matching.js';

/** Completion of an invoice by a third-party system: the invoice was paid. */
export interface Completion {
  /** The number of the invoice, as the approval gave it. */
  readonly documentId: string;
  /** The first day of the invoice's period. */
  readonly billingDate: LocalDate;
}

/**
 * Completes the payment of an approved invoice: what is left to pay is credited to the balance and allocated to the invoice. Subscriptions
 * that were blocked for the overdue payment become active.
 */
export class CompleteInvoice {
  /** @throws RecordNotFound, or Refused */
  async execute(invoices: ManagedInvoices, id: InvoiceId, { documentId, billingDate }: Completion): Promise<void> {
    const locked = await lockedInvoice(invoices, id);
    const { id: payment, status, total, amountPaid, takenBackId } = completable(locked);
    refuseOtherNumber(locked.invoice, documentId);
    refuseOtherPeriod(locked.invoice, billingDate);
    const { account, invoice } = locked;
    await invoices.end(payment, { status: 'completed', balance: account.balance });
    const amount = total.minus(amountPaid);
    const cause =
      takenBackId === null
        ? ({ causeType: 'payment', causeId: payment } as const)
        : ({ causeType: 'allocation', causeId: takenBackId } as const);
    await invoices.post({ accountId: account.id, amount, kind: 'payment', ...cause });
    const item = { invoiceId: invoice.id, chargeId: null, paymentId: payment } as const;
    await invoices.allocate({ ...item, postingId: null, amount });
    if (isOverdue(status)) await invoices.unblock(invoice.id);
  }
}

/** The payment that is to be completed. @throws Refused unless the invoice has one that may be */
const completable = ({ invoice, payment }: LockedInvoice): ServicePayment => {
  if (invoice.paymentModel !== 'postpay') throw new Refused('completion-not-postpaid');
  if (!isFinal(invoice.state)) throw new Refused('completion-not-closed');
  if (invoice.total.isZero()) throw new Refused('completion-of-zero');
  if (payment === undefined) throw new Refused('payment-missing');
  if (payment.status === 'cancelled') throw new Refused('payment-cancelled');
  if (!invoice.externallyApproved) throw new Refused('not-approved-yet');
  if (isPaid(payment.status)) throw new Refused('already-completed');
  if (!paymentMayBecome(payment.status, 'completed')) throw new Refused('payment-in-process');
  return payment;
};
