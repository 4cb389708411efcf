import { Decimal, FixedClock, localDateOf, type Instant } from '@org/kernel';
import { accountIdOf, invoiceIdOf, paymentIdOf } from '../../model/ids.js';
import { defaultDaysToPay } from '../../payments/due-date.js';
import type { Receipt } from '../../payments/payment-receipt.js';
import { adjustment } from './adjustment.js';
import { MemoryAdvanceCharges } from './memory-advance-charges.js';
import { MemoryCorrections } from './memory-corrections.js';
import { MemoryLedger, type MemoryPayment } from './memory-ledger.js';
import { MemoryManagedInvoices } from './memory-managed-invoices.js';
import { MemoryTaxedCharges } from './memory-taxed-charges.js';
import type {
  CorrectionSketch,
  InvoiceSketch,
  Issued,
  Snapshot,
  CorrectionSnapshot,
  PaymentSnapshot,
  SubscriptionPorts,
  SubscriptionWorld,
} from './subscription-world.js';

/** The subscription world in memory. */
export class MemoryWorld implements SubscriptionWorld {
  readonly clock = new FixedClock('2026-03-01T12:00:00Z');
  private readonly ledger = new MemoryLedger(this.clock);
  private last = 1_000;

  issued(sketch: InvoiceSketch = {}): Promise<Issued> {
    const id = (this.last += 1);
    const { resellerId = 1, paymentModel = 'postpay', state = 'approved', total = '100', account = id } = sketch;
    const { subscription = 'active', charge = 'closed', daysToPay = null } = sketch;
    const { accounts, subscriptions, invoices, charges } = this.ledger.tables;
    const [accountId, amount] = [accountIdOf(account), Decimal.of(total)];
    if (account !== id) {
      accounts.change(account, ({ balance }) => ({ balance: balance.minus(amount) }));
    } else {
      const term = daysToPay ?? defaultDaysToPay;
      accounts.set(id, { id: accountId, resellerId, balance: amount.negated(), daysToPay: term, paymentModel });
      subscriptions.set(id, { id, accountId, status: subscription, paymentModel });
    }
    invoices.set(id, {
      ...{ id: invoiceIdOf(id), accountId, resellerId, state, reference: `INV-${id}`, paymentModel, total: amount },
      ...{ externallyApproved: false, fromDate: localDateOf('2026-01-01'), chargesAmount: amount },
      subscriptions: [account],
    });
    charges.set(id, {
      ...{ id, accountId, resellerId, invoiceId: id, subscriptionId: account, status: charge },
      ...{ amount, taxesAmount: Decimal.zero },
    });
    const { payment = 'waiting_for_payment' } = sketch;
    if (payment !== null) this.addPayment(id, account, { ...sketch, payment, invoiceId: id });
    return Promise.resolve({ id, reseller: resellerId });
  }

  unbill({ id }: Issued): Promise<void> {
    this.ledger.tables.charges.change(id, () => ({ invoiceId: null }));
    this.ledger.tables.invoices.change(id, () => ({ chargesAmount: Decimal.zero, total: Decimal.zero }));
    return Promise.resolve();
  }

  overdue({ id }: Issued): Promise<void> {
    this.ledger.tables.payments.change(id, () => ({ status: 'expired' }));
    this.ledger.tables.subscriptions.change(this.ledger.tables.payments.row(id).accountId, () => ({
      status: 'blocked',
    }));
    return Promise.resolve();
  }

  processing({ id }: Issued): Promise<void> {
    this.ledger.tables.payments.change(id, () => ({ status: 'processing' }));
    return Promise.resolve();
  }

  credit({ id }: Issued, amount: string): Promise<void> {
    return this.ledger.post(adjustment(accountIdOf(id), amount));
  }

  topUp({ id, reseller }: Issued): Promise<number> {
    const payment = (this.last += 1);
    this.addPayment(payment, id, {
      resellerId: reseller,
      payment: 'waiting_for_payment',
      total: '5',
      invoiceId: null,
    });
    return Promise.resolve(payment);
  }

