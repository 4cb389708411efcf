import type { Instant } from '@org/kernel';
import type { AccountId, ImportId, UsageRevisionId } from '../model/ids.js';

/** An earlier revision of a call or transaction, before it was voided, replaced or undone. */
export interface UsageRevision {
  readonly id: UsageRevisionId;
  /** `cdrs` or `transactions`. */
  readonly kind: string;
  /** The id of a call, which may have more digits than a number, or the uuid of a transaction. */
  readonly recordKey: string;
  /** When the call began, or the transaction was made. */
  readonly at: Instant;
  /** `voided`, `replaced` or `undone`. */
  readonly change: string;
  /** By the names of its columns. */
  readonly record: Readonly<Record<string, unknown>>;
  /** The customer of a call, or whose transaction it was. */
  readonly accountId: AccountId | null;
  readonly vendorAccountId: AccountId | null;
  /** The import that had brought it. */
  readonly importId: ImportId | null;
  readonly actor: string;
  readonly reason: string | null;
  readonly createdAt: Instant;
}
