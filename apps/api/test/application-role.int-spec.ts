import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { RunSales } from '@org/invoice-domain';
import { verificationOf } from '@org/invoice-domain/persistence';
import { instantOf, systemClock } from '@org/kernel';
import { pino } from 'pino';
import type { JobWorker } from '../src/billing/job-worker.js';
import { startWorker } from '../src/billing/start-worker.js';
import { AdminRequests, adminPrefix, dataOf, linked } from './support/admin-requests.js';
import { newFindings } from './support/findings.js';
import { Storefront } from './scenarios/support/storefront.js';
import { startTestApp, type TestApp } from './support/test-app.js';

/*
 * Server, worker, imports, billing and verification with no rights but those of the application, whose time is the database's: the days
 * below are counted from the first of the month before this one.
 */
jest.setTimeout(60_000);

let server: TestApp;
let shop: Storefront;
let admin: AdminRequests;
let worker: JobWorker;
let account: string;
let foundBefore: readonly string[];

beforeAll(async () => {
  server = await startTestApp({ role: 'application' });
  server.clock.moveTo(systemClock.now().toString());
  shop = new Storefront(server);
  admin = new AdminRequests(server);
  foundBefore = await newFindings(server);
  worker = await startWorker(server.app, server.url, { clock: server.clock, logger: pino({ level: 'silent' }) });
});

afterAll(async () => {
  await worker.stop();
  await server.close();
});

const day = (number: number): string => {
  const now = new Date(systemClock.now().epochMilliseconds);
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, number)).toISOString().slice(0, 10);
};

const rows = <Row>(sql: string): Promise<readonly Row[]> => server.database.dataSource.query(sql);

describe('in the role of the application', () => {
  it('calls and transactions come in, and are billed and approved', async () => {
    account = await shop.openAccount('walled', { 'payment-model': 'Postpay', 'billing-day': 1 });
    await shop.import('cdr', {
      ...{ id: 901, time_start: `${day(10)}T10:00:00Z`, customer_account_id: Number(account), is_last_cdr: true },
      ...{ success: true, duration: 60, customer_duration: 60, customer_price: '2.5' },
    });
    await shop.import('transaction', {
      uuid: '00000000-0000-4000-8000-000000000901',
      account_id: Number(account),
      amount: '4',
      created_at: `${day(11)}T10:00:00Z`,
    });
    const ordered = await admin.post('/invoices', {
      type: 'invoices',
      attributes: { 'start-date': day(1), 'end-date': day(28) },
      relationships: linked({ account: ['accounts', account] }),
    });
    const path = `/invoices/${dataOf(ordered).id}`;
    const stateOf = async () => dataOf(await admin.get(path)).attributes['state'];
    for (let tries = 0; (await stateOf()) !== 'Pending' && tries < 200; tries += 1) await pause(50);
    expect(
      (
        await server.send(`${adminPrefix}${path}/approve`, {
          method: 'POST',
          headers: { authorization: server.adminToken() },
        })
      ).status,
    ).toBe(200);
    expect(dataOf(await admin.get(path)).attributes).toMatchObject({
      state: 'Approved',
      'originated-amount-spent': '2.5',
    });
  });

  it('the worker bills what was due when it started', async () => {
    const states = () => rows<{ readonly state: string }>('SELECT state FROM billing_runs');
    for (let tries = 0; (await states()).every(({ state }) => state !== 'finished') && tries < 400; tries += 1) {
      await pause(50);
    }
    expect((await states()).map(({ state }) => state)).toContain('finished');
  });

  it('subscriptions are billed, approved by a third party and paid', async () => {
    await shop.setTerms('reseller-terms', '1', { 'externally-invoiced': true });
    await shop.import('subscription', {
      ...{ external_key: 'walled', account_id: Number(account), plan_id: 1, name: 'Walled', status: 'active' },
      ...{ payment_model: 'postpay', start_date: day(1) },
    });
    await shop.import('charge', {
      ...{
        external_key: 'walled',
        account_id: Number(account),
        subscription_key: 'walled',
        name: 'Fee',
        description: 'Fee',
      },
      ...{ type: 'Charge::Renew', status: 'blocked', quantity: '1', duration: '1', unit_price: '20' },
      ...{ operate_from: day(1), operate_to: day(28) },
    });
    const run = await server.app.get(RunSales).execute({ actor: 'job:sales-run' });
    expect([...run.failed]).toEqual([]);
    const invoice = (await shop.invoices(account)).find(({ attributes }) => attributes['total'] === '20.0');
    const body = { document_id: 'ERP-901', billing_date: day(1) };
    const approval = { ...body, amount: { total: '20.00', currency: 'USD' }, due_date: day(90) };
    const approved = await shop.send('POST', `/accounts/${account}/approve_invoices`, approval);
    expect([approved.status, approved.body]).toEqual([200, expect.any(String)]);
    const completed = await shop.send('POST', `/invoices/${invoice?.id ?? ''}/complete`, body);
    expect(completed.body).toContain('closed');
    expect(await shop.balanceOf(account)).toBe('-4.0');
  });

  it('the audit says who was connected, and when', async () => {
    const { application } = server.roles?.names ?? { application: '' };
    const events = await rows<object>(
      `SELECT DISTINCT recorded_by AS "by", created_at > now() - interval '1 hour' AND created_at <= now() AS "isNow"
       FROM invoice_events WHERE account_id = ${account}`,
    );
    expect(events).toEqual([{ by: `${application}@127.0.0.1`, isNow: true }]);
  });

  it('the ledger is verified, and sound', async () => {
    const { clock } = server;
    expect(await newFindings({ database: server.database, clock }, foundBefore)).toEqual([]);
    const findings = await verificationOf(server.dataSource, clock).findings(instantOf('2000-01-01T00:00:00Z'));
    expect(findings.filter(({ message }) => message.includes('denied'))).toEqual([]);
    expect(await rows(`SELECT name, output FROM pgboss.job WHERE output::text LIKE '%denied%'`)).toEqual([]);
    expect(server.log.filter((line) => line.includes('permission denied'))).toEqual([]);
  });
});
