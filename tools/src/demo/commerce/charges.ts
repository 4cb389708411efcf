import type { Charge, ChargeStatus, InvoiceId, Tax } from '@org/invoice-domain';
import { Decimal, type Instant, type LocalDate } from '@org/kernel';
import { earlierOf, isBefore, laterOf, type Period } from '../moments.js';
import { taxesOf, type TaxRate } from '../parties/taxes.js';
import type { Random } from '../random.js';
import { chargeAmounts, monthsOf, wholeMonth } from './charge-amounts.js';
import type { Sale } from './subscriptions.js';

export type ChargeSketch = Omit<Charge, 'id'> & { readonly taxes: readonly Omit<Tax, 'id' | 'chargeId'>[] };

/** Invoice, status and closing day of a charge. */
export interface ChargePlace {
  readonly invoiceId: InvoiceId | null;
  readonly status: ChargeStatus;
  readonly closeDate: LocalDate | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

interface ChargeSubject {
  readonly type: 'Charge::Setup' | 'Charge::Period' | 'Charge::Renew' | 'Charge::Resource';
  readonly title: string;
  readonly period: Period;
  readonly duration: Decimal;
  readonly quantity: Decimal;
  readonly unitPrice: Decimal;
  readonly resourceId: number | null;
}

const relief: TaxRate = { name: 'Tax relief', percent: Decimal.of('-1.5') };

function taxRatesOf({ account: { row } }: Sale, random: Random): readonly TaxRate[] {
  const rates = taxesOf(row.country ?? '');
  return random.chance(4) ? [...rates, relief] : rates;
}

function chargeFor(
  sale: Sale,
  { title, period, resourceId, type, ...price }: ChargeSubject,
  { place, random }: { place: ChargePlace; random: Random },
): ChargeSketch {
  const { row } = sale.account;
  const discount = type === 'Charge::Setup' ? 0 : sale.discount;
  const { taxes, ...amounts } = chargeAmounts({ ...price, discount, taxRates: taxRatesOf(sale, random) });
  const { createdAt, updatedAt } = place;
  return {
    accountId: row.id,
    resellerId: row.resellerId,
    subscriptionId: sale.subscription.id,
    subscriptionResourceId: resourceId,
    name: sale.product.name,
    description: `${title}, ${period.from.toString()} to ${period.to.toString()}`,
    type,
    ...price,
    operateFrom: period.from,
    operateTo: period.to,
    ...amounts,
    ...place,
    reopensChargeId: null,
    externalKey: null,
    taxes: taxes.map(({ name, value }) => ({
      resellerId: row.resellerId,
      name,
      description: value.isNegative() ? 'Small business scheme' : null,
      value,
      externalKey: null,
      createdAt,
      updatedAt,
    })),
  };
}

const daysOf = ({ from, to }: Period): number => from.until(to).days;

/** Units that a customer took in the middle of the month. */
function addedUnits({ product, unitPrice }: Sale, period: Period, random: Random): ChargeSubject {
  const rest = { from: period.from.add({ days: random.integer(2, daysOf(period) - 2) }), to: period.to };
  return {
    type: 'Charge::Resource',
    title: `${product.name}, added later (per ${product.unit})`,
    period: rest,
    duration: monthsOf(daysOf(rest)),
    // Units are sold in halves too.
    quantity: random.decimal(1, 16, 0).times(Decimal.of('0.5')),
    unitPrice,
    resourceId: 40_000 + product.planId,
  };
}

/** The part of a month that a subscription is alive in. */
function aliveIn({ subscription: { startDate, expirationDate } }: Sale, month: Period): Period | undefined {
  if (startDate === null) return undefined;
  const period = { from: laterOf(startDate, month.from), to: earlierOf(expirationDate ?? month.to, month.to) };
  return isBefore(period.from, period.to) ? period : undefined;
}

/** Charges of a subscription in a month: its units, on its first day the setup, and sometimes additional units. */
export function chargesOf(
  sale: Sale,
  month: Period,
  { place, random }: { place: ChargePlace; random: Random },
): readonly ChargeSketch[] {
  const { product, unitPrice, setupPrice, subscription } = sale;
  const period = aliveIn(sale, month);
  if (period === undefined) return [];
  const starts = subscription.startDate?.equals(period.from) === true;
  const subjects: ChargeSubject[] = [
    {
      type: starts ? 'Charge::Period' : 'Charge::Renew',
      title: `${product.name} (per ${product.unit})`,
      period,
      duration: daysOf(period) === daysOf(month) ? wholeMonth : monthsOf(daysOf(period)),
      quantity: Decimal.of(String(sale.quantity)),
      unitPrice,
      resourceId: null,
    },
  ];
  if (starts && !setupPrice.isZero()) {
    const once = { quantity: Decimal.of('1'), unitPrice: setupPrice, duration: wholeMonth, resourceId: null };
    subjects.push({ type: 'Charge::Setup', title: `${product.name}, setup`, period, ...once });
  }
  if (daysOf(period) > 8 && random.chance(18)) subjects.push(addedUnits(sale, period, random));
  return subjects.map((subject) => chargeFor(sale, subject, { place, random }));
}
