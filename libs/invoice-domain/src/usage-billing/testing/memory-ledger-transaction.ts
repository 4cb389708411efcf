import { isLater, type Instant } from '@org/kernel';
import { invoiceIdOf, type AccountId, type InvoiceId } from '../../model/ids.js';
import type { InvoiceType } from '../../invoices/invoice.js';
import { MemoryInvoices, type MemoryInvoice } from '../../invoices/testing/memory-invoices.js';
import type { Accounts, BilledAccount, InvoiceOrder, Jobs, UsageInvoices } from '../ledger-transaction.js';
import type { NextInvoice } from '../invoice-schedule.js';

export interface MemoryAccount extends BilledAccount {
  readonly resellerId: number;
}

export interface MemoryUsageInvoice extends MemoryInvoice {
  readonly type: InvoiceType;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** Rows are replaced, never changed. */
export interface BillingRows {
  readonly accounts: Map<AccountId, MemoryAccount>;
  readonly invoices: Map<InvoiceId, MemoryUsageInvoice>;
  readonly jobs: string[];
}

/** Accounts in memory. */
export class MemoryAccounts implements Accounts {
  constructor(
    private readonly rows: BillingRows,
    private readonly resellerId?: number,
  ) {}

  lock(ids: readonly AccountId[]): Promise<readonly BilledAccount[]> {
    const seen = [...new Set(ids)].flatMap((id) => {
      const row = this.rows.accounts.get(id);
      if (row === undefined || (this.resellerId !== undefined && row.resellerId !== this.resellerId)) return [];
      return [billedOf(row)];
    });
    return Promise.resolve(seen.sort((one, other) => one.id - other.id));
  }

  billedUntil(ids: readonly AccountId[]): Promise<ReadonlyMap<AccountId, Instant>> {
    const until = new Map<AccountId, Instant>();
    for (const { accountId, endsAt } of this.rows.invoices.values()) {
      const latest = until.get(accountId);
      if (ids.includes(accountId) && (latest === undefined || isLater(endsAt, latest))) until.set(accountId, endsAt);
    }
    return Promise.resolve(until);
  }

  schedule(next: ReadonlyMap<AccountId, NextInvoice>): Promise<void> {
    for (const [id, schedule] of next) {
      const row = this.rows.accounts.get(id);
      if (row !== undefined) this.rows.accounts.set(id, { ...row, ...schedule });
    }
    return Promise.resolve();
  }
}

const billedOf = (row: MemoryAccount): BilledAccount => {
  const { id, timeZone, invoicePeriodId, invoiceRefTemplate, nextInvoiceAt, nextInvoiceType, maxCallDuration } = row;
  return { id, timeZone, invoicePeriodId, invoiceRefTemplate, nextInvoiceAt, nextInvoiceType, maxCallDuration };
};

/** Usage invoices in memory. */
export class MemoryUsageInvoices extends MemoryInvoices<MemoryUsageInvoice> implements UsageInvoices {
  constructor(
    private readonly billing: BillingRows,
    private readonly newId: () => number,
    resellerId?: number,
  ) {
    super(billing.invoices, resellerId);
  }

  overlaps({ accountId, startsAt, endsAt }: Pick<InvoiceOrder, 'accountId' | 'startsAt' | 'endsAt'>): Promise<boolean> {
    const common = this.of(accountId).some((one) => isLater(endsAt, one.startsAt) && isLater(one.endsAt, startsAt));
    return Promise.resolve(common);
  }

  nextIds(count: number): Promise<readonly InvoiceId[]> {
    return Promise.resolve(Array.from({ length: count }, () => invoiceIdOf(this.newId())));
  }

  add(orders: readonly (InvoiceOrder & { readonly id: InvoiceId; readonly reference: string })[]): Promise<void> {
    for (const order of orders) {
      const account = this.billing.accounts.get(order.accountId);
      if (account !== undefined) this.rows.set(order.id, { ...order, resellerId: account.resellerId, state: 'new' });
    }
    return Promise.resolve();
  }

  async aggregate(ids: readonly InvoiceId[]): Promise<void> {
    for (const id of ids) await this.change(id, { state: 'pending' });
  }
}

/** Records the queued jobs as text. */
export const memoryJobs = (requested: string[]): Jobs => ({
  aggregate: (id) => Promise.resolve(void requested.push(`aggregate ${id}`)),
  approve: (ids) => Promise.resolve(void requested.push(...ids.map((id) => `approve ${id}`))),
});
