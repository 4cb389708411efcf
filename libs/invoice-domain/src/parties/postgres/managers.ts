import { createHash, timingSafeEqual } from 'node:crypto';
import type { ManagerId, ResellerId } from '../../model/ids.js';
import type { ManagerRole } from '../manager.js';
import type { Statement } from '../../reading/postgres/plan.js';
import type { StatementRunner } from '../../reading/postgres/statement-runner.js';

/** The manager whose token was presented. */
export interface KnownManager {
  readonly id: ManagerId;
  readonly resellerId: ResellerId;
  readonly role: ManagerRole;
}

/** Tokens are kept as SHA-256 in hex: they are long random words, so a slow hash would add nothing. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

const byTokenHash: Statement = {
  name: 'manager_by_token_hash',
  text: `SELECT id, reseller_id, role, token_hash FROM managers
    WHERE token_hash = $1 AND active AND token_revoked_at IS NULL`,
};

const equals = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/** Managers, the users of the reseller API. */
export class Managers {
  constructor(private readonly runner: StatementRunner) {}

  /** @returns undefined for an unknown or revoked token and for an inactive manager alike */
  async findByToken(token: string): Promise<KnownManager | undefined> {
    const hash = tokenHash(token);
    const [row] = await this.runner.rows(byTokenHash, [hash]);
    const stored = row?.[3];
    if (row === undefined || typeof stored !== 'string' || !equals(stored, hash)) return undefined;
    return {
      id: Number(row[0]) as ManagerId,
      resellerId: Number(row[1]) as ResellerId,
      // The database holds nothing but the words of managerRoles: a CHECK says so.
      role: row[2] as ManagerRole,
    };
  }
}
