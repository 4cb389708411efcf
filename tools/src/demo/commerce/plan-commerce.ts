import type { LocalDate } from '@org/kernel';
import type { Calendar, MonthDay } from '../calendar.js';
import { closedSinceOf, type InvoicePlan } from '../invoices/invoice-plan.js';
import { nightlyRunAt } from '../moments.js';
import type { DemoAccount } from '../parties/accounts.js';
import { Random } from '../random.js';

/** An invoice is final from the second day of the next period on. */
export const closingDayOf = (period: { readonly to: LocalDate }): LocalDate => period.to.add({ days: 1 });

/** Postpaid invoices are opened on the second day of their period, prepaid ones are made when it is over. */
function planSeries(account: DemoAccount, series: MonthDay, calendar: Calendar): readonly InvoicePlan[] {
  const { row } = account;
  const random = new Random(`billing months of ${row.id} since ${calendar.dayOf(series).toString()}`);
  const months = calendar.billingMonths(series).map((period) => ({
    period,
    madeOn: row.paymentModel === 'prepay' ? closingDayOf(period) : period.from.add({ days: 1 }),
  }));
  const closed = months.filter(({ period }) => calendar.hasRunOn(closingDayOf(period), row.timeZone)).length;
  return months
    .filter(({ madeOn }) => calendar.hasRunOn(madeOn, row.timeZone))
    .map(({ period, madeOn }, index) => ({
      account,
      kind: 'commerce',
      billingDay: series[1],
      period,
      type: 'autoFull',
      createdAt: nightlyRunAt(madeOn, row.timeZone, random),
      closedSince: closedSinceOf(index, closed),
    }));
}

export const planCommerce = (account: DemoAccount, calendar: Calendar): readonly InvoicePlan[] =>
  (account.sketch.billedSince ?? []).flatMap((series) => planSeries(account, series, calendar));
