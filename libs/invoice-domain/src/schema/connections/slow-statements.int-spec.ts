import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.js';
import { defaultLimits } from './limits.js';
import { openPool } from './open-pool.js';
import { SlowStatements, type SlowStatement } from './slow-statements.js';

/** Milliseconds from which a statement of these tests is slow. */
const slow = 100;

let database: TestDatabase;
let pool: Pool;
let watch: SlowStatements;
let told: SlowStatement[];

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool({ url: database.url, size: 2, name: 'test', connect: 2_000, limits: defaultLimits.working });
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

beforeEach(() => {
  told = [];
  const notes = told;
  watch = new SlowStatements(database.url, slow, (statement) => notes.push(statement));
});

afterEach(() => watch.close());

/** Waits until so many were told. */
const toldOf = async (count: number): Promise<readonly SlowStatement[]> => {
  for (let turn = 0; told.length < count && turn < 200; turn += 1) await pause(20);
  return told;
};

describe('a slow statement', () => {
  it('is told with its time and the shape of its plan, and without values', async () => {
    await pool.query(
      `SELECT pg_sleep(0.15)
       WHERE $1 > 1`,
      [7_310_455],
    );

    const [first] = await toldOf(1);
    expect(first).toEqual({
      milliseconds: expect.any(Number),
      statement: 'SELECT pg_sleep(0.15) WHERE $1 > 1',
      plan: 'Result',
    });
    expect(first?.milliseconds).toBeGreaterThanOrEqual(slow);
  });

  it('is told when it fails, too, and a quick one is not', async () => {
    await pool.query('SELECT 1');
    await pool.query(`SELECT 1 / count(*) FROM accounts, pg_sleep(0.15) WHERE accounts.id < 0`).catch(() => undefined);

    const [failed] = await toldOf(1);
    expect(failed).toMatchObject({
      statement: expect.stringMatching(/^SELECT 1 \/ count/),
      plan: expect.stringContaining('Aggregate'),
    });
    expect(told).toHaveLength(1);
  });

  it('is not asked for its plan when it may be several, of which the others would be done', async () => {
    await pool.query(`SELECT pg_sleep(0.15); CREATE TABLE done_twice ()`);

    expect(await toldOf(1)).toMatchObject([{ plan: '' }]);
    await pause(50);
    await expect(pool.query('CREATE TABLE done_twice ()')).rejects.toThrow('already exists');
    await pool.query('DROP TABLE done_twice');
  });
});
