import type { AdminUserId } from '../model/ids.js';
import type { AdminUser } from './admin-user.js';

/** A new user as it is stored. */
export type NewAdminUser = Omit<AdminUser, 'id' | 'tokenGeneration' | 'totpSecret' | 'totpStep' | 'secondFactorSince'>;

/** Users of the admin API within a transaction. */
export interface AdminUserRecords {
  /** @returns undefined where the name is taken, and nothing is added */
  add(user: NewAdminUser): Promise<AdminUserId | undefined>;
  /** Puts another hash in place of a user's, and ends all its tokens. @returns whether there is such a user */
  changePassword(id: AdminUserId, passwordHash: string): Promise<boolean>;
  /** Takes the second factor of a user away. @returns whether there is such a user */
  removeSecondFactor(id: AdminUserId): Promise<boolean>;
  /** Ends all tokens of a user. @returns whether there is such a user */
  endTokens(id: AdminUserId): Promise<boolean>;
}

/** Makes the hash that a password is kept as. */
export type HashPassword = (password: string) => Promise<string>;
