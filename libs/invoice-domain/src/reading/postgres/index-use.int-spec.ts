import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parametersOf, parseListQuery, wholeText, type WriteContext } from '@org/json-api';
import { ZoneOffsets } from '@org/kernel';
import type { DataSource } from 'typeorm';
import { everything } from '../../model/scope.js';
import { adminExposures, adminRegistry } from '../../ledger/index.js';
import { accessTo, collectPlans, tellPlans, type ExecutedPlan } from '../../testing/executed-plans.js';
import { loadSampleLedger } from '../../testing/sample-ledger.js';
import { createTestDatabase, type TestDatabase, withoutLifecycle } from '../../testing/test-database.js';
import { createDataSource } from '../../ledger/postgres/data-source.js';
import { createReaders, type Readers } from '../../ledger/postgres/readers.js';

const context: WriteContext = { base: 'http://h', zone: new ZoneOffsets('UTC') };

/** Invoices of forty accounts for a thousand successive months: ids grow with time, as in a real ledger. */
const accounts = 40;
const months = 1_000;

let database: TestDatabase;
let dataSource: DataSource;
let readers: Readers;
let plans: ExecutedPlan[];

beforeAll(async () => {
  database = await createTestDatabase();
  const { dataSource: loading, url } = database;
  await loadSampleLedger(loading);
  await withoutLifecycle(loading);
  await loading.query('DELETE FROM invoice_subscriptions');
  await loading.query(
    `INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, time_zone)
     SELECT 1000 + n, 'account ' || n, 1, 1, 'EUR', 'prepay', 'UTC' FROM generate_series(1, $1::integer) n`,
    [accounts],
  );
  await loading.query(
    `INSERT INTO invoices (id, reference, state, type, kind, account_id, reseller_id, currency, time_zone, payment_model,
       starts_at, ends_at, from_date, to_date, number, approved_at)
     SELECT 1000 + month * $1::integer + n, 'B' || (month * $1::integer + n),
       CASE WHEN month = $2::integer - 1 THEN 'new' ELSE 'approved' END, 'autoFull', 'usage', 1000 + n, 1, 'EUR', 'UTC',
       'prepay', start, start + interval '1 month', start::date, (start + interval '1 month')::date,
       CASE WHEN month < $2::integer - 1 THEN month * $1::integer + n END, CASE WHEN month < $2::integer - 1 THEN start END
     FROM generate_series(0, $2::integer - 1) month CROSS JOIN generate_series(1, $1::integer) n
     CROSS JOIN LATERAL (SELECT timestamptz '1930-01-01 00:00:00+00' + month * interval '1 month' AS start) made`,
    [accounts, months],
  );
  await loading.query('VACUUM (ANALYZE) invoices');
  await tellPlans((text) => loading.query(text), new URL(url).pathname.slice(1), 'notice');
  dataSource = createDataSource({ url, poolSize: 1 });
  await dataSource.initialize();
  plans = collectPlans(dataSource);
  readers = createReaders(dataSource);
}, 60_000);

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

type Parameter = readonly [string, string];

const idsOf = async (parameters: readonly Parameter[]): Promise<readonly string[]> => {
  const exposure = adminExposures.invoice;
  const query = parseListQuery(adminRegistry, exposure, parametersOf(parameters), 'UTC');
  const { members } = await readers.admin.list(everything, exposure, query, context);
  const { data } = JSON.parse(`{${wholeText(members)}}`) as { readonly data: readonly { readonly id: string }[] };
  return data.map(({ id }) => id);
};

const isCount = ({ text }: ExecutedPlan): boolean => text.startsWith('SELECT count(*)');

/** PostgreSQL settles for a plan that fits all values with the sixth execution of a prepared statement. */
const settledPlans = async (parameters: readonly Parameter[]): Promise<readonly string[]> => {
  plans.length = 0;
  for (let execution = 0; execution < 8; execution += 1) await idsOf(parameters);
  const page = plans.findLast((plan) => !isCount(plan));
  const count = plans.findLast(isCount);
  return [page, count].flatMap((plan) => (plan === undefined ? [] : accessTo('invoices', plan)));
};

const filter = (name: string, value: string): Parameter => [`filter[${name}]`, value];
const full: Parameter = ['page[size]', '10'];

describe('a filtered list of invoices finds page and count by an index', () => {
  it.each([
    ['account', [filter('account_id_eq', '1007')], 'invoices_account_id_id_idx'],
    ['state', [filter('state_eq', 'New')], 'invoices_state_id_idx'],
    ['state, from a list of one', [filter('state_in', 'New')], 'invoices_state_id_idx'],
    [
      'the start of the period',
      [filter('start_date_gteq', '2010-05-01T00:00:00Z'), filter('start_date_lt', '2010-06-01T00:00:00Z')],
      'invoices_starts_at_idx',
    ],
    ['the end of the period', [filter('end_date_gt', '2013-01-01T00:00:00Z')], 'invoices_ends_at_idx'],
    [
      'the period, ordered by something else',
      [filter('start_date_gteq', '2013-02-01T00:00:00Z'), ['sort', '-reference'] as const],
      'invoices_starts_at_idx',
    ],
  ])('when it is filtered by %s', async (_, parameters, index) => {
    expect(await settledPlans([...parameters, full])).toEqual([index, index]);
  });

  it('when it is filtered by reference, which leaves nothing to count', async () => {
    expect(await settledPlans([filter('reference_eq', 'B777')])).toEqual(['invoices_reference_idx']);
  });

  it('on a cursor page within a period, too', async () => {
    const [first = ''] = await idsOf([filter('start_date_gteq', '2010-05-01T00:00:00Z'), full]);
    expect(first).not.toBe('');
    const inPeriod = filter('start_date_gteq', '2010-05-01T00:00:00Z');
    expect(await settledPlans([inPeriod, ['page[after]', ''], full])).toEqual(['invoices_starts_at_idx']);
  });
});

describe('a period that leaves most of the ledger', () => {
  const since = filter('start_date_gteq', '1940-01-01T00:00:00Z');
  const made = filter('reference_start', 'B');

  it('is read along the order, of which only a page is looked at', async () => {
    const [page] = await settledPlans([since, full]);

    expect(page).toContain('Index Scan without an index condition');
  });

  it.each([
    ['numbered', []],
    ['cursor', [['page[after]', ''] as const]],
  ])('shows the same records as one that leaves few, on a %s page', async (_, paging) => {
    const until = filter('start_date_lt', '1940-03-01T00:00:00Z');
    const firstId = 1000 + 120 * accounts + 1;
    const ids = Array.from({ length: 10 }, (__, index) => String(firstId + index));

    expect(await idsOf([since, made, full, ...paging])).toEqual(ids);
    expect(await idsOf([since, until, made, full, ...paging])).toEqual(ids);
  });
});
