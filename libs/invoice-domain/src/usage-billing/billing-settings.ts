import type { Instant } from '@org/kernel';
import type { AccountId } from '../model/ids.js';
import { isNotNull, type Draft, type Rule } from '../writing/rule.js';

/** A stretch of an account's chain that is on no invoice, as documents show it. Instants are ISO 8601. */
export interface ShownOpenPeriod {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly cause: 'deleted' | 'skipped' | 'backdated';
  /** Whether the next run bills it. */
  readonly isDue: boolean;
}

/** How an account is billed for usage, and how far it has been. */
export interface BillingSettings {
  readonly id: AccountId;
  /** Whether a period without usage gets an invoice. */
  readonly emptyInvoices: boolean;
  /** Start and end of what is on invoices or open; null before the first one. */
  readonly billedFrom: Instant | null;
  readonly billedUntil: Instant | null;
  readonly openPeriods: readonly ShownOpenPeriod[];
}

export const billingSettingsRules: readonly Rule<Draft<BillingSettings>>[] = [isNotNull('emptyInvoices')];
