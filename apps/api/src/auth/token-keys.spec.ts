import { describe, expect, it } from '@jest/globals';
import { adminUserIdOf } from '@org/invoice-domain';
import { FixedClock } from '@org/kernel';
import jsonwebtoken from 'jsonwebtoken';
import { AdminTokens } from './admin-tokens.js';
import { TokenKeys } from './token-keys.js';

const holder = { id: adminUserIdOf(139), tokenGeneration: 0 };
const clock = new FixedClock('2026-03-01T12:00:00Z');
const old = { id: 'old', secret: 'the key that was there before, and long enough' };
const next = { id: 'new', secret: 'the key that is there from now on, long enough' };
const adminJwtSecret = 'the secret of a release that knew one key alone';

const tokensWith = (...keys: ConstructorParameters<typeof TokenKeys>) =>
  new AdminTokens(new TokenKeys(...keys), 600, clock);

const isAccepted = (tokens: AdminTokens, token: string): boolean => {
  const key = tokens.keyOf(token);
  try {
    return key !== undefined && jsonwebtoken.verify(token, key, { ignoreExpiration: true }) !== undefined;
  } catch {
    return false;
  }
};

const headerOf = (token: string): unknown => JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());

describe('the keys of admin tokens', () => {
  it('are changed with an overlap: the first signs, and all are accepted', () => {
    const [before, between, after] = [[old], [next, old], [next]].map((adminJwtKeys) => tokensWith({ adminJwtKeys }));
    const token = before?.issue(holder) ?? '';

    expect(headerOf(token)).toEqual({ alg: 'HS256', kid: 'old' });
    expect(between && isAccepted(between, token)).toBe(true);
    expect(after && isAccepted(after, token)).toBe(false);
    expect(headerOf(between?.issue(holder) ?? '')).toEqual({ alg: 'HS256', kid: 'new' });
  });

  it('take the place of the one secret, whose tokens are accepted as long as it is configured', () => {
    const token = tokensWith({ adminJwtSecret }).issue(holder);

    expect(headerOf(token)).toEqual({ alg: 'HS256' });
    expect(isAccepted(tokensWith({ adminJwtSecret, adminJwtKeys: [next] }), token)).toBe(true);
    expect(isAccepted(tokensWith({ adminJwtKeys: [next] }), token)).toBe(false);
  });

  it('do not stand in for each other', () => {
    const forged = jsonwebtoken.sign({ sub: 139 }, old.secret, { algorithm: 'HS256', keyid: 'new' });

    expect(isAccepted(tokensWith({ adminJwtKeys: [next, old] }), forged)).toBe(false);
    expect(isAccepted(tokensWith({ adminJwtKeys: [next] }), 'nonsense')).toBe(false);
  });

  it('are made up for the process where there are none', () => {
    const [one, other] = [tokensWith({}), tokensWith({})];

    expect(isAccepted(one, one.issue(holder))).toBe(true);
    expect(isAccepted(other, one.issue(holder))).toBe(false);
  });
});
