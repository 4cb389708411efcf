import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createSampleLedger, type TestDatabase } from '@org/invoice-domain/testing';
import { verificationOf } from '@org/invoice-domain/persistence';
import { FixedClock, instantOf } from '@org/kernel';
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
  database = await createSampleLedger();
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

  it('tell requests by their route, and never a path with its ids', async () => {
    const app = await start({ METRICS_TOKEN: token });
    await app.inject({ url: '/api/rest/admin/invoices/18' });
    await app.inject({ url: '/no/such/path' });
    const { body } = await read(app, `Bearer ${token}`);
    expect(body).toContain(
      'http_request_duration_seconds_count{method="GET",route="/api/rest/admin/invoices/:id",status="401"} 1',
    );
    expect(body).toContain('http_request_duration_seconds_count{method="GET",route="none",status="404"} 1');
    expect(body).not.toContain('/invoices/18');
    expect(body).toContain('\nhttp_requests_in_progress 1\n');
  });

  it('tell the findings of the latest verification, and how long it is ago', async () => {
    const app = await start({ METRICS_TOKEN: token });
    const figures = async () => (await read(app, `Bearer ${token}`)).body;
    expect(await figures()).not.toMatch(/^invoices_verification_(findings|age_seconds)[{ ]/m);
    const findings = await verificationOf(database.dataSource, new FixedClock('2026-02-05T12:00:00Z')).findings(
      instantOf('1970-01-01T00:00Z'),
    );
    const count = (severity: string): number => findings.filter((finding) => finding.severity === severity).length;
    expect(await figures()).toContain(`invoices_verification_findings{severity="error"} ${count('error')}\n`);
    expect(await figures()).toContain(`invoices_verification_findings{severity="warning"} ${count('warning')}\n`);
    expect(await figures()).toMatch(/^invoices_verification_age_seconds \d+/m);
  });

  it('leave a figure out that cannot be read, and say so', async () => {
    const app = await start({ METRICS_TOKEN: token });
    await database.dataSource.query('ALTER TABLE failed_jobs RENAME TO failed_jobs_elsewhere');
    const { body } = await read(app, `Bearer ${token}`);
    await database.dataSource.query('ALTER TABLE failed_jobs_elsewhere RENAME TO failed_jobs');
    expect(body).not.toMatch(/^invoices_failed_jobs[{ ]/m);
    expect(body).toMatch(/^invoices_unreadable_figures [12]$/m);
    expect(body).toContain('invoices_parked_accounts');
  });
});
