import type { Instant } from '@org/kernel';
import type { ApiTokenId, ManagerId } from '../model/ids.js';

/** A credential of a manager for the reseller API. The token itself is known to whoever it was issued to, and kept nowhere. */
export interface ApiToken {
  readonly id: ApiTokenId;
  readonly managerId: ManagerId;
  readonly name: string;
  readonly comment: string | null;
  /** SHA-256 of the token in lower-case hex. */
  readonly tokenHash: string;
  /** Actor who issued it; null of tokens that are older than this record. */
  readonly issuedBy: string | null;
  /** Addresses and CIDR ranges it is accepted from; null is any. */
  readonly allowedIps: readonly string[] | null;
  readonly createdAt: Instant;
  /** First instant at which it is not accepted any more. */
  readonly expiresAt: Instant | null;
  /** To the minute: it is not written for every request. */
  readonly lastUsedAt: Instant | null;
  /** When a successor was issued; it expires soon after. */
  readonly rotatedAt: Instant | null;
  readonly revokedAt: Instant | null;
  /** Actor who rotated or revoked it last, with the reason. */
  readonly endedBy: string | null;
  readonly endReason: string | null;
  /** The token that it was issued to replace. */
  readonly predecessorId: ApiTokenId | null;
}
