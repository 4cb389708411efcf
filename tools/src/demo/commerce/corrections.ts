import type { Account, Correction, InvoiceId } from '@org/invoice-domain';
import { startOfDay, type Decimal, type Instant } from '@org/kernel';
import type { Calendar, Draw } from '../calendar.js';
import { momentBetween } from '../moments.js';
import { priceIn } from '../parties/exchange.js';
import { Random } from '../random.js';
import type { Sale } from './subscriptions.js';

export type CorrectionSketch = Omit<Correction, 'id'>;

const comments = ['Outage of the platform', 'Agreed with the account manager', 'Wrong number of seats', null] as const;

interface Stretch {
  readonly invoiceId: InvoiceId;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** A correction approved in the period of an invoice, which therefore includes it: a small part of what it charges. */
export function includedCorrection(
  account: Account,
  stretch: Stretch,
  { charged, calendar, random }: Draw & { readonly charged: Decimal },
): CorrectionSketch {
  const until = calendar.hasPassed(stretch.endsAt) ? stretch.endsAt : calendar.now;
  const approvedAt = momentBetween(stretch.startsAt, until, random);
  const part = charged.times(random.decimal(1, 12, 2)).rounded(2, 'up');
  return {
    accountId: account.id,
    resellerId: account.resellerId,
    invoiceId: stretch.invoiceId,
    subscriptionId: null,
    status: 'approved',
    total: random.chance(70) ? part.negated() : part,
    comment: random.pick(comments),
    lateInvoiceId: null,
    reopensCorrectionId: null,
    paymentModel: null,
    externalKey: null,
    periodFrom: null,
    periodTo: null,
    includeInInvoice: true,
    approvedAt,
    createdAt: approvedAt.subtract({ hours: random.integer(1, 90) }),
    updatedAt: approvedAt,
  };
}

/** Corrections on no invoice: one waits for an approval, one was declined, one is approved but kept off the invoices. */
export function looseCorrections(
  { account: { row, sketch }, subscription, unitPrice }: Sale,
  { today }: Calendar,
): readonly CorrectionSketch[] {
  const random = new Random(`loose corrections of ${sketch.id}`);
  return (['approval_required', 'declined', 'approved'] as const).map((status) => {
    const day = today.subtract({ days: random.integer(4, 70) });
    const createdAt = startOfDay(day, row.timeZone).add({ microseconds: random.integer(0, 80_000_000_000) });
    const updatedAt = createdAt.add({ hours: random.integer(1, 20), microseconds: random.integer(0, 999_999) });
    const total = unitPrice.isZero() ? priceIn(row.currency, random.decimal(100, 900, 2), 2) : unitPrice;
    return {
      accountId: row.id,
      resellerId: row.resellerId,
      invoiceId: null,
      subscriptionId: random.chance(60) ? subscription.id : null,
      status,
      total: random.chance(50) ? total.negated() : total,
      comment: random.pick(comments),
      lateInvoiceId: null,
      reopensCorrectionId: null,
      paymentModel: null,
      externalKey: null,
      periodFrom: day.with({ day: 1 }),
      periodTo: day.with({ day: 1 }).add({ months: 1 }),
      includeInInvoice: status === 'approval_required',
      approvedAt: status === 'approved' ? updatedAt : null,
      createdAt,
      updatedAt,
    };
  });
}
