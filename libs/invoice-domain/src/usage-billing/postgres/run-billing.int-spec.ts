import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock, instantOf } from '@org/kernel';
import type { InvoicePeriodId } from '../../parties/account.js';
import { everything } from '../../model/scope.js';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { contentsOf } from '../../testing/contents.js';
import { type TestDatabase } from '../../testing/test-database.js';
import { GenerateInvoices } from '../generate-invoices.js';
import { RunBilling } from '../run-billing.js';
import { LedgerTransactions } from '../../writing/postgres/ledger-transactions.js';
import { PostgresBillingLedger } from './postgres-billing-ledger.js';

const audit = { actor: 'job:billing-run' };
const february = '2026-02-01T05:30:00Z';

let database: TestDatabase;
let clock: FixedClock;
let run: RunBilling;
let approved: number[];

beforeEach(async () => {
  database = await createSampleLedger();
  clock = new FixedClock(february);
  approved = [];
  run = runWith({ autoApprove: false });
});

afterEach(() => database.drop());

const runWith = (
  settings: { readonly autoApprove: boolean },
  { lanes = 1, generate = new GenerateInvoices(settings) } = {},
): RunBilling => {
  const jobs = {
    aggregate: () => Promise.resolve(),
    approve: (ids: readonly number[]) => Promise.resolve(void approved.push(...ids)),
  };
  const ledger = new PostgresBillingLedger(everything, new LedgerTransactions(database.dataSource, clock), () => jobs);
  return new RunBilling(ledger, generate, clock, lanes);
};

const rows = (sql: string, values: readonly unknown[] = []): Promise<readonly Readonly<Record<string, unknown>>[]> =>
  database.dataSource.query(sql, [...values]);

interface Customer {
  readonly id: number;
  readonly next: string;
  readonly period?: InvoicePeriodId;
  readonly zone?: string;
  readonly type?: string;
  readonly maxCallDuration?: number;
  readonly currency?: string;
}

const addCustomer = ({
  id,
  next,
  period = 4,
  zone = 'UTC',
  type = 'autoFull',
  maxCallDuration,
  currency = 'EUR',
}: Customer) =>
  rows(
    `INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, time_zone, invoice_period_id,
       next_invoice_at, next_invoice_type, max_call_duration)
     VALUES ($1::integer, 'customer ' || $1::integer, 1, 1, $7, 'postpay', $2, $3, $4, $5, $6)`,
    [id, zone, period, next, type, maxCallDuration, currency],
  );

let cdr = 100;
const addCall = (customer: number, at: string, price: string, network: number | null = 1) =>
  rows(
    `INSERT INTO cdrs (id, time_start, customer_account_id, is_last_cdr, success, duration, customer_duration, customer_price,
       destination_prefix, destination_next_rate, dst_country_id, dst_network_id)
     VALUES ($1, $2, $3, true, true, 60, 60, $4, '380', 0.1, 1, $5)`,
    [(cdr += 1), at, customer, price, network],
  );

const invoicesOf = (account: number) =>
  rows(
    `SELECT state, type, starts_at::text AS starts, ends_at::text AS ends, trim_scale(total)::text AS total
     FROM invoices WHERE account_id = $1 ORDER BY starts_at`,
    [account],
  );

const scheduleOf = async (account: number) => {
  const [found] = await rows(
    'SELECT next_invoice_at::text AS at, next_invoice_type AS type FROM accounts WHERE id = $1',
    [account],
  );
  return found;
};

const at = instantOf(february);

