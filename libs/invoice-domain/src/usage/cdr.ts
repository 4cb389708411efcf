import type { Decimal, Instant } from '@org/kernel';
import type { AccountId, CdrId, CountryId, NetworkId } from '../model/ids.js';

/**
 * A call detail record: one attempt to route a call. The customer's side is priced by a destination and includes the customer's VAT, the
 * vendor's by a dialpeer and has none.
 */
export interface Cdr {
  /** Given by the switch. */
  readonly id: CdrId;
  readonly timeStart: Instant;
  readonly customerAccountId: AccountId | null;
  readonly vendorAccountId: AccountId | null;
  /** The last attempt of its call: the only one that the customer is billed for. */
  readonly isLastCdr: boolean;
  /** Missing means no. */
  readonly success: boolean | null;
  /** Durations are seconds. */
  readonly duration: number;
  /** Missing when nothing was billed. */
  readonly customerDuration: number | null;
  readonly vendorDuration: number | null;
  readonly customerPrice: Decimal | null;
  readonly vendorPrice: Decimal | null;
  readonly destinationPrefix: string | null;
  /** Rates are per minute. */
  readonly destinationNextRate: Decimal | null;
  /** The customer earns by the call instead of paying for it. Missing means no. */
  readonly destinationReverseBilling: boolean | null;
  readonly dialpeerPrefix: string | null;
  readonly dialpeerNextRate: Decimal | null;
  readonly dialpeerReverseBilling: boolean | null;
  readonly dstCountryId: CountryId | null;
  readonly dstNetworkId: NetworkId | null;
}
