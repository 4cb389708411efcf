import type { AccountClassId } from '../model/ids.js';

/** The terms that accounts of a sort are billed on. */
export interface AccountClass {
  readonly id: AccountClassId;
  readonly name: string;
  /** Of its accounts' subscriptions, unless they or their account have one of their own: 1 to 31. */
  readonly billingDay: number | null;
  /** From the closing or the approval of an invoice to the day its payment is due. */
  readonly daysToPay: number;
}
