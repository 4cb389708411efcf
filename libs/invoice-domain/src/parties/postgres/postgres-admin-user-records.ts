import type { EntityManager } from 'typeorm';
import { adminUserIdOf, type AdminUserId } from '../../model/ids.js';
import type { AdminUserRecords, NewAdminUser } from '../admin-users.js';

/** Users of the admin API as a transaction has them. */
export class PostgresAdminUserRecords implements AdminUserRecords {
  constructor(private readonly entities: EntityManager) {}

  async add(user: NewAdminUser): Promise<AdminUserId | undefined> {
    const { username, passwordHash, role, active, allowedIps, createdAt } = user;
    const [added] = await this.rows(
      `INSERT INTO admin_users (username, password_hash, role, active, allowed_ips, created_at)
       VALUES ($1, $2, $3, $4, $5::inet[], $6) ON CONFLICT (username) DO NOTHING RETURNING id`,
      [username, passwordHash, role, active, allowedIps, createdAt.toString()],
    );
    return added && adminUserIdOf(added.id);
  }

  async changePassword(id: AdminUserId, passwordHash: string): Promise<boolean> {
    return this.isChanged('password_hash = $2, token_generation = token_generation + 1', [id, passwordHash]);
  }

  async removeSecondFactor(id: AdminUserId): Promise<boolean> {
    return this.isChanged('second_factor_since = NULL, totp_secret = NULL', [id]);
  }

  async endTokens(id: AdminUserId): Promise<boolean> {
    return this.isChanged('token_generation = token_generation + 1', [id]);
  }

  /** Whether there is a user to make the assignments to. @param values the id first */
  private async isChanged(assignments: string, values: readonly unknown[]): Promise<boolean> {
    const changed = await this.rows(
      `WITH changed AS (UPDATE admin_users SET ${assignments} WHERE id = $1::bigint RETURNING id) SELECT id FROM changed`,
      values,
    );
    return changed.length > 0;
  }

  private rows(sql: string, values: readonly unknown[]): Promise<readonly { readonly id: number }[]> {
    return this.entities.query(sql, [...values]);
  }
}
