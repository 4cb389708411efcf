import type { Instant } from '@org/kernel';
import type { AdminUserId } from '../model/ids.js';

export interface AdminUser {
  readonly id: AdminUserId;
  readonly username: string;
  readonly passwordHash: string;
  /** Addresses and CIDR ranges it may sign in from; null or empty is any. */
  readonly allowedIps: readonly string[] | null;
  readonly createdAt: Instant;
}
