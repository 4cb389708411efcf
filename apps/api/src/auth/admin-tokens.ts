import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import type { AdminUserId } from '@org/invoice-domain';
import type { Clock } from '@org/kernel';
import jsonwebtoken from 'jsonwebtoken';

export const adminAudience = 'admin';

/** The claims of an admin token, in wire order (docs/wire/admin.md, authentication). */
export interface AdminClaims {
  readonly sub: number;
  readonly aud: readonly string[];
  /** Unix seconds; a permanent token has none. */
  readonly exp?: number;
}

/** Signs and dates the tokens of the admin API. */
export class AdminTokens {
  /** A key object: a secret given as text would be parsed anew for every token. */
  readonly key: KeyObject;

  /** @param secret made up for this process when absent, so its tokens end with it */
  constructor(
    secret: string | undefined,
    private readonly lifetime: number | 'forever',
    private readonly clock: Clock,
  ) {
    this.key = createSecretKey(secret === undefined ? randomBytes(32) : Buffer.from(secret));
  }

  /** @param lifetime seconds, or `forever`; the configured one unless said otherwise */
  issue(userId: AdminUserId, lifetime: number | 'forever' = this.lifetime): string {
    const claims: AdminClaims = {
      sub: userId,
      aud: [adminAudience],
      ...(lifetime !== 'forever' && { exp: this.unixSeconds() + lifetime }),
    };
    // Yeti's header has no `typ`, and its claims no `iat`.
    return jsonwebtoken.sign({ ...claims }, this.key, {
      algorithm: 'HS256',
      noTimestamp: true,
      header: { alg: 'HS256', typ: undefined },
    });
  }

  /** An expired token passes only while tokens are made to last forever. There is no leeway. */
  isExpired({ exp }: AdminClaims): boolean {
    return this.lifetime !== 'forever' && exp !== undefined && exp <= this.unixSeconds();
  }

  private unixSeconds(): number {
    return Math.floor(this.clock.now().epochMilliseconds / 1000);
  }
}
