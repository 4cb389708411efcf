import type { Instant, TimeZone } from '@org/kernel';
import type { AccountId } from '../model/ids.js';
import type { InvoicePeriodId, ScheduledInvoiceType } from '../parties/account.js';

/** A period to come, as documents show it. Instants are ISO 8601. */
export interface ComingPeriod {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly type: ScheduledInvoiceType;
  /** Whether it is no whole period of the terms: it begins or ends where other terms had it. */
  readonly isOdd: boolean;
  /** Whether it is over, so that the next run bills it. */
  readonly isOver: boolean;
}

/** How an account would be billed under other terms. */
export interface SchedulePreview {
  readonly id: AccountId;
  readonly invoicePeriodId: InvoicePeriodId | null;
  readonly timeZone: TimeZone;
  /** End of what is billed, where the first of the periods begins; null of an account that was never billed. */
  readonly billedUntil: Instant | null;
  /** Where the first whole period of the new terms begins; null while the terms stay, and without a schedule. */
  readonly newTermsFrom: Instant | null;
  readonly periods: readonly ComingPeriod[];
}
