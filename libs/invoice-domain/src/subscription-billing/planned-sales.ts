import type { LocalDate } from '@org/kernel';
import { invoiceIdOf, type AccountId, type InvoiceId } from '../model/ids.js';
import type { BuyingAccount, InvoicedPeriod, OpenInvoice, Sales, Series, SeriesName } from './sales.js';
import type { SalesPeriod } from './sales-period.js';

/** Sales as a plan sees them: nothing is locked and nothing can be written. */
export interface SalesReader extends Pick<Sales, 'openInvoices'> {
  account(id: AccountId): Promise<BuyingAccount | undefined>;
  /** As if open invoices were closed already. */
  seriesWithout(account: BuyingAccount, closed: readonly InvoiceId[]): Promise<readonly Series[]>;
  /** As `hasContent`, of what falls on a day from the given one on; everything without. */
  hasContentFrom(
    account: BuyingAccount,
    series: SeriesName,
    period: SalesPeriod,
    assumed: { readonly from: LocalDate | null; readonly closed: readonly InvoiceId[] },
  ): Promise<boolean>;
}

/** Plan of billing an account. */
export interface SalesPlan {
  readonly accountId: AccountId;
  /** Invoices that would be made, and those that would become final. */
  readonly addedCount: number;
  readonly closedCount: number;
}

const keyOf = ({ billingDay, paymentModel }: SeriesName): string => `${paymentModel} ${billingDay}`;

/** Lets `BillSales` do its work on paper: it reads the ledger, and what it would write is kept here. */
export class PlannedSales implements Sales {
  private readonly added: OpenInvoice[] = [];
  private readonly closed = new Set<InvoiceId>();
  /** Until when each series has been put on invoices by the plan. */
  private readonly until = new Map<string, LocalDate>();

  constructor(private readonly reader: SalesReader) {}

  planFor(accountId: AccountId): SalesPlan {
    return { accountId, addedCount: this.added.length, closedCount: this.closed.size };
  }

  lock(id: AccountId): Promise<BuyingAccount | undefined> {
    return this.reader.account(id);
  }

  series(account: BuyingAccount): Promise<readonly Series[]> {
    return this.reader.seriesWithout(account, [...this.closed]);
  }

  async openInvoices(account: BuyingAccount): Promise<readonly OpenInvoice[]> {
    const open = [...(await this.reader.openInvoices(account)), ...this.added];
    return open.filter(({ id }) => !this.closed.has(id));
  }

  hasContent(account: BuyingAccount, series: SeriesName, period: SalesPeriod): Promise<boolean> {
    const assumed = { from: this.until.get(keyOf(series)) ?? null, closed: [...this.closed] };
    return this.reader.hasContentFrom(account, series, period, assumed);
  }

  add(_: BuyingAccount, series: SeriesName, { to }: InvoicedPeriod): Promise<InvoiceId> {
    // Below zero is no invoice of the ledger.
    const id = invoiceIdOf(-1 - this.added.length);
    const { billingDay, paymentModel } = series;
    this.added.push({ id, billingDay, paymentModel, toDate: to, hasEnded: false });
    this.until.set(keyOf(series), to);
    return Promise.resolve(id);
  }

  close(id: InvoiceId): Promise<void> {
    this.closed.add(id);
    return Promise.resolve();
  }

  readonly blockBegun = nothing;
  readonly closeCharges = nothing;
  readonly attachItems = nothing;
  readonly settleDue = nothing;
  readonly expirePayments = nothing;
  readonly done = nothing;
}

/** A plan only counts invoices. */
function nothing(): Promise<void> {
  return Promise.resolve();
}
