import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock, instantOf } from '@org/kernel';
import fc from 'fast-check';
import { InvoiceRefused } from '../../model/domain-failure.js';
import { invoiceIdOf } from '../../model/ids.js';
import { loadSampleLedger } from '../../testing/sample-ledger.js';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.js';
import { Verification } from '../../usage-billing/postgres/verification.js';
import { BilledAccount } from '../testing/billed-account.js';

const hour = 3_600_000;

/** What happens next. Hours are counted back from the present. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('calls' as const),
      hoursAgo: fc.array(fc.integer({ min: 0, max: 120 * 24 }), { minLength: 1, maxLength: 8 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 60 * 24 }) }),
  },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('run' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('period' as const), period: fc.constantFrom(1, 2, 3, 4, 5, 6, 7, null) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('zone' as const),
      zone: fc.constantFrom('UTC', 'America/Los_Angeles', 'Asia/Kathmandu', 'Australia/Lord_Howe'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('delete' as const), nth: fc.nat(20) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('by hand' as const),
      daysAgo: fc.integer({ min: 1, max: 90 }),
      days: fc.integer({ min: 1, max: 20 }),
    }),
  },
);

interface Invoice {
  readonly id: number;
  readonly from: number;
  readonly to: number;
  readonly total: number;
}

/** A call of 1, and the invoices over its time that were there before it: it is late for them. */
interface Call {
  readonly at: number;
  readonly lateFor: ReadonlySet<number>;
}

/** Knows every call of an account and nothing of periods: all it asks of the ledger is which invoices there are. */
class Witness {
  readonly calls: Call[] = [];

  constructor(
    readonly account: BilledAccount,
    readonly clock: FixedClock,
    readonly verification: Verification,
  ) {}

  async call(at: number): Promise<void> {
    const over = (await this.invoices()).filter(({ from, to }) => from <= at && at < to);
    await this.account.calls(new Date(at).toISOString());
    this.calls.push({ at, lateFor: new Set(over.map(({ id }) => id)) });
  }

  async invoices(): Promise<readonly Invoice[]> {
    return this.account.rows(
      `SELECT id::integer, extract(epoch FROM starts_at)::float8 * 1000 AS "from", extract(epoch FROM ends_at)::float8 * 1000 AS "to",
         total::float8 AS total FROM invoices WHERE account_id = $1 ORDER BY starts_at`,
      [this.account.id],
    );
  }

  async isOnSchedule(): Promise<boolean> {
    const [row] = await this.account.rows('SELECT FROM accounts WHERE id = $1 AND next_invoice_at IS NOT NULL', [
      this.account.id,
    ]);
    return row !== undefined;
  }
}

/** Every call is on one invoice or on none, each invoice says what its calls cost, and verification tells of the rest. */
const agree = async (witness: Witness): Promise<void> => {
  const invoices = await witness.invoices();
  for (const [index, { from }] of invoices.entries()) expect(invoices[index - 1]?.to ?? from).toBeLessThanOrEqual(from);
  const late = new Map<number, number>();
  for (const { id, from, to, total } of invoices) {
    const within = witness.calls.filter(({ at }) => from <= at && at < to);
    const onTime = within.filter(({ lateFor }) => !lateFor.has(id)).length;
    expect({ id, total }).toEqual({ id, total: onTime });
    if (within.length > onTime) late.set(id, within.length - onTime);
  }
  const findings = (await witness.verification.findings(instantOf('2000-01-01T00:00:00Z'))).filter(
    ({ subject }) => subject?.accountId === witness.account.id,
  );
  const told = findings
    .filter(({ check }) => check === 'late usage')
    .map(({ subject }) => [subject?.invoiceId, subject?.count]);
  expect(new Map(told as [number, number][])).toEqual(late);
  // What is on no invoice waits for the schedule, or is told; nothing is told twice.
  const loose = witness.calls.filter(({ at }) => !invoices.some(({ from, to }) => from <= at && at < to)).length;
  const unbilled = findings.filter(({ check }) => check === 'unbilled usage');
  const count = unbilled.reduce((sum, { subject }) => sum + (subject?.count ?? 0), 0);
  if (await witness.isOnSchedule()) expect(count).toBeLessThanOrEqual(loose);
  else expect(count).toBe(loose);
};

/** After the server has had its time, nothing that is over is left: every call is on an invoice. */
const endUp = async (witness: Witness): Promise<void> => {
  await witness.account.change({ invoicePeriodId: 4 });
  await witness.account.runAt(
    witness.clock
      .now()
      .add({ hours: 24 * 70 })
      .toString(),
  );
  await agree(witness);
  const invoices = await witness.invoices();
  const billedUntil = Math.max(...invoices.map(({ to }) => to));
  for (const { at } of witness.calls.filter((call) => call.at < billedUntil)) {
    expect(invoices.filter(({ from, to }) => from <= at && at < to)).toHaveLength(1);
  }
  expect(billedUntil).toBeGreaterThan(witness.clock.now().epochMilliseconds - 32 * 24 * hour);
};

describe('the life of usage', () => {
  let database: TestDatabase;
  let lastAccount = 1_000;

  beforeAll(async () => {
    database = await createTestDatabase();
    await loadSampleLedger(database.dataSource);
    await database.dataSource.query(`SELECT cdrs_create_partitions('2025-01-01', '2032-12-01')`);
  });

  afterAll(() => database.drop());

  it('leaves every call in one place, whatever happens to terms, invoices and runs, and verification knows which', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.boolean(), async (steps, isScheduled) => {
        const clock = new FixedClock('2026-03-10T12:00:00Z');
        const next = isScheduled ? '2026-04-01T00:00:00Z' : null;
        const account = await BilledAccount.open(database.dataSource, clock, (lastAccount += 1), next);
        const witness = new Witness(account, clock, new Verification(database.dataSource, clock));
        for (const happening of steps) {
          const now = clock.now().epochMilliseconds;
          if (happening.what === 'calls') {
            for (const hours of happening.hoursAgo) await witness.call(now - hours * hour - 1);
          } else if (happening.what === 'wait') clock.moveTo(new Date(now + happening.hours * hour).toISOString());
          else if (happening.what === 'run') await account.runAt(clock.now().toString());
          else if (happening.what === 'period') await account.change({ invoicePeriodId: happening.period });
          else if (happening.what === 'zone') await account.change({ timeZone: happening.zone });
          else if (happening.what === 'delete') {
            const invoices = await witness.invoices();
            const chosen = invoices[happening.nth % Math.max(1, invoices.length)];
            if (chosen !== undefined) await account.remove(invoiceIdOf(chosen.id));
          } else {
            const day = (daysAgo: number): string => new Date(now - daysAgo * 24 * hour).toISOString().slice(0, 10);
            await account
              .bill(day(happening.daysAgo), day(happening.daysAgo - happening.days))
              .catch((error: unknown) => {
                if (!(error instanceof InvoiceRefused)) throw error;
              });
          }
          await agree(witness);
        }
        await endUp(witness);
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});
