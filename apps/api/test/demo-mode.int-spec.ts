import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ResellerEntity } from '@org/invoice-domain/entities';
import { createTestDatabase, type TestDatabase } from '@org/invoice-domain/testing';
import { FixedClock } from '@org/kernel';
import { loadDemoData } from '@org/tools/demo';
import { sendTo } from '@org/tools/testing';
import { pino } from 'pino';
import { loadConfig } from '../src/config/load-config.js';
import { createApp } from '../src/create-app.js';
import { banner, loadDemoLedger } from '../src/demo/demo-mode.js';

const clock = new FixedClock('2026-11-29T13:45:00Z');
const config = loadConfig({ DATABASE_POOL_SIZE: '2' });

let database: TestDatabase;
let app: NestFastifyApplication;
const said: string[] = [];

/** Loads the demo world as a start does, but in this thread. */
const loadDemo = (said: string[], signal = new AbortController().signal, demoToday?: string): Promise<void> =>
  loadDemoLedger(
    { dataSource: database.dataSource, url: database.url },
    {
      config: demoToday === undefined ? {} : { demoToday },
      clock,
      report: {
        step: (line) => said.push(line),
        progress: (line) => {
          if (!/^Demo data \d/.test(line)) said.push(line);
        },
      },
      signal,
      load: ({ dataSource }, options) => loadDemoData(dataSource, options),
    },
  );

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

describe('a server outside production, on an empty ledger', () => {
  it('stops loading when it is told to, and leaves it empty', async () => {
    await expect(loadDemo([], AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped');
    expect(await database.dataSource.getRepository(ResellerEntity).count()).toBe(0);
  });

  it('refuses a day before the documented invoices', async () => {
    await expect(loadDemo([], undefined, '2025-12-31')).rejects.toThrow('the demo world cannot end on 2025-12-31');
  });

  it('loads data that ends on the day of its clock, and says so before and after', async () => {
    await loadDemo(said);
    const latest: unknown = await database.dataSource.query(
      `SELECT max(time_start)::date::text AS call, (max(ends_at) FILTER (WHERE kind = 'usage'))::date::text AS usage
       FROM cdrs, (SELECT ends_at, kind FROM invoices) AS invoices`,
    );

    expect(latest).toEqual([{ call: '2026-11-28', usage: '2026-11-27' }]);
    expect(said).toEqual([
      'Filling the empty ledger with demo data that ends on 2026-11-29',
      expect.stringMatching(/^Demo data: \d\d accounts, \d{5} calls, \d{3} transactions, \d{3} invoices$/),
    ]);
  }, 120_000);

  it('leaves it alone from then on, and says nothing', async () => {
    const later: string[] = [];
    await loadDemo(later);
    expect(later).toEqual([]);
  });

  it('ends its start with an invoice of the past month that has traffic, then with the documented ones', async () => {
    app = await createApp({ config, dataSource: database.dataSource, clock, logger: pino({ level: 'silent' }) });
    await app.listen(0, '127.0.0.1');
    const origin = await app.getUrl();
    const text = await banner(app, origin);
    const [, authorization = '', url = ''] = /^curl .*'Authorization: (.*?)' '(.*?)'$/m.exec(text) ?? [];
    const answer = await sendTo(origin, url.slice(origin.length), { headers: { authorization } });
    const { data, included } = answer.json() as {
      readonly data: { readonly attributes: Readonly<Record<string, unknown>> };
      readonly included: readonly { readonly type: string }[];
    };

    expect(answer.status).toBe(200);
    expect(data.attributes['originated-calls-count']).toBeGreaterThan(0);
    expect(data.attributes['terminated-calls-count']).toBeGreaterThan(0);
    expect(String(data.attributes['end-date']) > '2026-11-01').toBe(true);
    expect(new Set(included.map(({ type }) => type))).toEqual(
      new Set(['accounts', 'invoice-originated-networks', 'invoice-terminated-networks']),
    );
    expect(text.indexOf('/invoices/18')).toBeGreaterThan(text.indexOf(url));
    expect(text.indexOf('/invoices/3973')).toBeGreaterThan(text.indexOf(url));
  });
});
