import {
  chargeIdOf,
  correctionIdOf,
  paymentIdOf,
  taxIdOf,
  type Charge,
  type ChargeId,
  type Correction,
  type CorrectionId,
  type InvoicePayment,
  type InvoiceSubscription,
  type Payment,
  type PaymentCharge,
  type PaymentCorrection,
  type Tax,
} from '@org/invoice-domain';
import { anonymousRows, NumberedRows, type Anonymous } from '../numbered-rows.js';
import type { ChargeSketch } from './charges.js';
import type { CommerceInvoice } from './commerce-invoice.js';
import type { CorrectionSketch } from './corrections.js';
import type { LooseCharge } from './loose-charges.js';
import type { PaymentSketch } from './payments.js';

export interface CommerceLines {
  readonly charges: readonly Charge[];
  readonly taxes: readonly Tax[];
  readonly corrections: readonly Correction[];
  readonly invoiceSubscriptions: readonly Anonymous<InvoiceSubscription>[];
}

export interface Payments {
  readonly payments: readonly Payment[];
  readonly invoicePayments: readonly Anonymous<InvoicePayment>[];
  readonly paymentCharges: readonly Anonymous<PaymentCharge>[];
  readonly paymentCorrections: readonly Anonymous<PaymentCorrection>[];
}

interface Paid {
  readonly invoiceId?: InvoicePayment['invoiceId'];
  readonly chargeIds?: readonly ChargeId[];
  readonly correctionIds?: readonly CorrectionId[];
}

/** A payment from before the journals of the demo's accounts began: nobody recorded what it was paid with. */
interface PaidBefore extends Payment {
  readonly paidUnallocated: boolean;
}

/** Numbers the lines of invoices and ties them together. Ids start past those of the documented invoices. */
export class CommerceRows {
  private readonly charges = new NumberedRows(86_001, (charge: Omit<Charge, 'id'>, number) => ({
    ...charge,
    id: chargeIdOf(number),
  }));
  private readonly taxes = new NumberedRows(1, (tax: Omit<Tax, 'id'>, number) => ({ ...tax, id: taxIdOf(number) }));
  private readonly corrections = new NumberedRows(401, (correction: CorrectionSketch, number) => ({
    ...correction,
    id: correctionIdOf(number),
  }));
  private readonly paymentRows = new NumberedRows(6131, (payment: PaymentSketch, number): PaidBefore => ({
    ...payment,
    id: paymentIdOf(number),
    type: 'manual',
    privateNotes: null,
    balanceBeforePayment: null,
    rolledBackAt: null,
    paidUnallocated: payment.status === 'completed' || payment.status === 'paid_from_balance',
    documentId: `P${String(number).padStart(6, '0')}`,
  }));
  private readonly invoiceSubscriptions = anonymousRows<InvoiceSubscription>();
  private readonly invoicePayments = anonymousRows<InvoicePayment>();
  private readonly paymentCharges = anonymousRows<PaymentCharge>();
  private readonly paymentCorrections = anonymousRows<PaymentCorrection>();

  add({ invoice, ...lines }: CommerceInvoice): void {
    const { accountId, id: invoiceId } = invoice;
    for (const subscriptionId of lines.subscriptionIds) {
      this.invoiceSubscriptions.add({ accountId, invoiceId, subscriptionId });
    }
    const chargeIds = lines.charges.map((charge) => this.addCharge(charge));
    const correctionIds = lines.corrections.map((correction) => this.addCorrection(correction));
    if (lines.payment === undefined) return;
    const paid = lines.paidInAdvance ? { chargeIds } : { invoiceId, chargeIds, correctionIds };
    this.addPayment(lines.payment, paid);
  }

  addLoose({ charge, payment }: LooseCharge): void {
    const chargeIds = [this.addCharge(charge)];
    if (payment !== undefined) this.addPayment(payment, { chargeIds });
  }

  addCorrection(correction: CorrectionSketch): CorrectionId {
    return this.corrections.add(correction).id;
  }

  addPayment(sketch: PaymentSketch, { invoiceId, chargeIds = [], correctionIds = [] }: Paid): void {
    const { id: paymentId, accountId } = this.paymentRows.add(sketch);
    if (invoiceId !== undefined) this.invoicePayments.add({ accountId, invoiceId, paymentId });
    for (const chargeId of chargeIds) this.paymentCharges.add({ accountId, paymentId, chargeId });
    for (const correctionId of correctionIds) this.paymentCorrections.add({ accountId, paymentId, correctionId });
  }

  lines(): CommerceLines {
    return {
      charges: this.charges.rows,
      taxes: this.taxes.rows,
      corrections: this.corrections.rows,
      invoiceSubscriptions: this.invoiceSubscriptions.rows,
    };
  }

  payments(): Payments {
    return {
      payments: this.paymentRows.rows,
      invoicePayments: this.invoicePayments.rows,
      paymentCharges: this.paymentCharges.rows,
      paymentCorrections: this.paymentCorrections.rows,
    };
  }

  private addCharge({ taxes, ...charge }: ChargeSketch): ChargeId {
    const { id: chargeId } = this.charges.add(charge);
    for (const tax of taxes) this.taxes.add({ ...tax, chargeId });
    return chargeId;
  }
}
