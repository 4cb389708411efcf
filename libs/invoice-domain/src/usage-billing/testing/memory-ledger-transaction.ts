import { isLater, type Instant } from '@org/kernel';
import { invoiceIdOf, type AccountId, type InvoiceId } from '../../model/ids.js';
import type { InvoiceType } from '../../invoices/invoice.js';
import { MemoryInvoices, type MemoryInvoice } from '../../invoices/testing/memory-invoices.js';
import type { Accounts, BilledAccount, InvoiceOrder, Jobs, UsageInvoices } from '../ledger-transaction.js';
import type { NextInvoice } from '../invoice-schedule.js';
import type { BillingChain, Period } from '../period-chain.js';

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
  /** Periods of deleted invoices, by account. */
  readonly openPeriods: Map<AccountId, readonly Period[]>;
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

  chains(ids: readonly AccountId[]): Promise<ReadonlyMap<AccountId, BillingChain>> {
    return Promise.resolve(new Map(ids.map((id) => [id, chainOf(this.rows, id)])));
  }

  schedule(next: ReadonlyMap<AccountId, NextInvoice>): Promise<void> {
    for (const [id, schedule] of next) {
      const row = this.rows.accounts.get(id);
      if (row !== undefined) this.rows.accounts.set(id, { ...row, ...schedule });
    }
    return Promise.resolve();
  }
}

/** An account of a world in memory has no usage: what lies between its invoices is open only once an invoice was there. */
const chainOf = ({ invoices, openPeriods }: BillingRows, id: AccountId): BillingChain => {
  const open = openPeriods.get(id) ?? [];
  const periods: readonly Period[] = [...[...invoices.values()].filter(({ accountId }) => accountId === id), ...open];
  return {
    billedUntil: periods.reduce<Instant | null>(
      (last, { endsAt }) => (last === null || isLater(endsAt, last) ? endsAt : last),
      null,
    ),
    usedSince: null,
    openPeriods: open,
  };
};

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
      if (account === undefined) continue;
      this.rows.set(order.id, { ...order, resellerId: account.resellerId, state: 'new' });
      const open = this.billing.openPeriods.get(order.accountId) ?? [];
      this.billing.openPeriods.set(
        order.accountId,
        open.flatMap((period) => remaining(period, order)),
      );
    }
    return Promise.resolve();
  }

  override async remove(id: InvoiceId, evenApproved: boolean): Promise<void> {
    const row = this.rows.get(id);
    await super.remove(id, evenApproved);
    if (row === undefined) return;
    const open = this.billing.openPeriods.get(row.accountId) ?? [];
    this.billing.openPeriods.set(row.accountId, [...open, { startsAt: row.startsAt, endsAt: row.endsAt }]);
  }

  aggregateAnew(id: InvoiceId): Promise<void> {
    const row = this.rows.get(id);
    if (row !== undefined) this.rows.set(id, { ...row, changed: undefined });
    return Promise.resolve();
  }

  async aggregate(ids: readonly InvoiceId[]): Promise<void> {
    for (const id of ids) await this.change(id, { state: 'pending' });
  }
}

/** What is left of an open period once another one is billed. */
const remaining = ({ startsAt, endsAt }: Period, billed: Period): readonly Period[] => {
  if (!isLater(billed.endsAt, startsAt) || !isLater(endsAt, billed.startsAt)) return [{ startsAt, endsAt }];
  return [
    ...(isLater(billed.startsAt, startsAt) ? [{ startsAt, endsAt: billed.startsAt }] : []),
    ...(isLater(endsAt, billed.endsAt) ? [{ startsAt: billed.endsAt, endsAt }] : []),
  ];
};

/** Records the queued jobs as text. */
export const memoryJobs = (requested: string[]): Jobs => ({
  aggregate: (id) => Promise.resolve(void requested.push(`aggregate ${id}`)),
  approve: (ids) => Promise.resolve(void requested.push(...ids.map((id) => `approve ${id}`))),
});
