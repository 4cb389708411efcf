import { balanceBecomes } from '@org/invoice-domain/testing';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { accountIdOf, CreateInvoice, everything, type InvoiceId } from '@org/invoice-domain';
import { ledgerTransactionOf, LedgerTransactions } from '@org/invoice-domain/persistence';
import { instantOf } from '@org/kernel';
import { pino } from 'pino';
import type { JobWorker } from '../src/billing/job-worker.js';
import { JobSender } from '../src/billing/job-sender.js';
import { prepareJobs } from '../src/billing/prepare-jobs.js';
import { latestDailyTime } from '../src/billing/run-time.js';
import { startWorker } from '../src/billing/start-worker.js';
import { startTestApp, type TestApp } from './support/test-app.js';

let server: TestApp;
let worker: JobWorker | undefined;

beforeEach(async () => {
  server = await startTestApp();
  await prepareJobs(server.database.dataSource, server.database.url);
  worker = undefined;
});

afterEach(async () => {
  await worker?.stop();
  await server.close();
});

const query = <Row>(sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> =>
  server.database.dataSource.query(sql, [...values]);

const work = async (): Promise<void> => {
  worker = await startWorker(server.app, server.database.url, {
    clock: server.clock,
    logger: pino({ level: 'silent' }),
  });
};

/** An invoice over the last days of the second account, and its job, in one transaction. */
const create = (andThen: () => void = () => undefined): Promise<InvoiceId> =>
  server.app.get(LedgerTransactions).run({ actor: 'admin:139' }, async (manager) => {
    const ledger = ledgerTransactionOf(everything, manager, server.app.get(JobSender).jobsOf(manager));
    const order = { accountId: accountIdOf(75), startsAt: '2026-02-10', endsAt: '2026-02-20' };
    const id = await new CreateInvoice(server.clock).execute(ledger, order);
    andThen();
    return id;
  });

const until = async (isTrue: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; !(await isTrue()); tries += 1) {
    if (tries === 200) throw new Error('it did not happen within ten seconds');
    await pause(50);
  }
};

const stateOf = async (id: InvoiceId): Promise<string | undefined> =>
  (await query<{ readonly state: string }>('SELECT state FROM invoices WHERE id = $1', [id]))[0]?.state;

const queued = (job: string) => query(`SELECT data FROM pgboss.job WHERE name = $1 AND state = 'created'`, [job]);

describe('a job', () => {
  it('is queued in the transaction of its invoice, and done once that has committed', async () => {
    const id = await create();
    expect(await queued('fill-invoice')).toEqual([{ data: { job: 'fill-invoice', invoiceId: id } }]);
    await work();
    await until(async () => (await stateOf(id)) === 'pending');
    expect(await query('SELECT event, actor FROM invoice_events WHERE invoice_id = $1 ORDER BY id', [id])).toEqual([
      { event: 'created', actor: 'admin:139' },
      { event: 'filled', actor: expect.stringMatching(/^job:(fill-invoice|find-unfinished)$/) },
    ]);
  });

  it('never was when the transaction fails', async () => {
    const failing = create(() => {
      throw new Error('after all');
    });
    await expect(failing).rejects.toThrow('after all');
    expect(await queued('fill-invoice')).toEqual([]);
  });

  it('that comes twice is done once', async () => {
    const id = await create();
    await query(`INSERT INTO pgboss.job (name, data) SELECT name, data FROM pgboss.job WHERE name = 'fill-invoice'`);
    await work();
    await until(async () => (await queued('fill-invoice')).length === 0 && (await stateOf(id)) === 'pending');
    await until(async () => {
      const jobs = await query<{ readonly state: string }>(`SELECT state FROM pgboss.job WHERE name = 'fill-invoice'`);
      return jobs.every(({ state }) => state === 'completed');
    });
    expect(await query(`SELECT FROM invoice_events WHERE invoice_id = $1 AND event = 'filled'`, [id])).toHaveLength(1);
  });

  it('fills a stale invoice anew by itself', async () => {
    const stale = await create();
    await work();
    await until(async () => (await stateOf(stale)) === 'pending');
    await worker?.stop();
    server.clock.moveTo('2026-03-01T12:01:00Z');
    await query(`INSERT INTO stale_invoices (invoice_id, since) VALUES ($1, now())`, [stale]);
    await work();
    await until(async () => (await query(`SELECT FROM stale_invoices`)).length === 0);
    expect(
      await query(`SELECT actor FROM invoice_events WHERE invoice_id = $1 AND event = 'refilled'`, [stale]),
    ).toEqual([{ actor: 'job:find-unfinished' }]);
  });

  it('does not wait for the clock when others are before it', async () => {
    await query(
      `INSERT INTO pgboss.job (name, data) SELECT 'approve-invoice', jsonb_build_object('job', 'approve-invoice', 'invoiceId', 1000 + n)
       FROM generate_series(1, 30) AS n`,
    );
    await work();
    await until(async () => (await queued('approve-invoice')).length === 0);
    expect(await query(`SELECT FROM pgboss.job WHERE name = 'approve-invoice'`)).toHaveLength(30);
  });

  it('that keeps failing is kept with its cause for people to see', async () => {
    const id = await create();
    await query(`SELECT cdrs_create_partitions('2026-02-01', '2026-02-01')`);
    await query(
      `INSERT INTO cdrs (id, time_start, customer_account_id, is_last_cdr, duration, customer_price, dst_network_id)
       VALUES (99, '2026-02-11T00:00:00Z', 75, true, 1, 1, 4711)`,
    );
    await query(`UPDATE pgboss.job SET retry_limit = 0 WHERE name = 'fill-invoice'`);
    await work();
    await until(async () => (await query('SELECT FROM failed_jobs WHERE id > 1')).length > 0);
    expect(await query('SELECT job, data, cause FROM failed_jobs WHERE id > 1')).toEqual([
      { job: 'fill-invoice', data: { invoiceId: id }, cause: expect.stringContaining('invoice_originated_') },
    ]);
    expect(await stateOf(id)).toBe('new');
  });
});

