import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAdminClient, type AdminClient } from '@org/sdk';
import pg from 'pg';
import { runScript } from '../openapi/programs.js';
import { DemoWorld } from '../support/demo-world.js';
import { WatchedFetch } from './watched-fetch.js';

const added = 1_000;

let world: DemoWorld;
let database: pg.Client;
let ids: readonly string[];

beforeAll(async () => {
  world = await DemoWorld.start();
  database = new pg.Client(world.databaseUrl);
  await database.connect();
  for (let day = 0; day < added; day += 1) await addInvoice(day);
  ids = await storedIds();
});

afterAll(async () => {
  await database.end();
  await world.stop();
});

/** Adds an invoice of one day, long before the demo's, because periods of an account must not overlap. */
const addInvoice = (day: number): Promise<unknown> =>
  database.query(
    `INSERT INTO invoices (id, reference, state, type, kind, account_id, reseller_id, currency, time_zone,
       starts_at, ends_at, from_date, to_date, payment_model)
     SELECT 900000 + $1::integer, 'added ' || $1::integer, 'approved', 'manual', 'usage', account_id, reseller_id, currency, 'UTC',
       first::timestamp AT TIME ZONE 'UTC', (first + 1)::timestamp AT TIME ZONE 'UTC', first, first + 1, payment_model
     FROM invoices, (SELECT '1990-01-01'::date + $1::integer AS first) AS day WHERE id = 18`,
    [day],
  );

const storedIds = async (): Promise<readonly string[]> => {
  const { rows } = await database.query<{ readonly id: string }>('SELECT id::text FROM invoices ORDER BY invoices.id');
  return rows.map(({ id }) => id);
};

const adminWith = (watched: WatchedFetch): AdminClient =>
  createAdminClient({ baseUrl: world.origin, credentials: { token: world.adminToken }, fetch: watched.fetch });

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

describe('a list of more than 1,500 invoices', () => {
  it.each([
    ['from place to place', { size: 100 }],
    ['by number', { number: 1, size: 100 }],
  ])('is iterated %s without losing or doubling a record, with one request at a time', async (_, page) => {
    const watched = new WatchedFetch();
    const seen: string[] = [];
    for await (const { id, account } of adminWith(watched).invoices.list({
      include: ['account'],
      sort: ['id'],
      page,
    })) {
      expect(account?.name).toEqual(expect.any(String));
      if (seen.push(id) % 100 === 50) await turn();
      expect(watched.inFlight).toBe(0);
    }

    expect(seen.length).toBeGreaterThan(1_500);
    expect(seen).toEqual(ids);
    expect(watched.statuses).toHaveLength(Math.ceil(ids.length / 100));
    expect(watched.mostInFlight).toBe(1);
  });

  it('is fetched one page ahead, and no further, when asked to', async () => {
    const watched = new WatchedFetch();
    const seen: string[] = [];
    let fetchedAhead = 0;
    for await (const { id } of adminWith(watched).invoices.list({
      sort: ['id'],
      page: { size: 100 },
      prefetch: true,
    })) {
      fetchedAhead = Math.max(
        fetchedAhead,
        watched.statuses.length + watched.inFlight - Math.ceil((seen.length + 1) / 100),
      );
      if (seen.push(id) % 100 === 50) await turn();
    }

    expect(seen).toEqual(ids);
    expect(fetchedAhead).toBe(1);
    expect(watched.mostInFlight).toBe(1);
  });

  it('takes no more memory at its end than at its beginning', async () => {
    const script = fileURLToPath(new URL('heap-of-iteration.mjs', import.meta.url));
    const environment = {
      ORG_INVOICES_URL: world.origin,
      ORG_INVOICES_TOKEN: world.adminToken,
      NODE_OPTIONS: '--expose-gc',
    };
    const { succeeded, output } = await runScript(script, [], environment);
    expect({ succeeded, output }).toMatchObject({ succeeded: true });
    const heaps = JSON.parse(output) as readonly number[];

    expect(heaps).toHaveLength(Math.ceil(ids.length / 20));
    expect((heaps.at(-1) ?? 0) - (heaps[10] ?? 0)).toBeLessThan(1_000_000);
  });

  it('loses and doubles nothing when invoices are added before the place where it stands', async () => {
    const newest = {
      sort: ['-startsAt', 'id'],
      filter: { reference: { start: 'added' } },
      page: { size: 100 },
    } as const;
    const seen: string[] = [];
    for await (const { id } of adminWith(new WatchedFetch()).invoices.list(newest)) {
      if (seen.push(id) % 100 === 0 && seen.length < 500) await addInvoice(added + seen.length);
    }

    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(added);
  });
});
