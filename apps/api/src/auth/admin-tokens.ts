import type { KeyObject } from 'node:crypto';
import type { AdminUserId } from '@org/invoice-domain';
import type { Clock } from '@org/kernel';
import jsonwebtoken from 'jsonwebtoken';
import type { TokenKeys } from './token-keys.js';

export const adminAudience = 'admin';

/** The claims of an admin token, in wire order (docs/wire/admin.md, authentication). */
export interface AdminClaims {
  readonly sub: number;
  readonly aud: readonly string[];
  /** Unix seconds; a permanent token has none. */
  readonly exp?: number;
  /** Generation of the user's tokens; absent of those that were issued before any were ended. */
  readonly gen?: number;
}

/** Whom a token is issued to. */
export interface TokenHolder {
  readonly id: AdminUserId;
  readonly tokenGeneration: number;
}

/** Signs and dates the tokens of the admin API. */
export class AdminTokens {
  constructor(
    private readonly keys: TokenKeys,
    private readonly lifetime: number | 'forever',
    private readonly clock: Clock,
  ) {}

  /** @param lifetime seconds, or `forever`; the configured one unless said otherwise */
  issue({ id, tokenGeneration }: TokenHolder, lifetime: number | 'forever' = this.lifetime): string {
    const claims: AdminClaims = {
      sub: id,
      aud: [adminAudience],
      ...(lifetime !== 'forever' && { exp: this.unixSeconds() + lifetime }),
      ...(tokenGeneration > 0 && { gen: tokenGeneration }),
    };
    const { id: kid, key } = this.keys.signing;
    // Yeti's header has no `typ`, and its claims no `iat`.
    return jsonwebtoken.sign({ ...claims }, key, {
      algorithm: 'HS256',
      noTimestamp: true,
      header: { alg: 'HS256', typ: undefined, ...(kid !== undefined && { kid }) },
    });
  }

  /** Key that a token says it is signed with; undefined for a key that is unknown. */
  keyOf(token: string): KeyObject | undefined {
    return this.keys.keyOf(token);
  }

  /** An expired token passes only while tokens are made to last forever. There is no leeway. */
  isExpired({ exp }: AdminClaims): boolean {
    return this.lifetime !== 'forever' && exp !== undefined && exp <= this.unixSeconds();
  }

  private unixSeconds(): number {
    return Math.floor(this.clock.now().epochMilliseconds / 1000);
  }
}
