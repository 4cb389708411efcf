import type { ChargeStatus, PaymentStatus } from '@org/invoice-domain';
import type { Calendar } from '../calendar.js';
import { Random } from '../random.js';
import { chargesOf, type ChargeSketch } from './charges.js';
import { paymentInAdvance, type PaymentSketch } from './payments.js';
import type { Sale } from './subscriptions.js';

export interface LooseCharge {
  readonly charge: ChargeSketch;
  readonly payment: PaymentSketch | undefined;
}

/** Charges on no invoice: what the next month of a subscription will cost, and an order that was taken back. */
export function looseCharges(sale: Sale, calendar: Calendar): readonly LooseCharge[] {
  const { series, account } = sale;
  const { row } = account;
  const current = series === undefined ? undefined : calendar.billingMonths(series).at(-1);
  if (current === undefined) return [];
  const random = new Random(`loose charges of ${sale.subscription.id}`);
  const next = { from: current.to, to: current.to.add({ months: 1 }) };
  const at = calendar.now.subtract({ hours: random.integer(5, 90) });
  const chargesThatAre = (status: ChargeStatus) =>
    chargesOf(sale, next, {
      place: { invoiceId: null, status, closeDate: null, createdAt: at, updatedAt: at },
      random,
    }).slice(0, 1);
  const paymentOf = (charge: ChargeSketch): PaymentSketch | undefined => {
    if (charge.status !== 'new' || charge.amount.isZero()) return undefined;
    const status: PaymentStatus = random.chance(70) ? 'waiting_for_payment' : 'processing';
    return paymentInAdvance(row, charge.amount, { at, status, random });
  };
  return [
    ...chargesThatAre(row.paymentModel === 'prepay' ? 'new' : 'opened'),
    ...(random.chance(30) ? chargesThatAre('deleted') : []),
  ].map((charge) => ({ charge, payment: paymentOf(charge) }));
}
