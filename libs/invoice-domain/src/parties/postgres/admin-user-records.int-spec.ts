import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { instantOf } from '@org/kernel';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.js';
import { PostgresAdminUserRecords } from './postgres-admin-user-records.js';

describe('the users of the admin API', () => {
  let database: TestDatabase;
  let users: PostgresAdminUserRecords;

  beforeAll(async () => {
    database = await createTestDatabase();
    users = new PostgresAdminUserRecords(database.dataSource.manager);
  });

  afterAll(() => database.drop());

  it('are kept with their addresses, each name once', async () => {
    const user = { username: 'olga', passwordHash: 'x', allowedIps: ['10.0.0.0/8', '::1'] };
    const added = { ...user, createdAt: instantOf('2026-03-01T12:00:00Z') };
    expect(typeof (await users.add(added))).toBe('number');
    expect(await users.add({ ...added, allowedIps: null })).toBeUndefined();
    const rows = await database.dataSource.query<unknown>('SELECT username, allowed_ips FROM admin_users');
    expect(rows).toEqual([{ username: 'olga', allowed_ips: ['10.0.0.0/8', '::1'] }]);
  });

  it.each(['10.0.0.1', '10.0.0.0/8', '::1', '2001:db8::/32'])('may sign in from %s', (text) => {
    expect(users.isNetwork(text)).toBe(true);
  });

  it.each(['', 'localhost', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0.0/', 'fe80::1%eth0', '::/129', '10.0.0.1 '])(
    'may not sign in from %j',
    (text) => {
      expect(users.isNetwork(text)).toBe(false);
    },
  );
});
