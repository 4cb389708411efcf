import { dayIn, type Clock, type LocalDate, type TimeZone } from '@org/kernel';
import { Refused } from '../model/domain-failure.js';
import { mayBeApprovedExternally } from '../invoices/external-approval-lifecycle.js';
import { isFinal } from '../invoices/invoice-lifecycle.js';
import { dueDateAfter } from '../payments/due-date.js';
import { firstPaymentStatus, isPaid } from '../payments/payment-lifecycle.js';
import type { InvoiceId } from '../model/ids.js';
import type { ManagedInvoices, ExternalTerms, LockedInvoice, ServicePayment } from './managed-invoices.js';
import { lockedInvoice } from './locked-invoice.js';
import { refuseOtherPeriod } from './matching.js';

/** Approval of an invoice by a third-party system. */
export interface ExternalApproval extends Omit<ExternalTerms, 'dueDate'> {
  /** The first day of the invoice's period. */
  readonly billingDate: LocalDate;
  /** Today or later; without one, the account's days to pay from today. */
  readonly dueDate: LocalDate | undefined;
}

/**
 * Matches a closed postpaid invoice with the one that a third-party system has issued: the invoice gets that number, and its payment gets a
 * due date. A credit invoice, of less than zero, has no payment and gets its number all the same. The amounts do not change.
 */
export class ApproveExternally {
  /** @param zone of the reseller: by its clocks a day is today */
  constructor(
    private readonly clock: Clock,
    private readonly zone: TimeZone,
  ) {}

  /** @throws RecordNotFound, or Refused */
  async execute(invoices: ManagedInvoices, id: InvoiceId, approval: ExternalApproval): Promise<void> {
    const locked = await lockedInvoice(invoices, id);
    const payment = approvable(locked);
    refuseOtherPeriod(locked.invoice, approval.billingDate);
    const { documentId, amount, receipt } = approval;
    if (payment === undefined) refuseTermsOfPayment(approval);
    if (await invoices.isNumberTaken(id, documentId)) throw numberTaken();
    if (amount !== undefined && !(await invoices.knowsCurrency(amount.currency))) {
      const detail = `The platform has no currency ${amount.currency}.`;
      throw new Refused('malformed-external-terms', { detail, place: ['amount', 'currency'] });
    }
    const dueDate = this.dueDate(approval.dueDate, locked.account.daysToPay);
    await invoices.approve(locked, payment?.id, { documentId, dueDate, amount, receipt });
  }

  private dueDate(wanted: LocalDate | undefined, daysToPay: number): LocalDate {
    const today = dayIn(this.zone, this.clock.now());
    if (wanted === undefined) return dueDateAfter(today, daysToPay);
    if (today.until(wanted).sign >= 0) return wanted;
    const detail = `The due date has to be ${today.toString()} or later.`;
    throw new Refused('malformed-external-terms', { detail, place: ['dueDate'] });
  }
}

/** Refusal of a number that another final invoice has. */
export const numberTaken = (): Refused => new Refused('document-id-taken', { place: ['documentId'] });

/** A credit invoice has no payment that could keep them. */
const refuseTermsOfPayment = ({ dueDate, amount, receipt }: ExternalApproval): void => {
  for (const [member, value] of Object.entries({ dueDate, amount, receipt })) {
    if (value === undefined) continue;
    const detail = 'A credit invoice has no payment, and so neither due date nor external amount nor receipt.';
    throw new Refused('malformed-external-terms', { detail, place: [member] });
  }
};

/** The payment that an approval is about; a credit invoice has none. @throws Refused unless the invoice waits for an approval */
const approvable = ({ invoice, payment }: LockedInvoice): ServicePayment | undefined => {
  if (invoice.paymentModel !== 'postpay') throw new Refused('approval-not-postpaid');
  if (!isFinal(invoice.state)) throw new Refused('approval-not-closed');
  if (invoice.total.isZero()) throw new Refused('approval-of-zero');
  if (payment === undefined) {
    if (!invoice.total.isNegative()) throw new Refused('payment-missing');
    if (!mayBeApprovedExternally(invoice)) throw new Refused('already-approved');
    return undefined;
  }
  if (payment.status === 'cancelled') throw new Refused('payment-cancelled');
  if (!mayBeApprovedExternally(invoice)) throw new Refused('already-approved');
  if (payment.expirationDate !== null) {
    const detail = 'The platform manages this invoice itself: its payment has a due date already.';
    throw new Refused('already-approved', { detail });
  }
  if (isPaid(payment.status)) throw new Refused('already-completed');
  if (payment.status !== firstPaymentStatus) throw new Refused('payment-in-process');
  return payment;
};