describe('a billing run', () => {
  it('bills what is due and moves its schedule on', async () => {
    await addCustomer({ id: 200, next: '2026-02-01T00:00:00Z' });
    await addCall(200, '2026-01-01T00:00:00Z', '0.000001');
    await addCall(200, '2026-01-31T23:59:59.999999Z', '2.5');
    await addCustomer({ id: 201, next: '2026-02-01T00:00:00-08:00', zone: 'America/Los_Angeles' });

    const report = await run.execute({ at, audit });

    expect(report).toEqual({
      expectedCount: 1,
      billedCount: 1,
      skippedCount: 0,
      parkedCount: 0,
      invoicesCount: 1,
      sums: [
        { currency: 'EUR', usageSpent: '2.500001', usageEarned: '0', invoicedSpent: '2.500001', invoicedEarned: '0' },
      ],
    });
    expect(await invoicesOf(200)).toEqual([
      {
        state: 'pending',
        type: 'autoFull',
        starts: '2026-01-01 00:00:00+00',
        ends: '2026-02-01 00:00:00+00',
        total: '2.500001',
      },
    ]);
    expect(await scheduleOf(200)).toEqual({ at: '2026-03-01 00:00:00+00', type: 'autoFull' });
    expect(await invoicesOf(201)).toEqual([]);
  });

  it('waits for calls that may still be running: two hours, or as long as the account says', async () => {
    await addCustomer({ id: 200, next: '2026-02-01T03:30:00Z' });
    await addCustomer({ id: 201, next: '2026-02-01T03:30:01Z' });
    await addCustomer({ id: 202, next: '2026-02-01T05:29:00Z', maxCallDuration: 60 });
    await addCustomer({ id: 203, next: '2026-02-01T00:00:00Z', maxCallDuration: 86_400 });

    await run.execute({ at, audit });

    expect(await rows('SELECT account_id FROM billing_run_accounts WHERE account_id >= 200 ORDER BY 1')).toEqual([
      { account_id: 200 },
      { account_id: 202 },
    ]);
  });

  it('catches up: every period that is over gets its invoice, in order, in one run', async () => {
    await addCustomer({ id: 200, next: '2025-12-01T00:00:00Z' });
    await rows(`SELECT cdrs_create_partitions('2025-11-01', '2026-02-01')`);
    await addCall(200, '2025-11-30T10:00:00Z', '1');
    await addCall(200, '2026-01-10T10:00:00Z', '2');
    expect(await run.execute({ at, audit })).toMatchObject({ billedCount: 1, invoicesCount: 3 });
    expect((await invoicesOf(200)).map(({ starts, total }) => [starts, total])).toEqual([
      ['2025-11-01 00:00:00+00', '1'],
      ['2025-12-01 00:00:00+00', '0'],
      ['2026-01-01 00:00:00+00', '2'],
    ]);
    expect(await scheduleOf(200)).toEqual({ at: '2026-03-01 00:00:00+00', type: 'autoFull' });
    expect(await rows('SELECT outcome FROM billing_run_accounts WHERE account_id = 200')).toHaveLength(3);
  });

  it('of a moment that has not come is refused', async () => {
    await expect(run.execute({ at: at.add({ seconds: 1 }), audit })).rejects.toThrow('has not come yet');
    await expect(run.preview(at.add({ hours: 24 * 365 }))).rejects.toThrow('has not come yet');
  });

  it('begins where a manual invoice has ended, with the type as it was scheduled', async () => {
    await addCustomer({ id: 200, next: '2026-02-02T00:00:00Z', period: 6, type: 'autoPartial' });
    await rows(`INSERT INTO invoices (account_id, reseller_id, kind, state, type, currency, time_zone, payment_model,
        starts_at, ends_at, from_date, to_date)
      VALUES (200, 1, 'usage', 'pending', 'manual', 'EUR', 'UTC', 'postpay', '2026-01-20', '2026-02-01 12:00', '2026-01-20', '2026-02-01')`);
    clock.moveTo('2026-02-02T05:30:00Z');
    await run.execute({ at: clock.now(), audit });
    expect((await invoicesOf(200)).at(-1)).toMatchObject({ type: 'autoPartial', starts: '2026-02-01 12:00:00+00' });
    expect(await scheduleOf(200)).toEqual({ at: '2026-02-09 00:00:00+00', type: 'autoFull' });
  });

  it('approves what it has made when told to, once the invoices are there', async () => {
    await addCustomer({ id: 200, next: '2026-02-01T00:00:00Z' });
    await runWith({ autoApprove: true }).execute({ at, audit });
    expect(await rows('SELECT id FROM invoices WHERE account_id = 200')).toEqual(approved.map((id) => ({ id })));
  });

  it('never adds currencies up', async () => {
    await addCustomer({ id: 200, next: '2026-02-01T00:00:00Z' });
    await addCustomer({ id: 201, next: '2026-02-01T00:00:00Z', currency: 'USD' });
    await addCall(200, '2026-01-10T00:00:00Z', '1');
    await addCall(201, '2026-01-10T00:00:00Z', '2');
    const { sums } = await run.execute({ at, audit });
    expect(sums.map(({ currency, usageSpent, invoicedSpent }) => [currency, usageSpent, invoicedSpent])).toEqual([
      ['EUR', '1', '1'],
      ['USD', '2', '2'],
    ]);
  });
});

