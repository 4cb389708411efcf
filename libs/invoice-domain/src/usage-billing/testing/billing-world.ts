import type { FixedClock } from '@org/kernel';
import type { AccountId, InvoiceId } from '../../model/ids.js';
import type { InvoiceState, InvoiceType } from '../../invoices/invoice.js';
import type { BilledAccount, LedgerTransaction } from '../ledger-transaction.js';

/** An account that is billed for usage, of UTC and without a schedule unless said. */
export interface AccountSketch {
  readonly resellerId?: number;
  readonly timeZone?: string;
  readonly invoicePeriodId?: BilledAccount['invoicePeriodId'];
  readonly invoiceRefTemplate?: string;
  readonly nextInvoiceAt?: string;
  readonly nextInvoiceType?: BilledAccount['nextInvoiceType'];
  readonly maxCallDuration?: number;
  readonly emptyInvoices?: boolean;
}

export interface UsageInvoiceSketch {
  readonly account: AccountId;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly state?: InvoiceState;
}

/** A transaction that came after its period was billed. */
export interface LateSketch {
  readonly invoice: InvoiceId;
  /** Of an invoice that billed nothing. */
  readonly amount: string;
}

export interface InvoiceSnapshot {
  readonly accountId: AccountId;
  readonly state: InvoiceState;
  readonly type: InvoiceType;
  readonly reference: string;
  readonly startsAt: string;
  readonly endsAt: string;
}

/** Accounts and usage invoices, in memory or in PostgreSQL. It is 1 December 2026, 00:00 UTC. */
export interface BillingWorld {
  readonly clock: FixedClock;
  account(sketch?: AccountSketch): Promise<AccountId>;
  invoice(sketch: UsageInvoiceSketch): Promise<InvoiceId>;
  /** Adds a transaction of the account. */
  use(account: AccountId, at: string): Promise<void>;
  /** A charge of a subscription is on the invoice. */
  charged(id: InvoiceId): Promise<void>;
  /** Usage has come into the period of the invoice, which is marked as stale. */
  cameLate(sketch: LateSketch): Promise<void>;
  /** @param reseller whose records are seen; every reseller's without @throws what the work throws; nothing has changed then */
  transaction<Result>(work: (ledger: LedgerTransaction) => Promise<Result>, reseller?: number): Promise<Result>;
  snapshot(id: InvoiceId): Promise<InvoiceSnapshot | undefined>;
  /** Queued jobs: `aggregate 7`, `approve 7`. */
  readonly jobs: readonly string[];
  close(): Promise<void>;
}
