import type { LocalDate } from '@org/kernel';
import type { AccountId, InvoiceId } from '../model/ids.js';
import { dueDateAfter } from '../payments/due-date.js';
import { chainStartOf, isBefore, latePeriodsOf, periodsFrom } from './sales-chain.js';
import { salesPeriodOf, secondDayOf } from './sales-period.js';
import type { BuyingAccount, Sales, Series, SeriesName } from './sales.js';

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
    await this.closeEnded(sales, account);
    // Only now do new billing days apply to what was on the invoices that have ended.
    for (const series of await sales.series(account)) {
      await closeCharges(sales, account, series);
      await this.billLate(sales, account, series);
      await this.billChain(sales, account, series);
    }
    await sales.settleDue(account);
    await sales.expirePayments(account);
    await sales.done(account);
  }

  private async closeEnded(sales: Sales, account: BuyingAccount): Promise<void> {
    for (const { id, hasEnded, toDate, ...series } of await sales.openInvoices(account)) {
      if (!hasEnded || isBefore(account.today, secondDayOf(toDate))) continue;
      await closeCharges(sales, account, series);
      await this.close(sales, account, id);
    }
  }

  /** Items older than the first regular period get one invoice of their own; the time between them gets none. */
  private async billLate(sales: Sales, account: BuyingAccount, series: Series): Promise<void> {
    for (const period of latePeriodsOf(series, chainStartOf(series, account))) {
      await this.close(sales, account, await sales.add(account, series, { ...period, isLate: true }));
    }
  }

  /** Periods that are over and have no invoice; and the running one, which is open while it lasts if it is paid afterwards. */
  private async billChain(sales: Sales, account: BuyingAccount, series: Series): Promise<void> {
    const open = (await sales.openInvoices(account)).find((invoice) => isOf(series, invoice));
    if (open !== undefined) return sales.attachItems(open.id);
    for (const period of periodsFrom(chainStartOf(series, account), series.billingDay)) {
      const ended = isOver(period.to, account);
      if (!ended && (series.paymentModel === 'prepay' || isBefore(account.today, secondDayOf(period.from)))) return;
      if (await sales.hasContent(account, series, period)) {
        const id = await sales.add(account, series, { ...period, isLate: false });
        if (ended) await this.close(sales, account, id);
        else await sales.attachItems(id);
      }
      if (!ended) return;
    }
  }

  private async close(sales: Sales, account: BuyingAccount, id: InvoiceId): Promise<void> {
    await sales.attachItems(id);
    await sales.close(id, account.daysToPay === null ? null : dueDateAfter(account.today, account.daysToPay));
  }
}

const isOf = ({ billingDay, paymentModel }: SeriesName, other: SeriesName): boolean =>
  billingDay === other.billingDay && paymentModel === other.paymentModel;

/** On a billing day, charges of what ended are closed. */
const closeCharges = (sales: Sales, account: BuyingAccount, series: SeriesName): Promise<void> =>
  sales.closeCharges(account, series, salesPeriodOf(account.today, series.billingDay).from);

/** Tells whether a period that ends on a day is to be billed for good: by the calendar of the reseller, and never before its last day is over. */
const isOver = (to: LocalDate, { today, localDay }: BuyingAccount): boolean =>
  !isBefore(today, secondDayOf(to)) && !isBefore(localDay, to);
