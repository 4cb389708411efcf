import type { Instant } from '@org/kernel';
import type { AccountId, BillingRunAccountId, BillingRunId, InvoiceId } from '../model/ids.js';

export const billingRunStates = ['running', 'finished'] as const;
export type BillingRunState = (typeof billingRunStates)[number];

/**
 * `due`: to be billed by the run; `billed`: has its invoice; `skipped`: was no longer due when its turn came; `parked`: could not be
 * billed, for the cause that is given, and waits for a retry.
 */
export const billingOutcomes = ['due', 'billed', 'skipped', 'parked'] as const;
export type BillingOutcome = (typeof billingOutcomes)[number];

/** Sums of usage and of invoices in one currency; amounts are exact decimals. */
export interface BillingRunSums {
  readonly currency: string;
  readonly usageSpent: string;
  readonly usageEarned: string;
  readonly invoicedSpent: string;
  readonly invoicedEarned: string;
}

/** One run over all accounts that were due at a moment. */
export interface BillingRun {
  readonly id: BillingRunId;
  /** Decides which accounts are due; there is one run for a moment, however often it is started. */
  readonly at: Instant;
  readonly state: BillingRunState;
  readonly actor: string;
  readonly startedAt: Instant;
  readonly finishedAt: Instant | null;
  readonly expectedCount: number;
  readonly billedCount: number;
  readonly skippedCount: number;
  readonly parkedCount: number;
  /** Never added up across currencies. Null until it is finished. */
  readonly sums: readonly BillingRunSums[] | null;
}

export interface BillingRunAccount {
  readonly id: BillingRunAccountId;
  readonly billingRunId: BillingRunId;
  readonly accountId: AccountId;
  readonly outcome: BillingOutcome;
  readonly invoiceId: InvoiceId | null;
  /** Cause of a skipped or parked account, in plain words. */
  readonly cause: string | null;
}
