import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.js';
import { isDataException, StatementRunner } from './statement-runner.js';

let database: TestDatabase;
let pool: pg.Pool;
let runner: StatementRunner;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 1 });
  pool.on('error', () => undefined);
  runner = new StatementRunner(pool);
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

const statement = (name: string, text: string) => ({ name, text });
const numbers = statement('numbers', 'SELECT n, NULL, n::numeric / 2 FROM generate_series(1, $1::integer) n');
const preparedNames = async (): Promise<readonly string[]> =>
  (await pool.query<{ name: string }>('SELECT name FROM pg_prepared_statements ORDER BY name')).rows.map(
    ({ name }) => name,
  );

describe('running a statement', () => {
  it("gives every value as PostgreSQL's text, and missing ones as null", async () => {
    expect(await runner.rows(numbers, ['2'])).toEqual([
      ['1', null, '0.50000000000000000000'],
      ['2', null, '1.00000000000000000000'],
    ]);
    expect(await runner.rows(numbers, ['0'])).toEqual([]);
  });

  it('prepares it on the connection from its second use on', async () => {
    const often = statement('often', 'SELECT $1::text');

    await runner.rows(often, ['a']);
    expect(await preparedNames()).not.toContain('often');
    await runner.rows(often, ['b']);
    expect(await preparedNames()).toContain('often');
    expect(await runner.rows(often, ['c'])).toEqual([['c']]);
  });

  it('hands over lists of any texts, character by character', async () => {
    const list = statement('list', 'SELECT unnest($1::text[])');
    const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(text, fc.constantFrom('', 'NULL', '{a,b}', '"', '\\', ' '))),
        async (values) => {
          expect(await runner.rows(list, [values])).toEqual(values.map((value) => [value]));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('runs many at once, each with its own rows', async () => {
    const counts = Array.from({ length: 40 }, (_, index) => index);
    const found = await Promise.all(counts.map((count) => runner.rows(numbers, [String(count)])));

    expect(found.map(({ length }) => length)).toEqual(counts);
  });
});

describe('a statement that fails', () => {
  const divide = statement('divide', 'SELECT 1 / $1::integer');

  it.each(['unnamed', 'prepared'])('rejects with what PostgreSQL said, and the pool goes on: %s', async () => {
    const error: unknown = await runner.rows(divide, ['0']).catch((caught: unknown) => caught);

    expect(error).toMatchObject({ code: '22012', message: 'division by zero' });
    expect(isDataException(error)).toBe(true);
    expect(await runner.rows(divide, ['1'])).toEqual([['1']]);
  });

  it('rejects when the server ends the connection under it, and runs on a new one with statements prepared anew', async () => {
    const sleep = runner.rows(statement('sleep', "SELECT pg_sleep(30) WHERE $1 = ''"), ['']);
    const outcome = sleep.catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await database.dataSource.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()`,
    );

    expect(await outcome).toBeInstanceOf(Error);
    expect(await runner.rows(divide, ['1'])).toEqual([['1']]);
    expect(await preparedNames()).toEqual(['divide']);
  });
});
