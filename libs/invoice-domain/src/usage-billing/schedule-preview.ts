import type { ScheduledInvoiceType } from '../parties/account.js';

/** A period to come. Instants are ISO 8601. */
export interface ComingPeriod {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly type: ScheduledInvoiceType;
  /** Whether it is no whole period of the terms: it begins or ends where other terms had it. */
  readonly isOdd: boolean;
  /** Whether it is over, so that the next run bills it. */
  readonly isOver: boolean;
}

/** Periods that an account would be billed for under other terms. */
export interface SchedulePreview {
  /** Where the first whole period of the new terms begins; absent while the terms stay, and without a schedule. */
  readonly boundary?: string;
  /** From where the account was billed last, or used first. */
  readonly periods: readonly ComingPeriod[];
}
