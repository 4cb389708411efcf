import { beforeEach, describe, expect, it } from '@jest/globals';
import { instantOf } from '@org/kernel';
import { invoiceIdOf, type AccountId } from '../model/ids.js';
import type { LedgerTransaction } from './ledger-transaction.js';
import type { RunReport } from './billing-ledger.js';
import { GenerateInvoices } from './generate-invoices.js';
import { emptyChain } from './period-chain.js';
import { RunBilling, type RunOptions } from './run-billing.js';
import { BrokenData, MemoryBillingLedger } from './testing/memory-billing-ledger.js';
import { MemoryBillingWorld } from './testing/memory-billing-world.js';

const audit = { actor: 'job:billing-run' };
const at = instantOf('2026-11-01T05:30:00Z');

let world: MemoryBillingWorld;

beforeEach(() => {
  world = new MemoryBillingWorld();
});

/** Billed by the month, of UTC, next for October. */
const monthly = (more: { readonly maxCallDuration?: number; readonly nextInvoiceAt?: string } = {}) =>
  world.account({ invoicePeriodId: 4, nextInvoiceAt: '2026-11-01T00:00:00Z', nextInvoiceType: 'autoFull', ...more });

/** Fails with an error when the usage of one of the accounts is added up. */
const failing =
  (accounts: ReadonlySet<AccountId>, error: Error) =>
  (ledger: LedgerTransaction): LedgerTransaction => {
    const added = new Set<AccountId>();
    return {
      ...ledger,
      invoices: Object.assign(Object.create(ledger.invoices as object) as LedgerTransaction['invoices'], {
        add: (orders: Parameters<LedgerTransaction['invoices']['add']>[0]) => {
          for (const { accountId } of orders) added.add(accountId);
          return ledger.invoices.add(orders);
        },
        aggregate: (ids: Parameters<LedgerTransaction['invoices']['aggregate']>[0]) =>
          [...added].some((account) => accounts.has(account)) ? Promise.reject(error) : ledger.invoices.aggregate(ids),
      }),
    };
  };

const runsOf = (ledger: MemoryBillingLedger, lanes = 1): RunBilling =>
  new RunBilling(ledger, new GenerateInvoices({ autoApprove: false }), world.clock, lanes);

const runIn = (ledger: MemoryBillingLedger, options: Partial<RunOptions> = {}): Promise<RunReport> =>
  runsOf(ledger).execute({ at, audit, ...options });

const counts = ({ expectedCount, billedCount, skippedCount, parkedCount }: RunReport): readonly number[] => [
  expectedCount,
  billedCount,
  skippedCount,
  parkedCount,
];

describe('a billing run', () => {
  it('bills the accounts that are due, and moves their schedules on', async () => {
    const [due, later, unscheduled] = [
      await monthly(),
      await monthly({ nextInvoiceAt: '2026-12-01T00:00:00Z' }),
      await world.account(),
    ];
    const ledger = new MemoryBillingLedger(world);

    expect(counts(await runIn(ledger))).toEqual([1, 1, 0, 0]);
    expect(ledger.outcomesAt(at)).toEqual([`${due} billed`]);
    const schedules = await world.transaction(({ accounts }) => accounts.lock([due, later, unscheduled]));
    expect(schedules.map(({ nextInvoiceAt }) => nextInvoiceAt?.toString())).toEqual([
      '2026-12-01T00:00:00Z',
      '2026-12-01T00:00:00Z',
      undefined,
    ]);
  });

  it('waits for the longest call that an account may have', async () => {
    await monthly({ maxCallDuration: 5 * 3600 + 30 * 60 + 1 });

    expect(counts(await runIn(new MemoryBillingLedger(world)))).toEqual([0, 0, 0, 0]);
  });

  it('parks an account that cannot be billed, and bills the others', async () => {
    const [one, broken, other] = [await monthly(), await monthly(), await monthly()];
    const ledger = new MemoryBillingLedger(world, failing(new Set([broken]), new BrokenData('no such country')));

    expect(counts(await runIn(ledger))).toEqual([3, 2, 0, 1]);
    expect(ledger.outcomesAt(at)).toEqual([`${one} billed`, `${broken} parked: no such country`, `${other} billed`]);
    const chains = await world.transaction(({ accounts }) => accounts.chains([one, broken, other]));
    expect([...chains.values()].map(({ billedUntil }) => billedUntil?.toString())).toEqual([
      '2026-11-01T00:00:00Z',
      undefined,
      '2026-11-01T00:00:00Z',
    ]);
  });

  it('tries again what was parked when it is told to, and nothing else', async () => {
    const broken = new Set([await monthly()]);
    await monthly();
    const ledger = new MemoryBillingLedger(world, failing(broken, new BrokenData('no such country')));
    await runIn(ledger);
    expect(counts(await runIn(ledger))).toEqual([2, 1, 0, 1]);

    broken.clear();
    expect(counts(await runIn(ledger, { retryParked: true }))).toEqual([2, 2, 0, 0]);
  });

  it('ends with an error that no account is to blame for, and goes on from there when it is started again', async () => {
    const broken = new Set([await monthly()]);
    await monthly();
    const ledger = new MemoryBillingLedger(world, failing(broken, new Error('the disk is full')));

    await expect(runIn(ledger)).rejects.toThrow('the disk is full');
    broken.clear();
    expect(counts(await runIn(ledger))).toEqual([2, 2, 0, 0]);
  });

  it('tells of its progress', async () => {
    await monthly();
    await monthly();
    const progress: number[] = [];
    await runIn(new MemoryBillingLedger(world), { onProgress: (done) => progress.push(done) });

    expect(progress).toEqual([2]);
  });

  it('shares the accounts out among its lanes, and bills each once', async () => {
    for (let account = 0; account < 5; account += 1) await monthly();
    const progress: number[] = [];
    const report = await runsOf(new MemoryBillingLedger(world), 2).execute({
      ...{ at, audit },
      onProgress: (done) => progress.push(done),
    });

    expect([counts(report), report.invoicesCount]).toEqual([[5, 5, 0, 0], 5]);
    expect(progress).toEqual([3, 5]);
  });

  it('parks what cannot be billed in any of its lanes, and bills the others', async () => {
    const accounts = [await monthly(), await monthly(), await monthly(), await monthly(), await monthly()];
    const broken = new Set(accounts.filter((_, index) => index % 3 === 0));
    const ledger = new MemoryBillingLedger(world, failing(broken, new BrokenData('no such country')));

    expect(counts(await runsOf(ledger, 3).execute({ at, audit }))).toEqual([5, 3, 0, 2]);
    expect(ledger.outcomesAt(at)).toEqual(
      accounts.map((account) => (broken.has(account) ? `${account} parked: no such country` : `${account} billed`)),
    );
  });

  it('can be previewed: nothing of it is kept', async () => {
    const account = await monthly();
    const ledger = new MemoryBillingLedger(world);

    expect(await runsOf(ledger).preview(at)).toEqual({ accountsCount: 1, invoicesCount: 1, sums: [] });
    expect([ledger.outcomesAt(at), world.jobs]).toEqual([[], []]);
    const chains = await world.transaction(({ accounts }) => accounts.chains([account]));
    expect(chains.get(account)).toEqual(emptyChain);
  });

  it('skips an account that somebody else has billed in the meantime', async () => {
    const account = await monthly();
    const ledger = new MemoryBillingLedger(world);
    await ledger.transaction(audit, ({ runs }) => runs.open(at));
    await world.transaction((ledger) => new GenerateInvoices({ autoApprove: false }).execute(ledger, [account], at));

    expect(counts(await runIn(ledger))).toEqual([1, 0, 1, 0]);
    expect(ledger.outcomesAt(at)).toEqual([`${account} skipped: the account is no longer due`]);
  });
});

