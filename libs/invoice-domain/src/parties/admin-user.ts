import type { Instant } from '@org/kernel';
import type { AdminUserId } from '../model/ids.js';

/** Roles of admin users; each may do what those before it may. */
export const adminRoles = ['read', 'bill', 'manage', 'owner'] as const;
export type AdminRole = (typeof adminRoles)[number];

/** A user of the admin API. */
export interface AdminUser {
  readonly id: AdminUserId;
  readonly username: string;
  readonly passwordHash: string;
  readonly role: AdminRole;
  /** Whether it may sign in, and its tokens are accepted. */
  readonly active: boolean;
  /** Addresses and CIDR ranges it may sign in from; null or empty is any. */
  readonly allowedIps: readonly string[] | null;
  /** Number of times that all its tokens were ended: those of an earlier number are not accepted. */
  readonly tokenGeneration: number;
  /** Sealed secret of the one-time codes; null without a second factor. */
  readonly totpSecret: string | null;
  /** Time step of the latest code that came in: none of it or before is accepted again. */
  readonly totpStep: number;
  /** When the second factor was confirmed; null while log-ins need none. */
  readonly secondFactorSince: Instant | null;
  readonly createdAt: Instant;
}
