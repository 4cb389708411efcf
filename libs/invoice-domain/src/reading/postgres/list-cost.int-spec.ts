import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  filterLimit,
  filterValueLimit,
  maximumPageSize,
  parametersOf,
  parseListQuery,
  patternLengthLimit,
  patternLimit,
  sortKeyLimit,
  type WriteContext,
} from '@org/json-api';
import { ZoneOffsets } from '@org/kernel';
import type { PoolClient } from 'pg';
import { adminExposures, adminRegistry } from '../../ledger/index.js';
import { createReaders, poolOf, type Readers } from '../../ledger/postgres/readers.js';
import { everything } from '../../model/scope.js';
import { loadSampleLedger } from '../../testing/sample-ledger.js';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.js';

/** Times that a list may cost what the plain one does, whatever is asked of it. */
const mostTimes = 20;

const accounts = 20_000;
const context: WriteContext = { base: 'http://h', zone: new ZoneOffsets('UTC') };
const { account: exposure } = adminExposures;

let database: TestDatabase;
let readers: Readers;

beforeAll(async () => {
  database = await createTestDatabase();
  const { dataSource } = database;
  await loadSampleLedger(dataSource);
  await dataSource.query(
    `INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, time_zone)
     SELECT 1000 + n, 'account ' || n, 1, 1, 'EUR', 'prepay', 'UTC' FROM generate_series(1, $1::integer) n`,
    [accounts],
  );
  await dataSource.query('ANALYZE accounts');
  readers = createReaders(dataSource);
});

afterAll(() => database.drop());

interface Asked {
  readonly text: string;
  readonly values: readonly string[];
}

/** The statements that a list sends, with their values. */
const statementsFor = async (parameters: readonly (readonly [string, string])[]): Promise<readonly Asked[]> => {
  const asked: Asked[] = [];
  const pool = poolOf(database.dataSource);
  const listen = (client: PoolClient): void => {
    const { query } = Object.getPrototypeOf(client) as { readonly query: (...parts: readonly unknown[]) => unknown };
    Object.assign(client, {
      query: (...parts: readonly unknown[]) => {
        asked.push(parts[0] as Asked);
        return query.apply(client, parts as unknown[]);
      },
    });
  };
  const leave = (_: unknown, client: PoolClient): void => {
    Reflect.deleteProperty(client, 'query');
  };
  pool.on('acquire', listen).on('release', leave);
  try {
    const query = parseListQuery(adminRegistry, exposure, parametersOf(parameters), 'UTC');
    await readers.admin.list(everything, exposure, query, context);
    return asked;
  } finally {
    pool.off('acquire', listen).off('release', leave);
  }
};

/** The cost of a list as PostgreSQL estimates it. */
const costOf = async (parameters: readonly (readonly [string, string])[]): Promise<number> => {
  let cost = 0;
  for (const { text, values } of await statementsFor(parameters)) {
    const { rows } = await poolOf(database.dataSource).query<{
      'QUERY PLAN': readonly [{ readonly Plan: { readonly 'Total Cost': number } }];
    }>(`EXPLAIN (FORMAT JSON) ${text}`, [...values]);
    cost += rows[0]?.['QUERY PLAN'][0].Plan['Total Cost'] ?? 0;
  }
  return cost;
};

const times = (count: number, text: (place: number) => string): string =>
  Array.from({ length: count }, (_, place) => text(place)).join(',');

const sorts = [...exposure.sorts.keys()].filter((name) => name !== 'id').slice(0, sortKeyLimit);

const everyFilter = [...exposure.filters.values()]
  .filter(({ comparable, operator }) => comparable === 'text' && (operator === 'eq' || operator === 'not_eq'))
  .slice(0, filterLimit);

it.each<readonly [string, readonly (readonly [string, string])[]]>([
  ['as large a page as there is', [['page[size]', String(maximumPageSize)]]],
  ['a page far behind', [['page[number]', String(accounts / 50)]]],
  ['as many criteria as it may have', [['sort', sorts.join(',')]]],
  ['one criterion four hundred times', [['sort', times(400, () => sorts[0] ?? '')]]],
  ['as many values as it may have', [['filter[name_in]', times(filterValueLimit, (place) => `account ${place}`)]]],
  [
    'as many values that it is not to have',
    [['filter[name_not_in]', times(filterValueLimit, (place) => `a ${place}`)]],
  ],
  ['as many patterns as it may have', [['filter[name_cont_any]', times(patternLimit, (place) => `x${place}`)]]],
  ['a pattern as long as it may be', [['filter[name_cont]', 'a'.repeat(patternLengthLimit)]]],
  ['every filter of text at once', everyFilter.map(({ key }) => [`filter[${key}]`, 'x'] as const)],
  [
    'whatever it can include',
    [
      [
        'include',
        exposure.relationships
          .filter(({ includable }) => includable)
          .map(({ wireName }) => wireName)
          .join(','),
      ],
    ],
  ],
])(`a list with %s costs at most ${mostTimes} times as much as the plain one`, async (_, parameters) => {
  expect(parameters.every(([, value]) => value !== '')).toBe(true);
  expect(await costOf(parameters)).toBeLessThan(mostTimes * (await costOf([])));
});