describe('an account that cannot be billed', () => {
  beforeEach(async () => {
    for (const id of [200, 201, 202]) await addCustomer({ id, next: '2026-02-01T00:00:00Z' });
    for (const id of [200, 202]) await addCall(id, '2026-01-10T00:00:00Z', '1');
    await addCall(201, '2026-01-10T00:00:00Z', '1', 77);
  });

  it('is parked with the cause in plain words, and stops no other', async () => {
    expect(await run.execute({ at, audit })).toMatchObject({ expectedCount: 3, billedCount: 2, parkedCount: 1 });
    expect(
      await rows('SELECT account_id, outcome, cause FROM billing_run_accounts WHERE account_id >= 200 ORDER BY 1'),
    ).toEqual([
      { account_id: 200, outcome: 'billed', cause: null },
      {
        account_id: 201,
        outcome: 'parked',
        cause:
          'its calls name a network that is not there: Key (network_id)=(77) is not present in table "networks". Give them another one by cdr-replacement-batches, then retry the run.',
      },
      { account_id: 202, outcome: 'billed', cause: null },
    ]);
    expect(await invoicesOf(201)).toEqual([]);
    expect(await scheduleOf(201)).toMatchObject({ at: '2026-02-01 00:00:00+00' });
  });

  it('is billed by the same run, tried again, once the cause is gone', async () => {
    await run.execute({ at, audit });
    await rows(`INSERT INTO networks (id, name, network_type_id) VALUES (77, 'at last', 1)`);
    expect(await run.execute({ at, audit })).toMatchObject({ parkedCount: 1 });
    expect(await run.execute({ at, audit, retryParked: true })).toMatchObject({ billedCount: 3, parkedCount: 0 });
    expect(await invoicesOf(201)).toHaveLength(1);
  });

  it('whose schedule lies behind its invoices is planned anew', async () => {
    await rows(`INSERT INTO invoices (account_id, reseller_id, kind, state, type, currency, time_zone, payment_model,
        starts_at, ends_at, from_date, to_date)
      VALUES (200, 1, 'usage', 'pending', 'manual', 'EUR', 'UTC', 'postpay', '2026-01-20', '2026-02-01', '2026-01-20', '2026-02-01')`);
    await run.execute({ at, audit });
    expect(await scheduleOf(200)).toMatchObject({ at: '2026-03-01 00:00:00+00' });
  });
});

