import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { instantOf } from '@org/kernel';
import { adminUserIdOf } from '../../model/ids.js';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.js';
import type { NewAdminUser } from '../admin-users.js';
import { PostgresAdminUserRecords } from './postgres-admin-user-records.js';

const olga: NewAdminUser = {
  username: 'olga',
  passwordHash: 'x',
  role: 'owner',
  active: true,
  allowedIps: ['10.0.0.0/8', '::1'],
  createdAt: instantOf('2026-03-01T12:00:00Z'),
};

describe('the users of the admin API', () => {
  let database: TestDatabase;
  let users: PostgresAdminUserRecords;

  beforeAll(async () => {
    database = await createTestDatabase();
    users = new PostgresAdminUserRecords(database.dataSource.manager);
  });

  afterAll(() => database.drop());

  it('are kept with their addresses, each name once', async () => {
    expect(typeof (await users.add(olga))).toBe('number');
    expect(await users.add({ ...olga, allowedIps: null })).toBeUndefined();
    const rows = await database.dataSource.query<unknown>('SELECT username, allowed_ips FROM admin_users');
    expect(rows).toEqual([{ username: 'olga', allowed_ips: ['10.0.0.0/8', '::1'] }]);
  });

  it('have all their tokens ended, with another password or without', async () => {
    const id = await users.add({ ...olga, username: 'boris' });
    if (id === undefined) throw new Error('boris is not added');
    expect(await users.endTokens(id)).toBe(true);
    expect(await users.changePassword(id, 'y')).toBe(true);
    const rows = await database.dataSource.query<unknown>(
      `SELECT password_hash, token_generation FROM admin_users WHERE username = 'boris'`,
    );
    expect(rows).toEqual([{ password_hash: 'y', token_generation: 2 }]);
    expect(await users.endTokens(adminUserIdOf(9_999))).toBe(false);
    expect(await users.changePassword(adminUserIdOf(9_999), 'y')).toBe(false);
  });

  it('keep an owner, also where two would take each other’s place away at once', async () => {
    const { dataSource } = database;
    await dataSource.query(`UPDATE admin_users SET role = 'read' WHERE username = 'boris'`);
    await users.add({ ...olga, username: 'anna' });
    const demotions = ['olga', 'anna'].map((name) =>
      dataSource.query(`UPDATE admin_users SET active = false WHERE username = $1`, [name]).then(
        () => 'done',
        (error: unknown) => String(error),
      ),
    );
    const outcomes = (await Promise.all(demotions)).sort();
    expect(outcomes).toEqual([expect.stringContaining('the last active owner stays one'), 'done']);
  });
});
