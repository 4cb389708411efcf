import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EmptyDatabase } from '@org/invoice-domain/testing';
import { brokenSeals, createLedger, rowsIn, type Row } from './crash-world.js';
import { runToEnd, type Death, type Ending } from './program.js';
import { sweep } from './sweep.js';

/** An account of the second reseller, which has no approved invoice yet. */
const account = 75;

let database: EmptyDatabase;

beforeAll(async () => {
  database = await createLedger();
  await rowsIn(database, `SELECT cdrs_create_partitions('2020-01-01T00:00:00Z', '2020-12-01T00:00:00Z')`);
  // Two calls each day, to two destinations.
  await rowsIn(
    database,
    `INSERT INTO cdrs (id, time_start, customer_account_id, is_last_cdr, success, duration, customer_duration, customer_price,
       destination_prefix, destination_next_rate, dst_country_id, dst_network_id)
     SELECT 1000 + n, timestamptz '2020-01-01T06:00:00Z' + n * interval '12 hours', $1, true, true, 60, 60,
       CASE WHEN n % 2 = 0 THEN 1.000001 ELSE 2 END, '38' || n % 2, 0.1, 1, 1
     FROM generate_series(0, 400) AS n`,
    [account],
  );
});

afterAll(() => database.drop());

/** The n-th day of 2020 and the one after it. */
const periodOf = (day: number): readonly [string, string] => {
  const at = (count: number): string => new Date(Date.UTC(2020, 0, count)).toISOString().slice(0, 10);
  return [at(day), at(day + 1)];
};

const step = (given: readonly (number | string)[], death?: Death): Promise<Ending> =>
  runToEnd({
    program: 'invoice-steps',
    arguments: given.map(String),
    environment: { DATABASE_URL: database.url },
    death,
  });

/** Kills a step at one place and starts it again. @returns whether it lived to be killed there */
const diesAndIsRepeated = async (given: readonly (number | string)[], death: Death): Promise<boolean> => {
  const { wasKilled, code, output } = await step(given, death);
  if (!wasKilled) expect({ code, output }).toMatchObject({ code: 0 });
  expect(await step(given)).toMatchObject({ code: 0 });
  return wasKilled;
};

/** Invoices of a day with their lines, events and jobs. */
const invoicesOf = (day: number): Promise<readonly Row[]> =>
  rowsIn(
    database,
    `SELECT state, trim_scale(total)::text AS total,
       (SELECT array_agg(event ORDER BY id) FROM invoice_events WHERE invoice_id = invoice.id) AS events,
       (SELECT array_agg(name ORDER BY name) FROM pgboss.job WHERE data ->> 'invoiceId' = invoice.id::text) AS jobs,
       (SELECT array_agg(dst_prefix || ' ' || calls_count || ' ' || trim_scale(amount) ORDER BY dst_prefix)
        FROM invoice_originated_destinations WHERE invoice_id = invoice.id) AS lines,
       (SELECT array_agg(calls_count || ' ' || trim_scale(amount)) FROM invoice_originated_networks WHERE invoice_id = invoice.id) AS networks
     FROM invoices invoice WHERE account_id = $1 AND starts_at = $2::timestamptz`,
    [account, `${periodOf(day)[0]}T00:00:00Z`],
  );

const created = {
  state: 'new',
  total: '0',
  events: ['created'],
  jobs: ['fill-invoice'],
  lines: null,
  networks: null,
};
const aggregated = {
  state: 'pending',
  total: '3.000001',
  events: ['created', 'filled'],
  jobs: ['fill-invoice'],
  lines: ['380 1 1.000001', '381 1 2'],
  networks: ['2 3.000001'],
};
const approved = { ...aggregated, state: 'approved', events: ['created', 'filled', 'approved'] };