describe('a worker that starts', () => {
  it('bills what was sold, to everybody that it can', async () => {
    await query(`INSERT INTO subscriptions (id, account_id, reseller_id, plan_id, name, status, start_date, payment_model)
      VALUES (901, 75, 2, 1, 'Office', 'active', '2025-06-01', 'postpay')`);
    await server.app.get(JobSender).send(server.database.dataSource.manager, 'sales-run', {});
    await work();
    await until(async () => (await query('SELECT FROM sales_billed WHERE account_id = 75')).length === 1);
    const made = await query<{ readonly state: string }>(
      `SELECT state FROM invoices JOIN invoice_subscriptions ON invoice_id = invoices.id WHERE subscription_id = 901`,
    );
    expect(made.length).toBeGreaterThan(0);
  });

  it('renews the services that are due', async () => {
    await query(`UPDATE services SET renew_at = '2026-01-01T00:00:00Z' WHERE id = 3`);
    await query(`UPDATE accounts SET max_balance = 100 WHERE id = 74`);
    await query(balanceBecomes(74, '100'));
    await work();
    await until(async () => (await query(`SELECT FROM services WHERE renew_at > '2026-02-01T00:00:00Z'`)).length === 1);
    expect(await query(`SELECT amount::text FROM transactions WHERE description = 'Renew service'`)).not.toEqual([]);
  });

  it('finishes what another has left lying: new invoices and billing runs', async () => {
    const id = await create();
    await query(`DELETE FROM pgboss.job`);
    await query(
      `UPDATE accounts SET invoice_period_id = 4, next_invoice_at = '2026-02-01T00:00:00Z', next_invoice_type = 'autoFull' WHERE id = 74`,
    );
    await query(
      `INSERT INTO billing_runs (at, state, actor, started_at) VALUES ('2026-02-03T05:30:00Z', 'running', 'job:billing-run', '2026-02-03T05:30:00Z')`,
    );
    await query(
      `INSERT INTO billing_run_accounts (billing_run_id, account_id, outcome) SELECT max(id), 74, 'due' FROM billing_runs`,
    );
    await work();
    await until(async () => (await stateOf(id)) === 'pending');
    await until(async () => (await query(`SELECT FROM billing_runs WHERE state = 'running'`)).length === 0);
    const billed = `SELECT FROM billing_run_accounts WHERE account_id = 74 AND outcome = 'billed'`;
    await until(async () => (await query(billed)).length > 0);
    // Another run of this minute may have been faster.
    await until(async () => (await query(`SELECT FROM billing_run_accounts WHERE outcome = 'due'`)).length === 0);
    expect(await query(billed)).toHaveLength(1);
  });
});

describe('what was parked', () => {
  it.each([
    ['2026-02-01T05:29:59Z', '2026-01-31T05:30:00Z'],
    ['2026-02-01T05:30:00Z', '2026-02-01T05:30:00Z'],
    ['2026-02-01T23:59:59Z', '2026-02-01T05:30:00Z'],
  ])('is tried again: at %s, by a run since %s', (now, at) => {
    expect(latestDailyTime(instantOf(now)).toString()).toBe(at);
  });
});
