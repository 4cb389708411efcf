import { describe, expect, it } from '@jest/globals';
import { FixedClock } from '@org/kernel';
import { InvalidRecord, RecordNotFound } from '../model/domain-failure.js';
import { adminUserIdOf } from '../model/ids.js';
import { AddAdminUser } from './add-admin-user.js';
import type { AdminUserDraft } from './admin-user-rules.js';
import type { AdminUserRecords, NewAdminUser } from './admin-users.js';
import { ChangePassword } from './change-password.js';
import { EndTokens } from './end-tokens.js';
import { RemoveSecondFactor } from './remove-second-factor.js';
import { hashPassword, verifyPassword } from './password.js';

/** Knows a user whose name is taken, and those who are added. */
class Users implements AdminUserRecords {
  readonly added: NewAdminUser[] = [];
  readonly hashes = new Map<number, string>();
  ended = 0;

  add(user: NewAdminUser) {
    return Promise.resolve(user.username === 'taken' ? undefined : adminUserIdOf(this.added.push(user)));
  }

  changePassword(id: number, passwordHash: string) {
    this.hashes.set(id, passwordHash);
    return Promise.resolve(id === 1);
  }

  removeSecondFactor(id: number) {
    return Promise.resolve(id === 1);
  }

  endTokens(id: number) {
    this.ended += 1;
    return Promise.resolve(id === 1);
  }
}

const password = 'correct horse battery staple';

const add = async ({ password: chosen = password, ...draft }: AdminUserDraft & { readonly password?: string }) => {
  const users = new Users();
  await new AddAdminUser(users, new FixedClock('2026-03-01T12:00:00Z'), hashPassword).execute(
    { values: { username: 'olga', role: 'bill', ...draft }, faults: [] },
    chosen,
  );
  return users.added[0];
};

describe('a new user of the admin API', () => {
  it('signs in with the password, of which a hash is kept, from anywhere', async () => {
    const added = await add({});
    expect(added).toMatchObject({ username: 'olga', role: 'bill', active: true, allowedIps: null });
    expect(added?.passwordHash).not.toContain(password);
    expect(await verifyPassword(password, added?.passwordHash ?? '')).toBe(true);
  });

  it('signs in from some addresses alone where they are given', async () => {
    const allowedIps = ['10.0.0.0/8', '::1', '2001:db8::/32'];
    expect(await add({ allowedIps })).toMatchObject({ allowedIps });
  });

  it.each([
    [{ username: ' ' }, 'username', "can't be blank"],
    [{ username: 'a\0b' }, 'username', 'is invalid'],
    [{ role: null }, 'role', "can't be blank"],
    [{ active: null }, 'active', "can't be blank"],
    [{ password: 'demo-password' }, 'password', 'is published'],
    [{ username: 'x'.repeat(256) }, 'username', 'is too long (maximum is 255 characters)'],
    [{ username: 'taken' }, 'username', 'has already been taken'],
    [{ password: 'secret' }, 'password', 'is too short (minimum is 12 characters)'],
    [{ password: 'x'.repeat(1_025) }, 'password', 'is too long (maximum is 1024 characters)'],
    [{ allowedIps: ['localhost'] }, 'allowedIps', 'localhost is no address and no range of addresses'],
  ])('is refused with %j', async (user, member, message) => {
    await expect(add(user)).rejects.toEqual(new InvalidRecord({ member, message }));
  });
});

describe('a user of the admin API', () => {
  it('is given another password, of which a hash is kept', async () => {
    const users = new Users();
    await new ChangePassword(users, hashPassword).execute(adminUserIdOf(1), 'another long password');
    expect(await verifyPassword('another long password', users.hashes.get(1) ?? '')).toBe(true);
  });

  it('is given no password that is too short, by the name that the request has for it', async () => {
    const change = new ChangePassword(new Users(), hashPassword);
    await expect(change.execute(adminUserIdOf(1), 'short', 'newPassword')).rejects.toEqual(
      new InvalidRecord({ member: 'newPassword', message: 'is too short (minimum is 12 characters)' }),
    );
  });

  it('has to be there', async () => {
    const nobody = adminUserIdOf(2);
    const notFound = new RecordNotFound('adminUser', '2');
    await expect(new ChangePassword(new Users(), hashPassword).execute(nobody, password)).rejects.toEqual(notFound);
    await expect(new EndTokens(new Users()).execute(nobody)).rejects.toEqual(notFound);
    await expect(new RemoveSecondFactor(new Users()).execute(nobody)).rejects.toEqual(notFound);
  });
});