  async correction({ isLate = false, ...sketch }: CorrectionSketch = {}): Promise<Issued> {
    const { resellerId = 1, paymentModel = 'postpay', status = 'approval_required', total = '12.5' } = sketch;
    const issued = await this.issued({ resellerId, paymentModel, payment: null });
    this.ledger.tables.corrections.set(issued.id, {
      ...{ id: issued.id, accountId: issued.id, resellerId, status, total: Decimal.of(total) },
      ...{ lateInvoiceId: isLate ? issued.id : null, approvedAt: null },
    });
    return issued;
  }

  as<Result>(reseller: number, work: (ports: SubscriptionPorts) => Promise<Result>): Promise<Result> {
    return this.ledger.transaction(() =>
      work({
        invoices: new MemoryManagedInvoices(this.ledger, reseller),
        charges: new MemoryTaxedCharges(this.ledger, reseller),
        corrections: new MemoryCorrections(this.ledger, reseller),
        advances: new MemoryAdvanceCharges(this.ledger, reseller),
      }),
    );
  }

  snapshot({ id }: Issued): Promise<Snapshot> {
    const { invoices, accounts, payments, subscriptions, charges } = this.ledger.tables;
    const { accountId, reference, externallyApproved, chargesAmount, total } = invoices.row(id);
    const { amount, taxesAmount } = charges.row(id);
    const payment = payments.get(id);
    return Promise.resolve({
      balance: accounts.row(accountId).balance.toString(),
      invoice: {
        reference: reference ?? '',
        externallyApproved,
        chargesAmount: chargesAmount.toString(),
        total: total.toString(),
      },
      payment: payment && paymentSnapshot(payment),
      subscription: subscriptions.row(accountId).status,
      charge: { amount: amount.toString(), taxesAmount: taxesAmount.toString() },
    });
  }

  correctionSnapshot({ id }: Issued): Promise<CorrectionSnapshot> {
    const { corrections, accounts } = this.ledger.tables;
    const { status, approvedAt, accountId } = corrections.row(id);
    return Promise.resolve({
      status,
      approvedAt: textOf(approvedAt),
      balance: accounts.row(accountId).balance.toString(),
    });
  }

  taxes({ id }: Issued): Promise<readonly string[]> {
    const taxes = [...this.ledger.tables.taxes.values()].filter(({ chargeId }) => Number(chargeId) === id);
    return Promise.resolve(taxes.map(({ name, value }) => `${name} ${value.toString()}`));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private addPayment(
    id: number,
    accountId: number,
    sketch: InvoiceSketch & Pick<MemoryPayment, 'invoiceId'> & { readonly payment: MemoryPayment['status'] },
  ): void {
    const { resellerId = 1, payment: status, total = '100', dueDate = null, paidFromBalance = '0' } = sketch;
    this.ledger.tables.payments.set(id, {
      ...{ id: paymentIdOf(id), accountId, resellerId, invoiceId: sketch.invoiceId, status, currencyCode: 'EUR' },
      ...{ total: Decimal.of(total), amountPaid: Decimal.of(paidFromBalance), takenBackId: null },
      ...{ expirationDate: dueDate === null ? null : localDateOf(dueDate) },
      ...{
        externalTotal: null,
        externalCurrencyCode: null,
        currencyDigits: 2,
        balanceBefore: null,
        closedAt: null,
        receipt: null,
      },
    });
  }
}

const textOf = (instant: Instant | null): string | null => instant?.toString() ?? null;

const receiptText = (receipt: Receipt): string => (receipt.kind === 'link' ? receipt.link : receipt.type);

const paymentSnapshot = (payment: MemoryPayment): PaymentSnapshot => ({
  status: payment.status,
  dueDate: payment.expirationDate?.toString() ?? null,
  external:
    payment.externalTotal === null ? null : `${payment.externalTotal.toString()} ${payment.externalCurrencyCode ?? ''}`,
  paidFromBalance: payment.amountPaid.toString(),
  balanceBefore: payment.balanceBefore?.toString() ?? null,
  closedAt: textOf(payment.closedAt),
  receipt: payment.receipt === null ? null : receiptText(payment.receipt),
});
