import { describe, expect, it } from '@jest/globals';
import { FixedClock } from '@org/kernel';
import { InvalidRecord } from '../model/domain-failure.js';
import { adminUserIdOf } from '../model/ids.js';
import { AddAdminUser, type AdminUserRecords } from './add-admin-user.js';
import type { AdminUser } from './admin-user.js';
import { hashPassword, verifyPassword } from './password.js';

/** Knows a user whose name is taken, and those who are added. */
class Users implements AdminUserRecords {
  readonly added: Omit<AdminUser, 'id'>[] = [];
  isNetwork = (text: string) => text !== 'localhost';

  add(user: Omit<AdminUser, 'id'>) {
    return Promise.resolve(user.username === 'taken' ? undefined : adminUserIdOf(this.added.push(user)));
  }
}

const password = 'correct horse battery staple';

const add = async (user: {
  readonly username?: string;
  readonly password?: string;
  readonly allowedIps?: readonly string[];
}) => {
  const users = new Users();
  await new AddAdminUser(users, new FixedClock('2026-03-01T12:00:00Z'), hashPassword).execute({
    ...{ username: 'olga', password, allowedIps: [] },
    ...user,
  });
  return users.added[0];
};

describe('a new user of the admin API', () => {
  it('signs in with the password, of which a hash is kept, from anywhere', async () => {
    const added = await add({});
    expect(added).toMatchObject({ username: 'olga', allowedIps: null });
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
    [{ username: 'x'.repeat(256) }, 'username', 'is too long (maximum is 255 characters)'],
    [{ username: 'taken' }, 'username', 'has already been taken'],
    [{ password: 'secret' }, 'password', 'is too short (minimum is 12 characters)'],
    [{ password: 'x'.repeat(1_025) }, 'password', 'is too long (maximum is 1024 characters)'],
    [{ allowedIps: ['localhost'] }, 'allowedIps', 'localhost is no address and no range of addresses'],
  ])('is refused with %j', async (user, member, message) => {
    await expect(add(user)).rejects.toEqual(new InvalidRecord({ member, message }));
  });
});