describe('an account that wants no empty invoices', () => {
  const daily = (account: Partial<Parameters<MemoryBillingWorld['account']>[0]> = {}) =>
    world.account({
      ...{ invoicePeriodId: 1, nextInvoiceAt: '2026-10-30T00:00:00Z', nextInvoiceType: 'autoFull' },
      ...{ emptyInvoices: false, ...account },
    });
  const invoicesOf = async () => {
    const seen = await Promise.all([...Array(40).keys()].map((id) => world.snapshot(invoiceIdOf(1_001 + id))));
    return seen.flatMap((invoice) => (invoice === undefined ? [] : [invoice.startsAt.slice(0, 10)]));
  };

  it('gets one for each period in which something was used, and its chain moves on over the others', async () => {
    const account = await daily();
    await world.use(account, '2026-10-30T12:00:00Z');
    const ledger = new MemoryBillingLedger(world);
    expect(await runsOf(ledger).preview(at)).toMatchObject({ accountsCount: 1, invoicesCount: 1 });
    expect(await runIn(ledger)).toMatchObject({ billedCount: 1, invoicesCount: 1 });

    expect(await invoicesOf()).toEqual(['2026-10-30']);
    const [{ nextInvoiceAt } = { nextInvoiceAt: null }] = await world.transaction(({ accounts }) =>
      accounts.lock([account]),
    );
    expect(String(nextInvoiceAt)).toBe('2026-11-02T00:00:00Z');
    const chains = await world.transaction(({ accounts }) => accounts.chains([account]));
    expect(String(chains.get(account)?.billedUntil)).toBe('2026-11-01T00:00:00Z');
  });

  it('is skipped by a run when it used nothing at all', async () => {
    const account = await daily();
    const ledger = new MemoryBillingLedger(world);
    expect(counts(await runIn(ledger))).toEqual([1, 0, 1, 0]);
    expect(ledger.outcomesAt(at)).toEqual([
      `${account} skipped: nothing was used, and the account gets no empty invoices`,
    ]);
    expect(await invoicesOf()).toEqual([]);
  });

  it('is billed for a skipped period once usage of it has arrived', async () => {
    const account = await daily();
    await runIn(new MemoryBillingLedger(world));
    await world.use(account, '2026-10-29T12:00:00Z');
    world.clock.moveTo('2026-11-02T05:30:00Z');
    await world.transaction((ledger) =>
      new GenerateInvoices({ autoApprove: false }).execute(ledger, [account], world.clock.now()),
    );
    expect(await invoicesOf()).toEqual(['2026-10-29']);
  });

  it('makes no difference to accounts that want them', async () => {
    await daily({ emptyInvoices: true });
    await runIn(new MemoryBillingLedger(world));
    expect(await invoicesOf()).toHaveLength(3);
  });
});
