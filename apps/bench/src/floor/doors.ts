import { createHash, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { ZoneOffsets } from '@org/kernel';
import jsonwebtoken from 'jsonwebtoken';
import type { Database, Statement } from './database.js';
import { Refused, type Incoming } from './edge.js';
import { single } from './page.js';

const adminById: Statement = {
  name: 'admin',
  text: `SELECT id, allowed_ips IS NULL OR cardinality(allowed_ips) = 0 OR $2::inet <<= ANY(allowed_ips)
    FROM admin_users WHERE id = $1::bigint`,
};

const managerByToken: Statement = {
  name: 'manager',
  text: `SELECT manager.reseller_id, manager.role, token.token_hash
    FROM api_tokens token JOIN managers manager ON manager.id = token.manager_id
    WHERE token.token_hash = $1 AND manager.active AND token.revoked_at IS NULL
      AND (token.expires_at IS NULL OR token.expires_at > now())`,
};

const resellerWithin: Statement = {
  name: 'reseller',
  text: `WITH RECURSIVE upward AS (
      SELECT id, parent_id FROM resellers WHERE id = $1::bigint
      UNION
      SELECT parent.id, parent.parent_id FROM resellers parent JOIN upward ON parent.id = upward.parent_id
    )
    SELECT id, time_zone FROM resellers
    WHERE id = $1::bigint AND EXISTS (SELECT FROM upward WHERE upward.id = $2::bigint)`,
};

/** Checks who asks: a signed token of the admin API, a stored token of the reseller API. */
export class Doors {
  private readonly key: KeyObject;
  private readonly zones = new Map<string, ZoneOffsets>();

  constructor(
    private readonly database: Database,
    secret: string,
  ) {
    this.key = createSecretKey(Buffer.from(secret));
  }

  async admin({ request, query }: Incoming): Promise<void> {
    const token = single(query['token']) ?? request.headers.authorization?.trim().split(/\s+/).at(-1) ?? '';
    const id = this.userIn(token);
    const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/i, '');
    const [user] = await this.database.rows(adminById, [id, address]);
    if (user?.[1] !== 't') throw new Refused(401);
  }

  /** @returns the reseller's zone, when the caller may look into the reseller */
  async reseller({ request }: Incoming, resellerId: string, include: ReadonlySet<string>): Promise<ZoneOffsets> {
    const token = request.headers['x-api-token'];
    if (typeof token !== 'string' || token === '') throw new Refused(401);
    const hash = createHash('sha256').update(token).digest('hex');
    const [manager] = await this.database.rows(managerByToken, [hash]);
    if (manager === undefined || !timingSafeEqual(Buffer.from(manager[2] ?? ''), Buffer.from(hash))) {
      throw new Refused(401);
    }
    if (manager[1] === 'owner' && include.has('payments')) throw new Refused(403);
    const [reseller] = await this.database.rows(resellerWithin, [resellerId, manager[0] ?? '']);
    if (reseller === undefined) throw new Refused(404);
    return this.zoneOf(reseller[1] ?? 'UTC');
  }

  private userIn(token: string): string {
    try {
      const claims = jsonwebtoken.verify(token, this.key, { algorithms: ['HS256'], audience: 'admin' });
      const { sub }: { readonly sub?: unknown } = typeof claims === 'object' ? claims : {};
      if (Number.isSafeInteger(sub)) return String(sub);
    } catch {
      // Whatever is wrong with a token, the answer is the same.
    }
    throw new Refused(401);
  }

  private zoneOf(name: string): ZoneOffsets {
    const known = this.zones.get(name);
    if (known !== undefined) return known;
    const zone = new ZoneOffsets(name);
    this.zones.set(name, zone);
    return zone;
  }
}