/** New invoices of successive days. @returns their ids */
const createAll = async (first: number, count: number): Promise<readonly number[]> => {
  const days = Array.from({ length: count }, (_, index) => first + index);
  expect(await step(['create', account, ...days.flatMap(periodOf)])).toMatchObject({ code: 0 });
  const rows = await rowsIn(
    database,
    `SELECT id::integer FROM invoices WHERE account_id = $1 AND kind = 'usage' ORDER BY starts_at DESC LIMIT $2`,
    [account, count],
  );
  return rows.map(({ id }) => id as number).reverse();
};

const idAt = (ids: readonly number[], place: number): number => {
  const id = ids[place - 1];
  if (id === undefined) throw new Error(`more than ${ids.length} steps`);
  return id;
};

describe('an invoice that is created by a process that is killed', () => {
  it('before any of its statements is there once after the same order is sent again, with one job', async () => {
    const deaths = await sweep({ least: 7, tries: 2 }, async (place) => {
      const order = ['create', account, ...periodOf(place)];
      const { wasKilled } = await step(order, { beforeStatement: place });
      expect((await step(order)).output).toBe(wasKilled ? 'made\n' : 'have invoice inside provided period\n');
      expect(await invoicesOf(place)).toEqual([created]);
      return wasKilled;
    });
    expect(deaths).toBeGreaterThanOrEqual(2);
  });

  it('after COMMIT, unanswered, is there: the same order is refused', async () => {
    const order = ['create', account, ...periodOf(30)];
    expect(await step(order, { withCommit: 1 })).toMatchObject({ wasKilled: true });
    expect((await step(order)).output).toBe('have invoice inside provided period\n');
    expect(await invoicesOf(30)).toEqual([created]);
  });
});

describe('an invoice whose usage is aggregated by a process that is killed', () => {
  it('before any of its statements or after COMMIT has its lines and its event once', async () => {
    const ids = await createAll(41, 20);
    const deaths = await sweep({ least: 7, tries: 2 }, async (place) => {
      const hasDied = await diesAndIsRepeated(['aggregate', idAt(ids, place)], { beforeStatement: place });
      expect(await invoicesOf(40 + place)).toEqual([aggregated]);
      return hasDied;
    });
    expect(deaths).toBeGreaterThanOrEqual(2);

    expect(await step(['aggregate', idAt(ids, 20)], { withCommit: 1 })).toMatchObject({ wasKilled: true });
    expect(await step(['aggregate', idAt(ids, 20)])).toMatchObject({ code: 0 });
    expect(await invoicesOf(60)).toEqual([aggregated]);
  });
});

describe('an invoice that is approved by a process that is killed', () => {
  it('before any of its statements or after COMMIT has one number and one seal, and the numbers have no gap', async () => {
    const ids = await createAll(81, 12);
    expect(await step(['aggregate', ...ids])).toMatchObject({ code: 0 });
    const deaths = await sweep({ least: 4, tries: 2 }, (place) =>
      diesAndIsRepeated(['approve', idAt(ids, place)], { beforeStatement: place }),
    );
    expect(deaths).toBeGreaterThanOrEqual(2);
    expect(await step(['approve', idAt(ids, 12)], { withCommit: 1 })).toMatchObject({ wasKilled: true });

    // Again for all: those that the sweep did not come to, and those that have their number.
    expect(await step(['approve', ...ids])).toMatchObject({ code: 0 });
    for (let day = 81; day <= 92; day += 1) expect(await invoicesOf(day)).toEqual([approved]);
    expect(
      await rowsIn(
        database,
        `SELECT array_agg(number::integer ORDER BY number) AS numbers FROM invoices WHERE reseller_id = 2 AND number > 0`,
      ),
    ).toEqual([{ numbers: ids.map((_, index) => index + 1) }]);
    expect(await rowsIn(database, 'SELECT last_number::integer FROM invoice_series WHERE reseller_id = 2')).toEqual([
      { last_number: 12 },
    ]);
    expect(await rowsIn(database, 'SELECT count(*)::integer FROM invoice_seals WHERE reseller_id = 2')).toEqual([
      { count: 12 },
    ]);
    expect(await brokenSeals(database, 2)).toEqual([]);
  });
});
