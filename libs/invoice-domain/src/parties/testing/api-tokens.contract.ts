import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock, instantOf, type Instant } from '@org/kernel';
import { InvalidRecord, RecordNotFound } from '../../model/domain-failure.js';
import { apiTokenIdOf, managerIdOf, type ApiTokenId } from '../../model/ids.js';
import type { ApiToken } from '../api-token.js';
import type { ApiTokens, IssuedToken } from '../api-tokens.js';
import { IssueToken } from '../issue-token.js';
import { RevokeToken } from '../revoke-token.js';
import { RotateToken } from '../rotate-token.js';

/** A ledger with the active managers 101 and 102, and 103, who is not. */
export interface TokenWorld {
  run<Result>(work: (tokens: ApiTokens) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

const ann = managerIdOf(101);
const bob = managerIdOf(102);
const inactive = managerIdOf(103);

let count = 0;

const newSecret = () => {
  count += 1;
  return { token: `token ${count}`, hash: count.toString(16).padStart(64, '0') };
};

/** Contract tests of `ApiTokens`, by the use cases that it serves. */
export const apiTokensContract = (open: () => Promise<TokenWorld>): void => {
  const clock = new FixedClock('2026-03-01T12:00:00Z');
  let world: TokenWorld;
  let name = '';

  beforeAll(async () => {
    world = await open();
  });

  afterAll(() => world.close());

  beforeEach(() => {
    clock.moveTo('2026-03-01T12:00:00Z');
    name = `name ${(count += 1)}`;
  });

  const input = (values: object) => ({ values: values as Readonly<Record<string, unknown>>, faults: [] });
  const issue = (values: object = {}): Promise<IssuedToken> =>
    world.run((tokens) => new IssueToken(tokens, clock, newSecret).execute(input({ manager: ann, name, ...values })));
  const rotate = (id: ApiTokenId, values: { readonly expiresAt?: Instant | null } = {}): Promise<IssuedToken> =>
    world.run((tokens) => new RotateToken(tokens, clock, newSecret).execute(id, input(values)));
  const revoke = (id: ApiTokenId): Promise<void> => world.run((tokens) => new RevokeToken(tokens, clock).execute(id));
  const stored = async (id: ApiTokenId): Promise<Partial<ApiToken>> => (await world.run((all) => all.lock(id))) ?? {};
  const ends = async (id: ApiTokenId): Promise<readonly string[]> => {
    const { expiresAt, rotatedAt, revokedAt } = await stored(id);
    return [expiresAt, rotatedAt, revokedAt].map(String);
  };
  const invalid = (member: string | undefined, message: string) => new InvalidRecord({ member, message });

  describe('a token that is issued', () => {
    it('is told, and kept without the token', async () => {
      const { id, token } = await issue({ comment: 'of the shop' });
      const kept = await stored(id);
      expect(kept).toMatchObject({ managerId: ann, name, comment: 'of the shop', predecessorId: null });
      expect(JSON.stringify(kept)).not.toContain(token);
      expect(await ends(id)).toEqual(['null', 'null', 'null']);
    });

    it.each([
      ['no name', { name: ' ' }, 'name', "can't be blank"],
      ['a name that is too long', { name: 'x'.repeat(256) }, 'name', 'is too long (maximum is 255 characters)'],
      [
        'a comment that is too long',
        { comment: 'x'.repeat(256) },
        'comment',
        'is too long (maximum is 255 characters)',
      ],
      ['an end that is now', { expiresAt: instantOf('2026-03-01T12:00:00Z') }, 'expiresAt', 'must be in the future'],
      ['no manager', { manager: null }, 'manager', 'must exist'],
      ['a manager who does not exist', { manager: 999 }, 'manager', 'must exist'],
      ['a manager who is not active', { manager: inactive }, 'manager', 'is not active'],
    ])('is refused for %s', async (_, values, member, message) => {
      await expect(issue(values)).rejects.toEqual(invalid(member, message));
    });

    it('has a name that no other living token of the manager has', async () => {
      const { id } = await issue();
      await expect(issue()).rejects.toEqual(invalid('name', 'has already been taken'));
      await issue({ manager: bob });
      await revoke(id);
      await issue();
    });
  });

  describe('a token that is rotated', () => {
    it('is valid for another day, and its successor has what it had', async () => {
      const { id } = await issue({ comment: 'of the shop' });
      const { id: successor, token } = await rotate(id);

      expect(token).toMatch(/^token \d+$/);
      expect(await ends(id)).toEqual(['2026-03-02T12:00:00Z', '2026-03-01T12:00:00Z', 'null']);
      expect(await stored(successor)).toMatchObject({
        managerId: ann,
        name,
        comment: 'of the shop',
        predecessorId: id,
      });
      expect(await ends(successor)).toEqual(['null', 'null', 'null']);
    });

    it('gives its successor as long a life as it was given', async () => {
      const { id } = await issue({ expiresAt: instantOf('2026-03-31T12:00:00Z') });
      clock.moveTo('2026-03-21T12:00:00Z');
      const { id: successor } = await rotate(id);

      expect((await ends(id))[0]).toBe('2026-03-22T12:00:00Z');
      expect((await ends(successor))[0]).toBe('2026-04-20T12:00:00Z');
    });

    it('ends when it is told to, and never later than it would have', async () => {
      const told = await issue();
      await rotate(told.id, { expiresAt: instantOf('2026-03-01T12:00:00Z') });
      expect((await ends(told.id))[0]).toBe('2026-03-01T12:00:00Z');

      name += ' of few hours';
      const short = await issue({ expiresAt: instantOf('2026-03-01T18:00:00Z') });
      await expect(rotate(short.id, { expiresAt: instantOf('2026-03-01T18:00:01Z') })).rejects.toEqual(
        invalid('expiresAt', "can't be later than the token expires anyway"),
      );
      await rotate(short.id);
      expect((await ends(short.id))[0]).toBe('2026-03-01T18:00:00Z');
    });

    it.each([
      ['nothing', null, "can't be blank"],
      ['a time that is over', instantOf('2026-03-01T11:59:59Z'), "can't be in the past"],
    ])('does not end at %s', async (_, expiresAt, message) => {
      const { id } = await issue();
      await expect(rotate(id, { expiresAt })).rejects.toEqual(invalid('expiresAt', message));
    });

    it('has not been rotated, revoked or left to expire before', async () => {
      const { id } = await issue({ expiresAt: instantOf('2026-03-02T12:00:00Z') });
      const { id: successor } = await rotate(id);
      await expect(rotate(id)).rejects.toEqual(invalid(undefined, 'The token has been rotated'));
      clock.moveTo('2026-03-02T12:00:00Z');
      await expect(rotate(successor)).rejects.toEqual(invalid(undefined, 'The token has expired'));
      await revoke(successor);
      await expect(rotate(successor)).rejects.toEqual(invalid(undefined, 'The token has been revoked'));
      await expect(rotate(apiTokenIdOf(9_999))).rejects.toEqual(new RecordNotFound('apiToken', '9999'));
    });
  });

  describe('a token that is revoked', () => {
    it('stays revoked since then', async () => {
      const { id } = await issue();
      await revoke(id);
      clock.moveTo('2026-03-02T12:00:00Z');
      await revoke(id);
      expect(await ends(id)).toEqual(['null', 'null', '2026-03-01T12:00:00Z']);
      await expect(revoke(apiTokenIdOf(9_999))).rejects.toEqual(new RecordNotFound('apiToken', '9999'));
    });
  });
};
