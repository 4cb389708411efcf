import type { Instant } from '@org/kernel';
import type { AccountId, ParkedSaleId } from '../model/ids.js';

/** An account whose subscriptions could not be billed. The next day tries again, or whoever asks for it. */
export interface ParkedSale {
  readonly id: ParkedSaleId;
  readonly accountId: AccountId;
  /** In plain words, with the way out. */
  readonly cause: string;
  readonly parkedAt: Instant;
}
