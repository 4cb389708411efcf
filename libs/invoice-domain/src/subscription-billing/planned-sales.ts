import type { LocalDate } from '@org/kernel';
import { invoiceIdOf, type AccountId, type InvoiceId } from '../model/ids.js';
import type { BuyingAccount, OpenInvoice, Sales, Series } from './sales.js';
import type { SalesPeriod } from './sales-period.js';

/** Sales as a plan sees them: nothing is locked and nothing can be written. */
export interface SalesReader extends Pick<Sales, 'series' | 'openInvoices'> {
  account(id: AccountId): Promise<BuyingAccount | undefined>;
  /** As `hasContent`, of what falls on a day from the given one on; everything without. */
  hasContentFrom(account: BuyingAccount, series: Series, period: SalesPeriod, from: LocalDate | null): Promise<boolean>;
}

/** Plan of billing an account. */
export interface SalesPlan {
  readonly accountId: AccountId;
  /** Invoices that would be made, and those that would become final. */
  readonly addedCount: number;
  readonly closedCount: number;
}

const keyOf = ({ billingDay, paymentModel }: Pick<Series, 'billingDay' | 'paymentModel'>): string =>
  `${paymentModel} ${billingDay}`;

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
    return this.reader.series(account);
  }

  async openInvoices(account: BuyingAccount): Promise<readonly OpenInvoice[]> {
    const open = [...(await this.reader.openInvoices(account)), ...this.added];
    return open.filter(({ id }) => !this.closed.has(id));
  }

  hasContent(account: BuyingAccount, series: Series, period: SalesPeriod): Promise<boolean> {
    return this.reader.hasContentFrom(account, series, period, this.until.get(keyOf(series)) ?? null);
  }

  add(_: BuyingAccount, series: Series, { to }: SalesPeriod): Promise<InvoiceId> {
    // Below zero is no invoice of the ledger.
    const id = invoiceIdOf(-1 - this.added.length);
    const { billingDay, paymentModel } = series;
    this.added.push({ id, billingDay, paymentModel, toDate: to });
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
  readonly expirePayments = nothing;
  readonly done = nothing;
}

/** A plan only counts invoices. */
function nothing(): Promise<void> {
  return Promise.resolve();
}
