import type { LocalDate } from '@org/kernel';
import type { AccountId } from '../model/ids.js';
import { dueDateAfter } from '../payments/due-date.js';
import { salesPeriodOf, secondDayOf, type SalesPeriod } from './sales-period.js';
import type { BuyingAccount, OpenInvoice, Sales, Series } from './sales.js';

/**
 * Does for one account what its calendar asks for (docs/wire/reseller.md, invoices of subscriptions): postpaid invoices are opened on the
 * second day of their period and closed on the second day of the next; prepaid ones are made and closed then. Days that were missed are
 * made up for, and twice on a day it changes nothing.
 */
export class BillSales {
  async execute(sales: Sales, id: AccountId): Promise<void> {
    const account = await sales.lock(id);
    if (account === undefined) return;
    await sales.blockBegun(account);
    for (const series of await sales.series(account)) {
      const current = salesPeriodOf(account.today, series.billingDay);
      await sales.closeCharges(account, series, current.from);
      await this.closeEnded(sales, account, series);
      await this.billMissed(sales, account, series);
      if (series.paymentModel === 'postpay') await this.keepOpen(sales, account, series, current);
    }
    await sales.expirePayments(account);
    await sales.done(account);
  }

  private async closeEnded(sales: Sales, account: BuyingAccount, series: Series): Promise<void> {
    for (const invoice of await openInvoicesOf(sales, account, series)) {
      if (isOver(invoice.toDate, account)) await this.close(sales, account, invoice);
    }
  }

  /** Periods that are over and have no invoice: every one of a prepaid account, and those that an absent server has not opened. */
  private async billMissed(sales: Sales, account: BuyingAccount, series: Series): Promise<void> {
    const { billingDay, billedUntil } = series;
    for (
      let period = salesPeriodOf(firstMissed(account, series), billingDay);
      isOver(period.to, account);
      period = salesPeriodOf(period.to, billingDay)
    ) {
      const isBilled = billedUntil !== null && isBefore(period.from, billedUntil);
      if (isBilled || !(await sales.hasContent(account, series, period))) continue;
      await this.close(sales, account, { id: await sales.add(account, series, period) });
    }
  }

  private async keepOpen(sales: Sales, account: BuyingAccount, series: Series, current: SalesPeriod): Promise<void> {
    if (isBefore(account.today, secondDayOf(current.from))) return;
    const [open] = await openInvoicesOf(sales, account, series);
    if (open !== undefined) return sales.attachItems(open.id);
    if (!(await sales.hasContent(account, series, current))) return;
    await sales.attachItems(await sales.add(account, series, current));
  }

  private async close(sales: Sales, account: BuyingAccount, { id }: Pick<OpenInvoice, 'id'>): Promise<void> {
    await sales.attachItems(id);
    await sales.close(id, account.daysToPay === null ? null : dueDateAfter(account.today, account.daysToPay));
  }
}

const openInvoicesOf = async (
  sales: Sales,
  account: BuyingAccount,
  { billingDay, paymentModel }: Series,
): Promise<readonly OpenInvoice[]> =>
  (await sales.openInvoices(account)).filter(
    (invoice) => invoice.billingDay === billingDay && invoice.paymentModel === paymentModel,
  );

const isBefore = (day: LocalDate, other: LocalDate): boolean => day.until(other).sign > 0;

/** Whether invoices of a period that ends on a day are to be closed. */
const isOver = (to: LocalDate, { today }: BuyingAccount): boolean => !isBefore(today, secondDayOf(to));

/** First period to bill: that of the earliest unbilled item, or else the one that ended last. */
const firstMissed = ({ today }: BuyingAccount, { billingDay, billedUntil, unbilledSince }: Series): LocalDate => {
  const latest = salesPeriodOf(today, billingDay).from.subtract({ days: 1 });
  const first = unbilledSince !== null && isBefore(unbilledSince, latest) ? unbilledSince : latest;
  return billedUntil !== null && isBefore(first, billedUntil) ? billedUntil : first;
};
