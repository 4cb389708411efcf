import type { InvoiceKind } from '../../invoices/invoice.js';
import { FixedClock, instantOf } from '@org/kernel';
import { accountIdOf, invoiceIdOf, type AccountId, type InvoiceId } from '../../model/ids.js';
import type { LedgerTransaction } from '../ledger-transaction.js';
import type { AccountSketch, BillingWorld, InvoiceSnapshot, LateSketch, UsageInvoiceSketch } from './billing-world.js';
import { MemoryAccounts, memoryJobs, MemoryUsageInvoices, type BillingRows } from './memory-ledger-transaction.js';

const copyOf = ({ accounts, invoices, openPeriods, skippedPeriods, usage, jobs }: BillingRows): BillingRows => ({
  accounts: new Map(accounts),
  invoices: new Map(invoices),
  openPeriods: new Map(openPeriods),
  skippedPeriods: new Map(skippedPeriods),
  usage,
  jobs: [...jobs],
});

/** The billing world in memory, with one transaction at a time. */
export class MemoryBillingWorld implements BillingWorld {
  readonly clock = new FixedClock('2026-12-01T00:00:00Z');
  private rows: BillingRows = {
    accounts: new Map(),
    invoices: new Map(),
    openPeriods: new Map(),
    skippedPeriods: new Map(),
    usage: [],
    jobs: [],
  };
  private last = 1_000;
  private readonly newId = (): number => (this.last += 1);

  get jobs(): readonly string[] {
    return this.rows.jobs;
  }

  /** All of them. */
  get accounts(): readonly AccountId[] {
    return [...this.rows.accounts.keys()];
  }

  account(sketch: AccountSketch = {}): Promise<AccountId> {
    const id = accountIdOf(this.newId());
    this.rows.accounts.set(id, {
      id,
      resellerId: sketch.resellerId ?? 1,
      timeZone: sketch.timeZone ?? 'UTC',
      invoicePeriodId: sketch.invoicePeriodId ?? null,
      invoiceRefTemplate: sketch.invoiceRefTemplate ?? '$id',
      nextInvoiceAt: sketch.nextInvoiceAt === undefined ? null : instantOf(sketch.nextInvoiceAt),
      nextInvoiceType: sketch.nextInvoiceType ?? null,
      maxCallDuration: sketch.maxCallDuration ?? null,
      emptyInvoices: sketch.emptyInvoices ?? true,
    });
    return Promise.resolve(id);
  }

  invoice({
    account,
    startsAt,
    endsAt,
    state = 'new',
    kind = 'usage',
  }: UsageInvoiceSketch & { readonly kind?: InvoiceKind }): Promise<InvoiceId> {
    const id = invoiceIdOf(this.newId());
    const period = { startsAt: instantOf(startsAt), endsAt: instantOf(endsAt) };
    const resellerId = this.rows.accounts.get(account)?.resellerId ?? 1;
    const reference = `INV-${id}`;
    this.rows.invoices.set(id, {
      id,
      accountId: account,
      resellerId,
      state,
      kind,
      type: 'manual',
      reference,
      ...period,
    });
    return Promise.resolve(id);
  }

  use(accountId: AccountId, at: string): Promise<void> {
    this.rows = { ...this.rows, usage: [...this.rows.usage, { accountId, at: instantOf(at) }] };
    return Promise.resolve();
  }

  charged(id: InvoiceId): Promise<void> {
    const row = this.rows.invoices.get(id);
    if (row !== undefined) this.rows.invoices.set(id, { ...row, neededBy: 'charges' });
    return Promise.resolve();
  }

  cameLate({ invoice, amount }: LateSketch): Promise<void> {
    const row = this.rows.invoices.get(invoice);
    if (row !== undefined) this.rows.invoices.set(invoice, { ...row, changed: { billed: '0', used: amount } });
    return Promise.resolve();
  }

  async transaction<Result>(work: (ledger: LedgerTransaction) => Promise<Result>, reseller?: number): Promise<Result> {
    const before = copyOf(this.rows);
    try {
      return await work(this.ledger(reseller));
    } catch (error) {
      this.rows = before;
      throw error;
    }
  }

  snapshot(id: InvoiceId): Promise<InvoiceSnapshot | undefined> {
    const row = this.rows.invoices.get(id);
    if (row === undefined) return Promise.resolve(undefined);
    const { accountId, state, type, reference, startsAt, endsAt } = row;
    const [from, to] = [startsAt.toString(), endsAt.toString()];
    return Promise.resolve({ accountId, state, type, reference, startsAt: from, endsAt: to });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private ledger(reseller: number | undefined): LedgerTransaction {
    return {
      accounts: new MemoryAccounts(this.rows, reseller),
      invoices: new MemoryUsageInvoices(this.rows, this.newId, reseller),
      jobs: memoryJobs(this.rows.jobs),
    };
  }
}
