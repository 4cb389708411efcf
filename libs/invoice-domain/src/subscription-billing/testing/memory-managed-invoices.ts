import { Decimal, type LocalDate } from '@org/kernel';
import type { NewPosting } from '../../journal/posting.js';
import { isFinal } from '../../invoices/invoice-lifecycle.js';
import type { AccountId, InvoiceId, PaymentId } from '../../model/ids.js';
import { firstPaymentStatus, isEnded, isOverdue } from '../../payments/payment-lifecycle.js';
import type { AccountAmount, Credit, NewAllocation, Released, Releasing } from '../../payments/allocation.js';
import type { Payment } from '../../payments/payment.js';
import { debitedStatuses } from '../charge-lifecycle.js';
import type { ChargeStatus } from '../charge.js';
import type {
  ExternalTerms,
  LockedInvoice,
  IssuedInvoice,
  ManagedInvoices,
  ServicePayment,
} from '../managed-invoices.js';
import { blockedStatus } from '../subscription-lifecycle.js';
import { MemoryAllocations } from './memory-allocations.js';
import type { MemoryLedger, MemoryPayment } from './memory-ledger.js';

/** Managed invoices in memory; locking is reading, because there is one transaction at a time. */
export class MemoryManagedInvoices implements ManagedInvoices {
  constructor(
    private readonly ledger: MemoryLedger,
    private readonly resellerId: number,
  ) {}

  lock(id: InvoiceId): Promise<LockedInvoice | undefined> {
    const { accounts, invoices } = this.ledger.tables;
    const invoice = invoices.get(id);
    if (invoice?.resellerId !== this.resellerId) return Promise.resolve(undefined);
    const payment = this.payments().find(({ invoiceId }) => invoiceId === id);
    const { id: accountId, balance, daysToPay } = accounts.row(invoice.accountId);
    return Promise.resolve({
      account: { id: accountId, balance, daysToPay },
      invoice: issuedOf(invoice),
      payment: payment && serviceOf(payment),
    });
  }

  invoiceOf(payment: PaymentId): Promise<{ readonly invoiceId: InvoiceId | null } | undefined> {
    const found = this.ledger.tables.payments.get(payment);
    const isThere = found?.resellerId === this.resellerId;
    return Promise.resolve(isThere ? { invoiceId: found.invoiceId as InvoiceId | null } : undefined);
  }

  startingOn(account: AccountId, day: LocalDate): Promise<readonly InvoiceId[] | undefined> {
    const { accounts, invoices } = this.ledger.tables;
    if (accounts.get(account)?.resellerId !== this.resellerId) return Promise.resolve(undefined);
    const starting = [...invoices.values()].filter(
      ({ accountId, fromDate }) => accountId === account && fromDate.equals(day),
    );
    return Promise.resolve(starting.map(({ id }) => id).sort((one, other) => one - other));
  }

  knowsCurrency(name: string): Promise<boolean> {
    return Promise.resolve(this.ledger.currencies.has(name));
  }

  isNumberTaken(id: InvoiceId, documentId: string): Promise<boolean> {
    const others = [...this.ledger.tables.invoices.values()].filter(
      (other) => other.id !== id && other.resellerId === this.resellerId && isFinal(other.state),
    );
    return Promise.resolve(
      others.some(({ reference, issuedReference }) => reference === documentId || issuedReference === documentId),
    );
  }

  approve(locked: LockedInvoice, payment: PaymentId | undefined, terms: ExternalTerms): Promise<void> {
    const { payments, invoices } = this.ledger.tables;
    if (payment !== undefined)
      payments.change(payment, () => ({
        expirationDate: terms.dueDate,
        externalTotal: terms.amount?.total ?? null,
        externalCurrencyCode: terms.amount?.currency ?? null,
        ...(terms.receipt && { receipt: terms.receipt }),
      }));
    invoices.change(locked.invoice.id, ({ reference }) => ({
      externallyApproved: true,
      reference: terms.documentId,
      issuedReference: reference,
    }));
    return Promise.resolve();
  }

