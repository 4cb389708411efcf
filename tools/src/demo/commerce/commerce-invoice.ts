import {
  invoiceIdOf,
  type ChargeStatus,
  type Invoice,
  type InvoiceState,
  type SubscriptionId,
} from '@org/invoice-domain';
import { Decimal, startOfDay, type Instant } from '@org/kernel';
import type { Calendar } from '../calendar.js';
import type { NumberedPlan } from '../invoices/invoice-plan.js';
import { invoiceRow } from '../invoices/invoice-row.js';
import { nightlyRunAt } from '../moments.js';
import { Random } from '../random.js';
import { chargesOf, type ChargeSketch } from './charges.js';
import { includedCorrection, type CorrectionSketch } from './corrections.js';
import { externalStageOf, paymentForServices, paymentInAdvance, type PaymentSketch } from './payments.js';
import { closingDayOf } from './plan-commerce.js';
import type { Sale } from './subscriptions.js';

export interface CommerceInvoice {
  readonly invoice: Invoice;
  readonly subscriptionIds: readonly SubscriptionId[];
  readonly charges: readonly ChargeSketch[];
  readonly corrections: readonly CorrectionSketch[];
  readonly payment: PaymentSketch | undefined;
  /** A payment in advance paid the charges, but is not on the invoice. */
  readonly paidInAdvance: boolean;
}

/** Every fourth account gets back what it has prepaid for one subscription. */
function chargeStatusOf({ closedSince, account }: NumberedPlan, sale: number): ChargeStatus {
  if (closedSince === 0) return 'blocked';
  const isRefunded = account.row.paymentModel === 'prepay' && account.row.id % 4 === 1 && sale === 0;
  if (!isRefunded || closedSince > 2) return 'closed';
  return closedSince === 1 ? 'waiting_for_refund' : 'refunded';
}

interface Closing {
  readonly closedAt: Instant;
  readonly updatedAt: Instant;
}

/** The external system has issued its document for it. */
const isMatched = (plan: NumberedPlan): boolean => ['matched', 'paid'].includes(externalStageOf(plan) ?? '');

function closingOf(plan: NumberedPlan, random: Random): Closing {
  const { row } = plan.account;
  const closedAt =
    row.paymentModel === 'prepay'
      ? // What is prepaid is closed in the moment after it was made.
        plan.createdAt.add({ microseconds: random.integer(120_000, 480_000) })
      : nightlyRunAt(closingDayOf(plan.period), row.timeZone, random);
  return { closedAt, updatedAt: isMatched(plan) ? closedAt.add({ minutes: random.integer(600, 5000) }) : closedAt };
}

interface Month extends Closing {
  readonly chargedAt: Instant;
  readonly random: Random;
}

function chargesOfMonth(plan: NumberedPlan, sales: readonly Sale[], month: Month): readonly ChargeSketch[] {
  const { period, account, closedSince, number } = plan;
  const { chargedAt, closedAt, random } = month;
  const prepaid = account.row.paymentModel === 'prepay';
  // Trial subscriptions are charged when the month is over.
  if (account.sketch.trial === true && closedSince === 0) return [];
  const charges = sales.flatMap((sale, index) => {
    const place = {
      invoiceId: invoiceIdOf(number),
      status: chargeStatusOf(plan, index),
      closeDate: period.to.subtract({ days: 1 }),
      createdAt: chargedAt,
      updatedAt: closedSince === 0 || prepaid ? chargedAt : closedAt,
    };
    return chargesOf(sale, period, { place, random });
  });
  // What is paid in advance is debited at once.
  return prepaid ? charges.map((charge) => ({ ...charge, closeDate: charge.operateFrom })) : charges;
}

/** Documents of the external system carry its own numbers. */
const referenceOf = (plan: NumberedPlan, printedNumber: number): string =>
  isMatched(plan) ? `NS${2_000_000 + plan.number}` : String(printedNumber).padStart(6, '0');

const stateOf = ({ closedSince }: NumberedPlan, charges: readonly ChargeSketch[]): InvoiceState => {
  if (closedSince > 0) return 'approved';
  return charges.length === 0 ? 'new' : 'pending';
};

/** @param printedNumber the number on paper, which follows a sequence of its own */
export function commerceInvoiceOf(
  plan: NumberedPlan,
  sales: readonly Sale[],
  { printedNumber, calendar }: { readonly printedNumber: number; readonly calendar: Calendar },
): CommerceInvoice {
  const { number, kind, billingDay, type, period, createdAt, account } = plan;
  const { row } = account;
  const random = new Random(`commerce invoice of ${row.id} from ${period.from.toString()} on day ${billingDay}`);
  const startsAt = startOfDay(period.from, row.timeZone);
  const endsAt = startOfDay(period.to, row.timeZone);
  const chargedAt = startsAt.add({ microseconds: random.integer(0, 3_599_999_999) });
  const closing = closingOf(plan, random);
  const charges = chargesOfMonth(plan, sales, { ...closing, chargedAt, random });
  const chargesAmount = Decimal.sum(charges.map(({ amount }) => amount));
  const corrections =
    chargesAmount.isZero() || !random.chance(24)
      ? []
      : [
          includedCorrection(
            row,
            { invoiceId: invoiceIdOf(number), startsAt, endsAt },
            { charged: chargesAmount, calendar, random },
          ),
        ];
  const head = {
    ...{ number, kind, billingDay, type, startsAt, endsAt, createdAt },
    state: stateOf(plan, charges),
    externallyApproved: isMatched(plan),
    reference: referenceOf(plan, printedNumber),
    updatedAt: plan.closedSince === 0 ? createdAt : closing.updatedAt,
  };
  const correctionsAmount = Decimal.sum(corrections.map(({ total }) => total));
  const invoice = invoiceRow(row, head, { chargesAmount, correctionsAmount });
  const paidInAdvance = row.paymentModel === 'prepay' && !chargesAmount.isZero();
  const status = random.chance(30) ? 'paid_from_balance' : 'completed';
  return {
    invoice,
    subscriptionIds: [...new Set(charges.map(({ subscriptionId }) => subscriptionId))],
    charges,
    corrections,
    paidInAdvance,
    payment: paidInAdvance
      ? paymentInAdvance(row, chargesAmount, { at: chargedAt, status, random })
      : paymentForServices(plan, invoice, { closedAt: closing.closedAt, calendar, random }),
  };
}
