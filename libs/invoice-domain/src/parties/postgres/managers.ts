import { timingSafeEqual } from 'node:crypto';
import { instantOf, isLater, type Clock, type Instant } from '@org/kernel';
import { LRUCache } from 'lru-cache';
import type { ManagerId, ResellerId } from '../../model/ids.js';
import type { ManagerRole } from '../manager.js';
import { isPublishedToken } from '../published-credentials.js';
import type { Statement } from '../../reading/postgres/plan.js';
import type { StatementRunner } from '../../reading/postgres/statement-runner.js';
import { tokenHash } from './token-secret.js';

/** The manager whose token was presented. */
export interface KnownManager {
  readonly id: ManagerId;
  readonly resellerId: ResellerId;
  readonly role: ManagerRole;
}

const byTokenHash: Statement = {
  name: 'manager_by_token_hash',
  text: `SELECT manager.id, manager.reseller_id, manager.role, token.token_hash, token.id,
      to_char(token.last_used_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
    FROM api_tokens token JOIN managers manager ON manager.id = token.manager_id
    WHERE token.token_hash = $1 AND manager.active AND token.revoked_at IS NULL
      AND (token.expires_at IS NULL OR token.expires_at > $2::timestamptz)
      AND (token.allowed_ips IS NULL OR $3::inet <<= ANY (token.allowed_ips))`,
};

const isUsed: Statement = {
  name: 'api_token_is_used',
  text: `UPDATE api_tokens SET last_used_at = $2::timestamptz
    WHERE id = $1::integer AND (last_used_at IS NULL OR last_used_at <= $3::timestamptz)`,
};

/** Time for which the use of a token is not written again. */
const lull = { minutes: 1 } as const;

const equals = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

export interface ManagersOptions {
  /** Whether tokens that were published with the demo data are as good as unknown. */
  readonly refusesPublished: boolean;
}

/** Managers, the users of the reseller API. */
export class Managers {
  /** When uses were written last by this process, so that requests that come together write once. */
  private readonly written = new LRUCache<string, Instant>({ max: 10_000 });

  constructor(
    private readonly runner: StatementRunner,
    private readonly clock: Clock,
    private readonly options: ManagersOptions = { refusesPublished: false },
  ) {}

  /**
   * @param address the client's IP address, v4 or v6
   * @returns undefined for an unknown, expired or revoked token, one from a wrong address, and for an inactive manager alike
   */
  async findByToken(token: string, address: string): Promise<KnownManager | undefined> {
    if (this.options.refusesPublished && isPublishedToken(token)) return undefined;
    const hash = tokenHash(token);
    const now = this.clock.now();
    const [row] = await this.runner.rows(byTokenHash, [hash, now.toString(), address]);
    const [id, resellerId, role, stored, tokenId, lastUsed] = row ?? [];
    if (typeof stored !== 'string' || typeof tokenId !== 'string' || !equals(stored, hash)) return undefined;
    await this.use(tokenId, typeof lastUsed === 'string' ? instantOf(lastUsed) : undefined, now);
    return {
      id: Number(id) as ManagerId,
      resellerId: Number(resellerId) as ResellerId,
      // The database holds nothing but the words of managerRoles: a CHECK says so.
      role: role as ManagerRole,
    };
  }

  /** Writes down that a token is used, at most once a minute whatever comes in meanwhile. */
  private async use(tokenId: string, lastUsed: Instant | undefined, now: Instant): Promise<void> {
    const before = now.subtract(lull);
    const latest = this.written.get(tokenId);
    const isFresh = (at: Instant | undefined): boolean => at !== undefined && isLater(at, before);
    if (isFresh(lastUsed) || isFresh(latest)) return;
    this.written.set(tokenId, now);
    await this.runner.rows(isUsed, [tokenId, now.toString(), before.toString()]);
  }
}
