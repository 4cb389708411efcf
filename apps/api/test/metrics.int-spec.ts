import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createTestDatabase, loadSampleLedger, type TestDatabase } from '@org/invoice-domain/testing';
import { FixedClock } from '@org/kernel';
import { pino } from 'pino';
import { loadConfig } from '../src/config/load-config.js';
import { createApp } from '../src/create-app.js';

const token = 'a-token-of-at-least-thirty-two-characters';

let database: TestDatabase;
const apps: NestFastifyApplication[] = [];

const start = async (environment: Readonly<Record<string, string>>): Promise<NestFastifyApplication> => {
  const app = await createApp({
    config: loadConfig({ ADMIN_JWT_SECRET: 'x'.repeat(32), ...environment }),
    dataSource: database.dataSource,
    clock: new FixedClock('2026-02-05T12:00:00Z'),
    logger: pino({ level: 'silent' }),
  });
  apps.push(app);
  return app;
};

const read = async (app: NestFastifyApplication, authorization?: string) => {
  const { statusCode, headers, body } = await app.inject({
    url: '/metrics',
    headers: authorization === undefined ? {} : { authorization },
  });
  return { statusCode, headers, body };
};

beforeAll(async () => {
  database = await createTestDatabase();
  await loadSampleLedger(database.dataSource);
});

afterAll(async () => {
  for (const app of apps) await app.close();
  await database.drop();
});

describe('the metrics', () => {
  it('are not there without a token in the configuration', async () => {
    expect(await read(await start({}), `Bearer ${token}`)).toMatchObject({ statusCode: 404, body: '' });
  });

  it('are for whoever has it, and count accounts that are parked, by what they are billed for', async () => {
    const app = await start({ METRICS_TOKEN: token });
    for (const other of [undefined, token, `Bearer ${token}x`, 'Bearer ']) {
      expect(await read(app, other)).toMatchObject({ statusCode: 401, headers: { 'www-authenticate': 'Bearer' } });
    }
    const figures = async () => (await read(app, `Bearer ${token}`)).body.split('\n');
    expect(await figures()).toEqual(
      expect.arrayContaining([
        'invoices_parked_accounts{of="usage"} 0',
        'invoices_parked_accounts{of="subscriptions"} 1',
        expect.stringMatching(/^process_resident_memory_bytes \d+$/),
      ]),
    );
    await database.dataSource.query(`
      INSERT INTO parked_sales (account_id, cause, parked_at) VALUES (74, 'its calendar has no day', now());
      UPDATE billing_run_accounts SET outcome = 'parked', invoice_id = NULL, cause = 'its network is gone'`);
    expect(await figures()).toEqual(
      expect.arrayContaining([
        'invoices_parked_accounts{of="usage"} 1',
        'invoices_parked_accounts{of="subscriptions"} 2',
      ]),
    );
  });
});
