import type { Instant, TimeZone } from '@org/kernel';
import type { InvoicePeriodId } from '../parties/account.js';
import type { AccountId, InvoiceId } from '../model/ids.js';
import type { NextInvoice } from './invoice-schedule.js';
import type { BillingChain } from './period-chain.js';
import type { InvoiceType } from '../invoices/invoice.js';
import type { Invoices } from '../invoices/invoices.js';

/** Part of an account that billing uses. */
export interface BilledAccount {
  readonly id: AccountId;
  readonly timeZone: TimeZone;
  readonly invoicePeriodId: InvoicePeriodId | null;
  readonly invoiceRefTemplate: string;
  readonly nextInvoiceAt: Instant | null;
  readonly nextInvoiceType: Exclude<InvoiceType, 'manual'> | null;
  readonly maxCallDuration: number | null;
  /** Whether a period without usage gets an invoice. */
  readonly emptyInvoices: boolean;
}

export interface Accounts {
  /** Locks accounts until the transaction ends, so that invoices of an account are made one after the other. Absent ones are left out. */
  lock(ids: readonly AccountId[]): Promise<readonly BilledAccount[]>;
  /** An account as it stands, without a lock; undefined when it is absent. */
  find(id: AccountId): Promise<BilledAccount | undefined>;
  /** How far each has been billed for usage, with what has been found unbilled meanwhile; those that never were used are left out. */
  chains(ids: readonly AccountId[]): Promise<ReadonlyMap<AccountId, BillingChain>>;
  /** Whether the account of each order has calls or transactions in its period, in the order of the orders. */
  areUsed(orders: readonly InvoiceOrder[]): Promise<readonly boolean[]>;
  /** Accounts with approved corrections for late usage that are on no invoice yet. */
  awaitingCorrections(ids: readonly AccountId[]): Promise<ReadonlySet<AccountId>>;
  /** Moves the chains of accounts on over periods without an invoice, which stay open and become due when usage arrives late. */
  skip(orders: readonly InvoiceOrder[]): Promise<void>;
  schedule(next: ReadonlyMap<AccountId, NextInvoice>): Promise<void>;
}

/** An invoice that does not exist yet. */
export interface InvoiceOrder {
  readonly accountId: AccountId;
  readonly type: InvoiceType;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** Usage invoices: those that exist, and those that are made. */
export interface UsageInvoices extends Invoices {
  /** Whether a usage invoice of the account overlaps the period. */
  overlaps(order: Pick<InvoiceOrder, 'accountId' | 'startsAt' | 'endsAt'>): Promise<boolean>;
  nextIds(count: number): Promise<readonly InvoiceId[]>;
  /** @param orders each with the id that it gets and its reference */
  add(orders: readonly (InvoiceOrder & { readonly id: InvoiceId; readonly reference: string })[]): Promise<void>;
  /** Aggregates the usage of new invoices in lines and sums, and makes them pending. */
  aggregate(ids: readonly InvoiceId[]): Promise<void>;
  /** Aggregates the usage of a pending invoice once more; its lines and sums are written anew, its corrections stay. */
  aggregateAnew(id: InvoiceId): Promise<void>;
}

/** Jobs to do once after the transaction, queued within it. */
export interface Jobs {
  aggregate(id: InvoiceId): Promise<void>;
  approve(ids: readonly InvoiceId[]): Promise<void>;
}

/** The ledger as one transaction sees it. */
export interface LedgerTransaction {
  readonly accounts: Accounts;
  readonly invoices: UsageInvoices;
  readonly jobs: Jobs;
}