  withdraw({ invoice, payment }: LockedInvoice): Promise<void> {
    const { payments, invoices } = this.ledger.tables;
    if (payment !== undefined)
      payments.change(payment.id, ({ status }) => ({
        status: isOverdue(status) ? firstPaymentStatus : status,
        expirationDate: null,
        externalTotal: null,
        externalCurrencyCode: null,
        receipt: null,
      }));
    invoices.change(invoice.id, ({ issuedReference }) => ({
      externallyApproved: false,
      reference: issuedReference ?? null,
      issuedReference: null,
    }));
    return Promise.resolve();
  }

  end(payment: PaymentId, { balance, status }: Pick<Payment, 'status'> & { readonly balance: Decimal }): Promise<void> {
    const closedAt = this.ledger.clock.now();
    this.ledger.tables.payments.change(payment, () => ({ status, balanceBefore: balance, closedAt }));
    return Promise.resolve();
  }

  post(...postings: readonly NewPosting[]): Promise<void> {
    return this.ledger.post(...postings);
  }

  credits(...amounts: readonly AccountAmount[]): Promise<readonly Credit[]> {
    return new MemoryAllocations(this.ledger).credits(...amounts);
  }

  allocate(...allocations: readonly NewAllocation[]): Promise<void> {
    return new MemoryAllocations(this.ledger).allocate(...allocations);
  }

  release(of: Releasing, amount?: Decimal): Promise<readonly Released[]> {
    return new MemoryAllocations(this.ledger).release(of, amount);
  }

  owedForServices(account: AccountId): Promise<Decimal> {
    const open = this.payments().filter(
      ({ accountId, invoiceId, status }) => accountId === account && invoiceId !== null && !isEnded(status),
    );
    const running = [...this.ledger.tables.charges.values()].filter(
      ({ accountId, status, subscriptionId, invoiceId }) =>
        accountId === account &&
        (debitedStatuses as readonly ChargeStatus[]).includes(status) &&
        this.ledger.tables.subscriptions.row(subscriptionId).paymentModel === 'postpay' &&
        (invoiceId === null || !isFinal(this.ledger.tables.invoices.row(invoiceId).state)),
    );
    return Promise.resolve(
      Decimal.sum([
        ...open.map((payment) => payment.total.minus(payment.amountPaid)),
        ...running.map(({ amount }) => amount),
      ]),
    );
  }

  unblock(invoice: InvoiceId): Promise<void> {
    const { invoices, subscriptions } = this.ledger.tables;
    const overdue = this.payments().filter(({ invoiceId, status }) => invoiceId !== invoice && isOverdue(status));
    const stillBlocked = new Set(
      overdue.flatMap(({ invoiceId }) => (invoiceId === null ? [] : invoices.row(invoiceId).subscriptions)),
    );
    for (const id of invoices.row(invoice).subscriptions) {
      if (subscriptions.row(id).status !== blockedStatus || stillBlocked.has(id)) continue;
      subscriptions.change(id, () => ({ status: 'active' }));
    }
    return Promise.resolve();
  }

  private payments(): readonly MemoryPayment[] {
    return [...this.ledger.tables.payments.values()];
  }
}

const issuedOf = (invoice: IssuedInvoice): IssuedInvoice => {
  const { id, accountId, state, reference, paymentModel, externallyApproved, fromDate, total } = invoice;
  return { id, accountId, state, reference, paymentModel, externallyApproved, fromDate, total };
};

const serviceOf = (payment: ServicePayment): ServicePayment => {
  const { id, status, currencyCode, total, amountPaid } = payment;
  const { expirationDate, externalTotal, externalCurrencyCode, currencyDigits } = payment;
  return {
    id,
    status,
    currencyCode,
    total,
    amountPaid,
    takenBackId: null,
    expirationDate,
    externalTotal,
    externalCurrencyCode,
    currencyDigits,
  };
};
