import type { AccountClassId } from '../model/ids.js';

/** The terms that accounts of a sort are billed on. */
export interface AccountClass {
  readonly id: AccountClassId;
  readonly name: string;
  /** Billing day (1 to 31) of subscriptions that have none of their own or of their account. */
  readonly billingDay: number | null;
  /** Payment term in days, from the closing or approval of an invoice to the due date. */
  readonly daysToPay: number;
}
