import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { AdminUsers } from '@org/invoice-domain/persistence';
import type { FastifyRequest } from 'fastify';
import { Strategy, type JwtFromRequestFunction } from 'passport-jwt';
import { RequestProblem } from '@org/json-api';
import { AppConfig } from '../config/app-config.js';
import { clientAddress } from '../http/client-address.js';
import { adminAudience, AdminTokens, type AdminClaims } from './admin-tokens.js';
import type { AdminCaller } from './caller.js';

/**
 * A `token` parameter wins over the header; of the header, the last word counts, so `Bearer` may be there or not. Where parameters are not
 * accepted, a request that has one has no token: what stood in a URL is known to more than its owner.
 */
const tokenOf =
  (isParameterAccepted: boolean) =>
  ({ query, headers }: FastifyRequest): string | null => {
    const { token } = query as { readonly token?: string | readonly string[] };
    const parameter = typeof token === 'object' ? token.at(-1) : token;
    if (parameter !== undefined) return isParameterAccepted ? parameter : null;
    return headers.authorization?.trim().split(/\s+/).at(-1) ?? null;
  };

const isClaims = (claims: unknown): claims is AdminClaims =>
  typeof claims === 'object' && claims !== null && 'sub' in claims && Number.isSafeInteger(claims.sub);

/** Says who holds an admin token, and that the address may use it. */
@Injectable()
export class AdminJwtStrategy extends PassportStrategy(Strategy, 'admin') {
  constructor(
    private readonly tokens: AdminTokens,
    private readonly users: AdminUsers,
    config: AppConfig,
  ) {
    super({
      jwtFromRequest: tokenOf(config.adminTokenInQuery) as unknown as JwtFromRequestFunction,
      secretOrKeyProvider: (_, token, done) => {
        const key = tokens.keyOf(String(token));
        // The types know only text and bytes; with text, every check would parse the secret anew.
        if (key === undefined) done(new RequestProblem({ code: 'unauthorized' }));
        else done(null, key as unknown as Buffer);
      },
      algorithms: ['HS256'],
      audience: adminAudience,
      // Expiry is checked below, by the application's clock.
      ignoreExpiration: true,
      passReqToCallback: true,
    });
  }

  async validate(request: FastifyRequest, claims: unknown): Promise<AdminCaller | false> {
    if (!isClaims(claims) || this.tokens.isExpired(claims)) return false;
    const user = await this.users.find(claims.sub, clientAddress(request));
    if (user?.active !== true || !user.addressAllowed || user.tokenGeneration !== (claims.gen ?? 0)) return false;
    return { kind: 'admin', id: user.id, role: user.role };
  }
}
