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

/** A transaction of an account. */
export interface MemoryUsage {
  readonly accountId: AccountId;
  readonly at: Instant;
}

/** Rows are replaced, never changed. */
export interface BillingRows {
  readonly accounts: Map<AccountId, MemoryAccount>;
  readonly invoices: Map<InvoiceId, MemoryUsageInvoice>;
  /** Periods of deleted invoices, by account. */
  readonly openPeriods: Map<AccountId, readonly Period[]>;
  /** Stretches that were skipped because nothing was used, by account. */
  readonly skippedPeriods: Map<AccountId, readonly Period[]>;
  readonly usage: readonly MemoryUsage[];
  readonly jobs: string[];
}

/** Accounts in memory. */
export class MemoryAccounts implements Accounts {
  constructor(
    private readonly rows: BillingRows,
    private readonly resellerId?: number,
  ) {}

  async lock(ids: readonly AccountId[]): Promise<readonly BilledAccount[]> {
    const found = await Promise.all([...new Set(ids)].map((id) => this.find(id)));
    return found.filter((account) => account !== undefined).sort((one, other) => one.id - other.id);
  }

  find(id: AccountId): Promise<BilledAccount | undefined> {
    const row = this.rows.accounts.get(id);
    const isSeen = row !== undefined && (this.resellerId === undefined || row.resellerId === this.resellerId);
    return Promise.resolve(isSeen ? billedOf(row) : undefined);
  }

  chains(ids: readonly AccountId[]): Promise<ReadonlyMap<AccountId, BillingChain>> {
    return Promise.resolve(new Map(ids.map((id) => [id, chainOf(this.rows, id)])));
  }

  areUsed(orders: readonly InvoiceOrder[]): Promise<readonly boolean[]> {
    return Promise.resolve(orders.map((order) => isUsed(this.rows, order.accountId, order)));
  }

  /** A world in memory has no corrections. */
  awaitingCorrections(): Promise<ReadonlySet<AccountId>> {
    return Promise.resolve(new Set());
  }

  skip(orders: readonly InvoiceOrder[]): Promise<void> {
    for (const order of orders) {
      const { accountId, startsAt, endsAt } = order;
      closePeriod(this.rows, order);
      const skipped = this.rows.skippedPeriods.get(accountId) ?? [];
      this.rows.skippedPeriods.set(accountId, [...skipped, { startsAt, endsAt }]);
    }
    return Promise.resolve();
  }

  schedule(next: ReadonlyMap<AccountId, NextInvoice>): Promise<void> {
    for (const [id, schedule] of next) {
      const row = this.rows.accounts.get(id);
      if (row !== undefined) this.rows.accounts.set(id, { ...row, ...schedule });
    }
    return Promise.resolve();
  }
}

/** What lies between the invoices of an account in memory is open only once an invoice was there, or when it was skipped. */
const chainOf = (rows: BillingRows, id: AccountId): BillingChain => {
  const skipped = rows.skippedPeriods.get(id) ?? [];
  const open = [...(rows.openPeriods.get(id) ?? []), ...skipped.filter((period) => isUsed(rows, id, period))];
  const invoices = [...rows.invoices.values()].filter(({ accountId }) => accountId === id);
  const periods: readonly Period[] = [...invoices, ...open, ...skipped];
  const billedUntil = periods.reduce<Instant | null>(
    (last, { endsAt }) => (last === null || isLater(endsAt, last) ? endsAt : last),
    null,
  );
  return { billedUntil, usedSince: billedUntil === null ? usedSince(rows, id) : null, openPeriods: open };
};

const usedSince = ({ usage }: BillingRows, account: AccountId): Instant | null =>
  usage
    .filter(({ accountId }) => accountId === account)
    .reduce<Instant | null>((first, { at }) => (first === null || isLater(first, at) ? at : first), null);

const isUsed = ({ usage }: BillingRows, account: AccountId, { startsAt, endsAt }: Period): boolean =>
  usage.some(({ accountId, at }) => accountId === account && !isLater(startsAt, at) && isLater(endsAt, at));

/** What is billed or skipped of an open period is open no longer. */
const closePeriod = ({ openPeriods, skippedPeriods }: BillingRows, order: InvoiceOrder): void => {
  for (const periods of [openPeriods, skippedPeriods]) {
    const open = periods.get(order.accountId) ?? [];
    periods.set(
      order.accountId,
      open.flatMap((period) => remaining(period, order)),
    );
  }
};

const billedOf = (row: MemoryAccount): BilledAccount => {
  const { id, timeZone, invoicePeriodId, invoiceRefTemplate, nextInvoiceAt, nextInvoiceType } = row;
  const { maxCallDuration, emptyInvoices } = row;
  return {
    ...{ id, timeZone, invoicePeriodId, invoiceRefTemplate, nextInvoiceAt, nextInvoiceType },
    ...{ maxCallDuration, emptyInvoices },
  };
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
      this.rows.set(order.id, { ...order, resellerId: account.resellerId, state: 'new', kind: 'usage' });
      closePeriod(this.billing, order);
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
