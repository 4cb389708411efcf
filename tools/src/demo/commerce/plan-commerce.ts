import { localDateOf, type LocalDate } from '@org/kernel';
import { closedSinceOf, type InvoicePlan } from '../invoices/invoice-plan.js';
import { isBefore, nightlyRunAt, today } from '../moments.js';
import type { DemoAccount } from '../parties/accounts.js';
import { billingMonths } from '../periods.js';
import { Random } from '../random.js';

/** An invoice is final from the second day of the next period on. */
export const closingDayOf = (period: { readonly to: LocalDate }): LocalDate => period.to.add({ days: 1 });

/** Postpaid invoices are opened on the second day of their period, prepaid ones are made when it is over. */
function planSeries(account: DemoAccount, series: LocalDate): readonly InvoicePlan[] {
  const { row } = account;
  const random = new Random(`billing months of ${row.id} since ${series.toString()}`);
  const months = billingMonths(series).map((period) => ({
    period,
    madeOn: row.paymentModel === 'prepay' ? closingDayOf(period) : period.from.add({ days: 1 }),
  }));
  const closed = months.filter(({ period }) => !isBefore(today, closingDayOf(period))).length;
  return months
    .filter(({ madeOn }) => !isBefore(today, madeOn))
    .map(({ period, madeOn }, index) => ({
      account,
      kind: 'commerce',
      billingDay: series.day,
      period,
      type: 'autoFull',
      createdAt: nightlyRunAt(madeOn, row.timeZone, random),
      closedSince: closedSinceOf(index, closed),
    }));
}

export const planCommerce = (account: DemoAccount): readonly InvoicePlan[] =>
  (account.sketch.billedSince ?? []).map(localDateOf).flatMap((series) => planSeries(account, series));
