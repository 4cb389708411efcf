import type { AdminUserId } from '../../model/ids.js';
import type { Statement } from '../../reading/postgres/plan.js';
import type { StatementRunner } from '../../reading/postgres/statement-runner.js';
import { hashOfNoPassword, verifyPassword } from '../password.js';

/** An admin user, and whether the caller's address is allowed. */
export interface KnownAdmin {
  readonly id: AdminUserId;
  readonly addressAllowed: boolean;
}

const addressAllowed = `allowed_ips IS NULL OR cardinality(allowed_ips) = 0 OR $2::inet <<= ANY(allowed_ips)`;

const byId: Statement = {
  name: 'admin_user_by_id',
  text: `SELECT id, ${addressAllowed} FROM admin_users WHERE id = $1::bigint`,
};

const byUsername: Statement = {
  name: 'admin_user_by_username',
  text: `SELECT id, ${addressAllowed}, password_hash FROM admin_users WHERE username = $1`,
};

/** Users of the admin API. */
export class AdminUsers {
  /** Checked for unknown names, so that an answer takes as long whether the name exists or not. */
  private readonly nobody = hashOfNoPassword();

  constructor(private readonly runner: StatementRunner) {}

  /** @param address the client's IP address, v4 or v6 */
  async find(id: number, address: string): Promise<KnownAdmin | undefined> {
    const [row] = await this.runner.rows(byId, [String(id), address]);
    return row && { id: Number(row[0]) as AdminUserId, addressAllowed: row[1] === 't' };
  }

  /** @returns undefined when the name is unknown or the password wrong, without saying which */
  async authenticate(username: string, password: string, address: string): Promise<KnownAdmin | undefined> {
    // PostgreSQL keeps no NUL character in a text, so such a name belongs to nobody.
    const [row] = username.includes('\0') ? [] : await this.runner.rows(byUsername, [username, address]);
    const hash = row?.[2] ?? this.nobody;
    const matches = await verifyPassword(password, hash);
    return row && matches ? { id: Number(row[0]) as AdminUserId, addressAllowed: row[1] === 't' } : undefined;
  }
}
