import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock } from '@org/kernel';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.js';
import { ensureCdrPartitions } from './cdr-partitions.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

const partitions = async () => {
  const rows = await database.dataSource.query<readonly { readonly name: string }[]>(
    `SELECT relname AS name FROM pg_class WHERE relispartition AND relkind = 'r' ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
};

describe('partitions for calls', () => {
  it('reach from the month before to three months ahead, in UTC', async () => {
    await ensureCdrPartitions(database.dataSource, new FixedClock('2026-01-31T23:59:59Z'));
    expect(await partitions()).toEqual([
      'cdrs_2025_12',
      'cdrs_2026_01',
      'cdrs_2026_02',
      'cdrs_2026_03',
      'cdrs_2026_04',
    ]);
  });

  it('are added as time goes by, and made once', async () => {
    await ensureCdrPartitions(database.dataSource, new FixedClock('2026-02-01T00:00:00Z'));
    await ensureCdrPartitions(database.dataSource, new FixedClock('2026-02-01T00:00:00Z'));
    expect(await partitions()).toHaveLength(6);
  });
});
