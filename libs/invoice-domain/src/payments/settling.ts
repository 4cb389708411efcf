import type { AccountId } from '../model/ids.js';

/** Accounts that were credited in this transaction, which has them locked. */
export interface Settling {
  /** Pays what is due from their credit, where their resellers want that (docs/commerce.md, credit). */
  settleDue(...accounts: readonly AccountId[]): Promise<void>;
}
