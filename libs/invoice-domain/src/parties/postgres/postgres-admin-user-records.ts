import { isIP } from 'node:net';
import type { EntityManager } from 'typeorm';
import { adminUserIdOf, type AdminUserId } from '../../model/ids.js';
import type { AdminUserRecords } from '../add-admin-user.js';
import type { AdminUser } from '../admin-user.js';

/** Users of the admin API as a transaction has them. */
export class PostgresAdminUserRecords implements AdminUserRecords {
  constructor(private readonly entities: EntityManager) {}

  async add({
    username,
    passwordHash,
    allowedIps,
    createdAt,
  }: Omit<AdminUser, 'id'>): Promise<AdminUserId | undefined> {
    const [added] = await this.entities.query<readonly { readonly id: number }[]>(
      `INSERT INTO admin_users (username, password_hash, allowed_ips, created_at) VALUES ($1, $2, $3::inet[], $4)
       ON CONFLICT (username) DO NOTHING RETURNING id`,
      [username, passwordHash, allowedIps, createdAt.toString()],
    );
    return added && adminUserIdOf(added.id);
  }

  isNetwork(text: string): boolean {
    const [address = '', bits, ...others] = text.split('/');
    const version = isIP(address);
    const isBits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
    return version !== 0 && !address.includes('%') && isBits && others.length === 0;
  }
}