describe('a run in lanes', () => {
  const ids = Array.from({ length: 12 }, (_, index) => 200 + index);
  const perAccount = `SELECT account_id, starts_at, total, originated_calls_count,
      (SELECT array_agg(concat_ws(' ', dst_prefix, country_id, network_id, rate, spent, amount, calls_count) ORDER BY id)
       FROM invoice_originated_destinations WHERE invoice_id = invoice.id) AS lines
    FROM invoices invoice WHERE account_id >= 200 ORDER BY account_id, starts_at`;

  beforeEach(async () => {
    for (const id of ids) {
      await addCustomer({ id, next: '2026-02-01T00:00:00Z' });
      for (let call = 0; call < 3; call += 1) await addCall(id, `2026-01-${10 + call}T00:00:00Z`, `${id}.5`);
    }
  });

  it('works in several transactions at once', async () => {
    let inside = 0;
    let most = 0;
    let allCame: () => void = () => undefined;
    const allHere = new Promise<void>((resolve) => (allCame = resolve));
    class Meeting extends GenerateInvoices {
      override async execute(...given: Parameters<GenerateInvoices['execute']>) {
        inside += 1;
        most = Math.max(most, inside);
        if (inside === 3) allCame();
        await allHere;
        inside -= 1;
        return super.execute(...given);
      }
    }
    const generate = new Meeting({ autoApprove: false });
    expect(await runWith({ autoApprove: false }, { lanes: 3, generate }).execute({ at, audit })).toMatchObject({
      ...{ expectedCount: 12, billedCount: 12, invoicesCount: 12 },
    });
    expect(most).toBe(3);
  });

  it('makes the same invoices as one that bills all at once', async () => {
    const once = runWith({ autoApprove: false });
    await once.execute({ at, audit });
    const alone = await rows(perAccount);
    await rows('DELETE FROM invoices WHERE account_id >= 200');
    expect(await rows('SELECT FROM invoice_originated_destinations')).toHaveLength(1);
    const report = await runWith({ autoApprove: false }, { lanes: 4 }).execute({ at, audit });
    expect(report).toMatchObject({ billedCount: 12, parkedCount: 0 });
    expect(await rows(perAccount)).toEqual(alone);
  });

  it('parks what cannot be billed, whichever lane meets it, and bills every other account once', async () => {
    for (const id of [201, 206, 211]) await addCall(id, '2026-01-20T00:00:00Z', '1', 77);
    const runs = Array.from({ length: 3 }, () => runWith({ autoApprove: false }, { lanes: 3 }));
    const reports = await Promise.all(runs.map((one) => one.execute({ at, audit })));
    expect(new Set(reports.map(({ billedCount, parkedCount }) => `${billedCount} ${parkedCount}`))).toEqual(
      new Set(['9 3']),
    );
    const invoices = await rows(
      'SELECT account_id, count(*)::integer AS count FROM invoices WHERE account_id >= 200 GROUP BY 1 ORDER BY 1',
    );
    expect(invoices).toEqual(
      ids.filter((id) => ![201, 206, 211].includes(id)).map((id) => ({ account_id: id, count: 1 })),
    );
  });
});

describe('the same run', () => {
  it('started twenty times at once bills each account once', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => 200 + index);
    for (const id of ids) {
      await addCustomer({ id, next: '2026-02-01T00:00:00Z' });
      await addCall(id, '2026-01-10T00:00:00Z', '1');
    }
    const reports = await Promise.all(Array.from({ length: 20 }, () => run.execute({ at, audit })));
    expect(new Set(reports.map(({ billedCount }) => billedCount))).toEqual(new Set([30]));
    expect(
      await rows(
        'SELECT account_id, count(*)::integer AS count FROM invoices WHERE account_id >= 200 GROUP BY 1 HAVING count(*) <> 1',
      ),
    ).toEqual([]);
    expect(
      await rows(`SELECT count(*)::integer AS count FROM invoice_events WHERE event = 'filled' AND account_id >= 200`),
    ).toEqual([{ count: 30 }]);
  });

  it('previewed says the same and leaves nothing', async () => {
    await addCustomer({ id: 200, next: '2026-02-01T00:00:00Z' });
    await addCall(200, '2026-01-10T00:00:00Z', '1');
    const before = await contentsOf(database.dataSource);
    const preview = await run.preview(at);
    expect(await contentsOf(database.dataSource)).toEqual(before);
    const { billedCount: accountsCount, invoicesCount, sums } = await run.execute({ at, audit });
    expect(preview).toEqual({
      accountsCount,
      invoicesCount,
      sums: sums.map(({ currency, usageSpent, usageEarned }) => ({ currency, usageSpent, usageEarned })),
    });
  });
});
