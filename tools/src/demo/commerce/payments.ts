import type { Account, Invoice, Payment, PaymentStatus } from '@org/invoice-domain';
import { dayIn, Decimal, type Instant, type LocalDate } from '@org/kernel';
import type { Draw } from '../calendar.js';
import type { InvoicePlan } from '../invoices/invoice-plan.js';
import { isBefore } from '../moments.js';
import type { DemoAccount } from '../parties/accounts.js';
import type { Random } from '../random.js';

/** A payment without the columns that are the same for every payment of the demo. */
export type PaymentSketch = Omit<
  Payment,
  'id' | 'documentId' | 'type' | 'privateNotes' | 'balanceBeforePayment' | 'rolledBackAt'
>;

const daysToPay = 30;

/** Under external management; longer than two months, after which a matched invoice counts as paid. */
const daysToPayExternally = 75;

/** Stage of an invoice in the external system, which its age decides; every stage occurs. */
export type ExternalStage = 'unmatched' | 'matched' | 'cancelled' | 'paid';

const stages: Readonly<Record<number, ExternalStage>> = { 1: 'unmatched', 2: 'matched', 3: 'cancelled' };

/** Properties of an invoice that decide how it is paid. */
export type Age = Pick<InvoicePlan, 'account' | 'kind' | 'closedSince'>;

export const externalStageOf = ({ account, kind, closedSince }: Age): ExternalStage | undefined =>
  account.sketch.external === true && kind === 'commerce' && closedSince > 0
    ? (stages[closedSince] ?? 'paid')
    : undefined;

const paid = ['paid_from_balance', 'completed', 'completed', 'completed'] as const;

const unpaid = ['waiting_for_payment', 'receipt_creating', 'receipt_sent', 'processing'] as const;

interface Outcome {
  readonly status: PaymentStatus;
  readonly expirationDate: LocalDate | null;
  readonly closedAt: Instant | null;
}

function externalOutcome(
  stage: ExternalStage,
  { closedAt, zone }: { closedAt: Instant; zone: string },
  random: Random,
): Outcome {
  const laterBy = (days: number) => closedAt.add({ hours: 24 * days, microseconds: random.integer(0, 9_999_999) });
  const expirationDate = dayIn(zone, closedAt).add({ days: daysToPayExternally });
  switch (stage) {
    case 'unmatched':
      return { status: 'waiting_for_payment', expirationDate: null, closedAt: null };
    case 'matched':
      return { status: 'waiting_for_payment', expirationDate, closedAt: null };
    case 'cancelled':
      return { status: 'cancelled', expirationDate: null, closedAt: laterBy(random.integer(3, 9)) };
    case 'paid':
      return { status: 'completed', expirationDate, closedAt: laterBy(random.integer(5, 30)) };
  }
}

/** Picks by the account's id, so that every status occurs whatever the day. */
const inTurn = <Item>(items: readonly [Item, ...Item[]], { row: { id } }: DemoAccount): Item =>
  items[id % items.length] ?? items[0];

function ownOutcome({ account, closedSince }: Age, closedAt: Instant, { calendar, random }: Draw): Outcome {
  const expirationDate = dayIn(account.row.timeZone, closedAt).add({ days: daysToPay });
  if (!isBefore(expirationDate, calendar.today)) {
    return { status: inTurn(unpaid, account), expirationDate, closedAt: null };
  }
  const isForgotten = closedSince === 2 && inTurn([true, false, false], account);
  if (isForgotten) return { status: 'expired', expirationDate, closedAt: null };
  const paidAt = closedAt.add({
    hours: random.integer(20, 24 * (daysToPay - 1)),
    microseconds: random.integer(0, 999_999),
  });
  return { status: inTurn(paid, account), expirationDate, closedAt: paidAt };
}

const externalAmount = (account: Account, total: Decimal, random: Random) =>
  random.chance(50)
    ? { externalTotal: null, externalCurrencyCode: null }
    : {
        externalTotal: total.times(random.decimal(97, 103, 2)).rounded(2, 'half-up'),
        externalCurrencyCode: random.chance(50) ? account.currency : 'EUR',
      };

/** The payment for rendered services that the closing of a postpaid invoice makes. It is rounded to what can be paid. */
export function paymentForServices(
  plan: Age,
  invoice: Invoice,
  { closedAt, calendar, random }: Draw & { readonly closedAt: Instant },
): PaymentSketch | undefined {
  const account = plan.account.row;
  const total = invoice.total.rounded(2, 'half-up');
  if (invoice.state !== 'approved' || invoice.paymentModel !== 'postpay' || total.compareTo(Decimal.zero) <= 0)
    return undefined;
  const stage = externalStageOf(plan);
  const outcome =
    stage === undefined
      ? ownOutcome(plan, closedAt, { calendar, random })
      : externalOutcome(stage, { closedAt, zone: account.timeZone }, random);
  const external = invoice.externallyApproved
    ? externalAmount(account, total, random)
    : { externalTotal: null, externalCurrencyCode: null };
  return {
    accountId: account.id,
    resellerId: account.resellerId,
    currencyCode: account.currency,
    initialTotal: total,
    discountAmount: Decimal.zero,
    total,
    amountPaidFromBalance: outcome.status === 'paid_from_balance' ? total : Decimal.zero,
    comment: null,
    ...outcome,
    ...external,
    externalKey: null,
    createdAt: closedAt,
    updatedAt: outcome.closedAt ?? closedAt,
  };
}

/** A payment in advance: it pays charges, and is on no invoice. */
export function paymentInAdvance(
  account: Account,
  total: Decimal,
  { at, status, random }: { at: Instant; status: PaymentStatus; random: Random },
): PaymentSketch {
  const discountAmount = random.chance(12) ? total.times(Decimal.of('0.05')).rounded(2, 'half-up') : Decimal.zero;
  const due = total.minus(discountAmount);
  const paid = status === 'completed' || status === 'paid_from_balance';
  const closedAt = paid || status === 'cancelled' ? at.add({ seconds: random.integer(60, 90_000) }) : null;
  return {
    accountId: account.id,
    resellerId: account.resellerId,
    status,
    currencyCode: account.currency,
    initialTotal: total,
    discountAmount,
    total: due,
    amountPaidFromBalance: status === 'paid_from_balance' ? due : Decimal.zero,
    comment: discountAmount.isZero() ? null : 'Promo code SPRING5',
    expirationDate: paid ? null : dayIn(account.timeZone, at).add({ days: daysToPay }),
    closedAt,
    externalTotal: null,
    externalCurrencyCode: null,
    externalKey: null,
    createdAt: at,
    updatedAt: closedAt ?? at,
  };
}
