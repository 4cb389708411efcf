import { setTimeout } from 'node:timers/promises';
import type { Row } from '@org/json-api';
import type { AdminUserId } from '../../model/ids.js';
import type { Statement } from '../../reading/postgres/plan.js';
import type { StatementRunner } from '../../reading/postgres/statement-runner.js';
import type { AdminRole } from '../admin-user.js';
import { publishedPassword } from '../published-credentials.js';
import { hashOfNoPassword, hashPassword, isOutdated, verifyPassword } from '../password.js';

/** An admin user, and whether the caller's address is allowed. */
export interface KnownAdmin {
  readonly id: AdminUserId;
  readonly addressAllowed: boolean;
  readonly role: AdminRole;
  readonly active: boolean;
  readonly tokenGeneration: number;
  readonly hasSecondFactor: boolean;
}

/** Reasons for which a name and a password do not come in. */
export type LoginRefusal =
  'unknown name' | 'wrong password' | 'published password' | 'inactive' | 'address not allowed';

/** The outcome of a name and a password: the user who has them, or the reason that nobody comes in. */
export type Authenticated =
  | { readonly user: KnownAdmin }
  | {
      readonly refusal: LoginRefusal;
      /** The user of that name; undefined where there is none. */
      readonly named: AdminUserId | undefined;
    };

export interface AdminUsersOptions {
  /** Whether the password that was published with the demo data is as good as a wrong one. */
  readonly refusesPublished: boolean;
}

const addressAllowed = `allowed_ips IS NULL OR cardinality(allowed_ips) = 0 OR $2::inet <<= ANY(allowed_ips)`;

const known = `id, ${addressAllowed}, role, active, token_generation, second_factor_since IS NOT NULL`;

const byId: Statement = {
  name: 'admin_user_by_id',
  text: `SELECT ${known} FROM admin_users WHERE id = $1::bigint`,
};

const byUsername: Statement = {
  name: 'admin_user_by_username',
  text: `SELECT ${known}, password_hash FROM admin_users WHERE username = $1`,
};

const nameById: Statement = {
  name: 'admin_user_name_by_id',
  text: 'SELECT username FROM admin_users WHERE id = $1::bigint',
};

const isHashedAnew: Statement = {
  name: 'admin_user_is_hashed_anew',
  text: `UPDATE admin_users SET password_hash = $3 WHERE id = $1::bigint AND password_hash = $2`,
};

const hasOutdated: Statement = {
  name: 'admin_users_have_outdated_hashes',
  text: `SELECT EXISTS (SELECT FROM admin_users WHERE password_hash LIKE 'scrypt$%')`,
};

/** Milliseconds that a refusal takes at least while there are passwords whose check takes longer than that of others. */
const evened = 500;

/** Users of the admin API. */
export class AdminUsers {
  /** Checked for unknown names, so that an answer takes as long whether the name exists or not. */
  private readonly nobody = hashOfNoPassword();

  constructor(
    private readonly runner: StatementRunner,
    private readonly options: AdminUsersOptions = { refusesPublished: false },
  ) {}

  /** @param address the client's IP address, v4 or v6 */
  async find(id: number, address: string): Promise<KnownAdmin | undefined> {
    const [row] = await this.runner.rows(byId, [String(id), address]);
    return row && knownIn(row);
  }

  /** @returns an empty name where there is no such user */
  async nameOf(id: AdminUserId): Promise<string> {
    const [row] = await this.runner.rows(nameById, [String(id)]);
    return row?.[0] ?? '';
  }

  /** Checks a password, which costs as much for unknown names as for others. The hash of a right one is brought up to date. */
  async authenticate(username: string, password: string, address: string): Promise<Authenticated> {
    const began = performance.now();
    // PostgreSQL keeps no NUL character in a text, so such a name belongs to nobody.
    const [row] = username.includes('\0') ? [] : await this.runner.rows(byUsername, [username, address]);
    const hash = row?.[6] ?? this.nobody;
    const matches = await verifyPassword(password, hash);
    if (row === undefined || !matches) {
      await this.evenOut(began);
      return row === undefined
        ? { refusal: 'unknown name', named: undefined }
        : { refusal: 'wrong password', named: knownIn(row).id };
    }
    const user = knownIn(row);
    if (isOutdated(hash)) {
      await this.runner.rows(isHashedAnew, [String(user.id), hash, await hashPassword(password)]);
    }
    const refusal = this.refusalOf(user, password);
    return refusal === undefined ? { user } : { refusal, named: user.id };
  }

  /** Why somebody who has the password does not come in. */
  private refusalOf({ active, addressAllowed }: KnownAdmin, password: string): LoginRefusal | undefined {
    if (this.options.refusesPublished && password === publishedPassword) return 'published password';
    if (!active) return 'inactive';
    return addressAllowed ? undefined : 'address not allowed';
  }

  /** Makes a refusal take as long whichever hash was looked at. */
  private async evenOut(began: number): Promise<void> {
    const [row] = await this.runner.rows(hasOutdated, []);
    if (row?.[0] === 't') await setTimeout(Math.max(0, evened - (performance.now() - began)));
  }
}

const knownIn = ([id, allowed, role, active, generation, secondFactor]: Row): KnownAdmin => ({
  id: Number(id) as AdminUserId,
  addressAllowed: allowed === 't',
  // The database holds nothing but the words of adminRoles: a CHECK says so.
  role: role as AdminRole,
  active: active === 't',
  tokenGeneration: Number(generation),
  hasSecondFactor: secondFactor === 't',
});
