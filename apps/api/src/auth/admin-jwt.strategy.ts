import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { AdminUsers } from '@org/invoice-domain/persistence';
import type { FastifyRequest } from 'fastify';
import { Strategy, type JwtFromRequestFunction } from 'passport-jwt';
import { clientAddress } from '../http/client-address.js';
import { adminAudience, AdminTokens, type AdminClaims } from './admin-tokens.js';
import type { AdminCaller } from './caller.js';

/** A `token` parameter wins over the header; of the header, the last word counts, so `Bearer` may be there or not. */
const tokenOf = ({ query, headers }: FastifyRequest): string | null => {
  const { token } = query as { readonly token?: string | readonly string[] };
  const parameter = typeof token === 'object' ? token.at(-1) : token;
  return parameter ?? headers.authorization?.trim().split(/\s+/).at(-1) ?? null;
};

const isClaims = (claims: unknown): claims is AdminClaims =>
  typeof claims === 'object' && claims !== null && 'sub' in claims && Number.isSafeInteger(claims.sub);

/** Says who holds an admin token, and that the address may use it. */
@Injectable()
export class AdminJwtStrategy extends PassportStrategy(Strategy, 'admin') {
  constructor(
    private readonly tokens: AdminTokens,
    private readonly users: AdminUsers,
  ) {
    super({
      jwtFromRequest: tokenOf as unknown as JwtFromRequestFunction,
      // The types know only text and bytes; with text, every check would parse the secret anew.
      secretOrKey: tokens.key as unknown as Buffer,
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
    return user?.addressAllowed === true && { kind: 'admin', id: user.id };
  }
}
