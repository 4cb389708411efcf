import type { Clock, Decimal, Instant } from '@org/kernel';
import type { NewPosting } from '../../journal/posting.js';
import { postingIdOf, type PostingId } from '../../model/ids.js';
import type { NewAllocation } from '../../payments/allocation.js';
import type { ChargeStatus } from '../charge.js';
import type { CorrectionStatus } from '../correction.js';
import type { NewTax } from '../add-taxes.js';
import type { IssuedInvoice, PayingAccount, ServicePayment } from '../managed-invoices.js';
import type { SubscriptionStatus } from '../subscription.js';
import type { PaymentModel } from '../../parties/payment-model.js';
import type { Receipt } from '../../payments/payment-receipt.js';

export interface MemoryAccount extends PayingAccount {
  readonly resellerId: number;
  readonly paymentModel: PaymentModel;
}

export interface MemoryInvoice extends IssuedInvoice {
  readonly resellerId: number;
  readonly chargesAmount: Decimal;
  readonly subscriptions: readonly number[];
  /** The number that it was issued under, while it has that of a third party. */
  readonly issuedReference?: string | null;
}

/** A payment for rendered services, or a top-up, which has no invoice. */
export interface MemoryPayment extends ServicePayment {
  readonly resellerId: number;
  readonly accountId: number;
  readonly invoiceId: number | null;
  readonly balanceBefore: Decimal | null;
  readonly closedAt: Instant | null;
  readonly receipt: Receipt | null;
}

export interface MemoryCharge {
  readonly id: number;
  readonly accountId: number;
  readonly resellerId: number;
  readonly invoiceId: number | null;
  readonly subscriptionId: number;
  readonly status: ChargeStatus;
  readonly amount: Decimal;
  readonly taxesAmount: Decimal;
}

export interface MemorySubscription {
  readonly id: number;
  readonly accountId: number;
  readonly status: SubscriptionStatus;
  readonly paymentModel: PaymentModel;
}

export interface MemoryCorrection {
  readonly id: number;
  readonly accountId: number;
  readonly resellerId: number;
  readonly status: CorrectionStatus;
  readonly total: Decimal;
  readonly lateInvoiceId: number | null;
  readonly approvedAt: Instant | null;
}

export interface MemoryPosting extends Pick<NewPosting, 'accountId' | 'amount' | 'kind' | 'causeType' | 'causeId'> {
  readonly id: PostingId;
}

export interface MemoryAllocation extends NewAllocation {
  readonly postingId: PostingId;
}

/** Rows by their ids. They are replaced, never changed, so that a copy of a table is a snapshot. */
export class Table<Row> extends Map<number, Row> {
  /** @throws Error when there is none of that id */
  row(id: number): Row {
    const row = this.get(id);
    if (row === undefined) throw new Error(`there is no row ${id}`);
    return row;
  }

  change(id: number, changes: (row: Row) => Partial<Row>): void {
    const row = this.row(id);
    this.set(id, { ...row, ...changes(row) });
  }
}

const noRows = () => ({
  accounts: new Table<MemoryAccount>(),
  invoices: new Table<MemoryInvoice>(),
  payments: new Table<MemoryPayment>(),
  charges: new Table<MemoryCharge>(),
  subscriptions: new Table<MemorySubscription>(),
  corrections: new Table<MemoryCorrection>(),
  taxes: new Table<NewTax>(),
  postings: new Table<MemoryPosting>(),
  allocations: new Table<MemoryAllocation>(),
});

type Tables = ReturnType<typeof noRows>;

/** A ledger of subscriptions whose transactions follow one another. */
export class MemoryLedger {
  tables: Tables = noRows();
  readonly currencies: ReadonlySet<string> = new Set(['EUR', 'USD']);

  constructor(readonly clock: Clock) {}

  /** @throws what the work throws, once everything is as it was */
  async transaction<Result>(work: () => Promise<Result>): Promise<Result> {
    const before = copyOf(this.tables);
    try {
      return await work();
    } catch (error) {
      this.tables = before;
      throw error;
    }
  }

  post(...postings: readonly NewPosting[]): Promise<void> {
    for (const posting of postings) {
      if (posting.amount.isZero()) continue;
      const id = postingIdOf(this.tables.postings.size + 1);
      this.tables.postings.set(id, { ...posting, id });
      this.tables.accounts.change(posting.accountId, ({ balance }) => ({ balance: balance.plus(posting.amount) }));
    }
    return Promise.resolve();
  }
}

const copyOf = (tables: Tables): Tables => ({
  accounts: new Table(tables.accounts),
  invoices: new Table(tables.invoices),
  payments: new Table(tables.payments),
  charges: new Table(tables.charges),
  subscriptions: new Table(tables.subscriptions),
  corrections: new Table(tables.corrections),
  taxes: new Table(tables.taxes),
  postings: new Table(tables.postings),
  allocations: new Table(tables.allocations),
});
