import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock } from '@org/kernel';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { type TestDatabase } from '../../testing/test-database.js';
import { BilledAccount } from '../testing/billed-account.js';

let database: TestDatabase;
let account: BilledAccount;

beforeEach(async () => {
  database = await createSampleLedger();
  await database.dataSource.query(`SELECT cdrs_create_partitions('2025-12-01', '2027-03-01')`);
});

afterEach(() => database.drop());

/** An account that is billed by the month, next in November. It is 29 November 2026. */
const monthly = async (next: string | null = '2026-12-01T00:00:00Z'): Promise<void> => {
  account = await BilledAccount.open(database.dataSource, new FixedClock('2026-11-29T12:00:00Z'), 200, next);
};

describe('the chain of periods', () => {
  it('goes on where it ended when the period becomes a week', async () => {
    await monthly();
    await account.billedIn('2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z');
    await account.calls('2026-11-02T10:00:00Z', '2026-11-10T10:00:00Z', '2026-11-20T10:00:00Z', '2026-11-24T10:00:00Z');
    await account.change({ invoicePeriodId: 2 });
    await account.runAt('2026-12-08T12:00:00Z');
    expect(await account.invoices()).toEqual([
      '2026-10-01T00 2026-11-01T00: 0',
      '2026-11-01T00 2026-11-30T00: 4',
      '2026-11-30T00 2026-12-07T00: 0',
    ]);
  });

  it.each([
    ['west', 'America/Los_Angeles', '2026-12-01T08'],
    ['east', 'Asia/Tokyo', '2026-11-30T15'],
  ])('goes on where it ended when the zone moves %s', async (_, timeZone, end) => {
    await monthly();
    await account.billedIn('2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z');
    await account.calls('2026-11-01T00:00:00Z', '2026-11-30T14:59:59Z');
    await account.change({ timeZone });
    await account.runAt('2026-12-02T12:00:00Z');
    expect((await account.invoices()).at(-1)).toBe(`2026-11-01T00 ${end}: 2`);
  });

  it.each([
    ['the period becomes a week', { invoicePeriodId: 2 }],
    ['the zone moves', { timeZone: 'America/Los_Angeles' }],
  ])('is what its preview says when %s', async (_, change) => {
    await monthly();
    await account.billedIn('2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z');
    const { periods } = await account.preview(change);
    await account.change(change);
    await account.runAt('2027-01-20T12:00:00Z');
    const [, ...made] = await account.invoices();
    expect(made.length).toBeGreaterThan(1);
    expect(
      periods.slice(0, made.length).map(({ startsAt, endsAt }) => `${startsAt.slice(0, 13)} ${endsAt.slice(0, 13)}: 0`),
    ).toEqual(made);
  });

  it('does not jump over the time without a schedule', async () => {
    await monthly();
    await account.billedIn('2025-12-01T00:00:00Z', '2026-01-18T00:00:00Z');
    await account.calls('2026-03-05T10:00:00Z', '2026-11-28T10:00:00Z');
    await account.change({ invoicePeriodId: null });
    await account.change({ invoicePeriodId: 4 });
    expect(await account.runAt('2026-12-01T12:00:00Z')).toMatchObject({ billedCount: 1, invoicesCount: 11 });
    const [, first, , march, ...others] = await account.invoices();
    expect([first, march, others.at(-1)]).toEqual([
      '2026-01-18T00 2026-02-01T00: 0',
      '2026-03-01T00 2026-04-01T00: 1',
      '2026-11-01T00 2026-12-01T00: 1',
    ]);
  });

  it('bills what was used before the first period, whether it was known then or comes later', async () => {
    await monthly('2026-11-01T00:00:00Z');
    await account.calls('2026-09-10T10:00:00Z', '2026-10-05T10:00:00Z');
    await account.runAt('2026-11-01T12:00:00Z');
    expect(await account.invoices()).toEqual(['2026-09-01T00 2026-10-01T00: 1', '2026-10-01T00 2026-11-01T00: 1']);

    await account.calls('2026-07-31T10:00:00Z');
    await account.runAt('2026-11-02T12:00:00Z');
    expect((await account.invoices()).slice(0, 2)).toEqual([
      '2026-07-31T00 2026-08-01T00: 1',
      '2026-08-01T00 2026-09-01T00: 0',
    ]);
  });

  it('opens the period of a deleted invoice again, for the next run', async () => {
    await monthly();
    await account.billedIn('2026-09-01T00:00:00Z', '2026-10-01T00:00:00Z');
    const deleted = await account.billedIn('2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z');
    await account.calls('2026-10-05T10:00:00Z');
    await account.remove(deleted);
    expect(await account.invoices()).toEqual(['2026-09-01T00 2026-10-01T00: 0']);
    expect(await account.runAt('2026-11-29T12:01:00Z')).toMatchObject({ billedCount: 1 });
    expect(await account.invoices()).toEqual(['2026-09-01T00 2026-10-01T00: 0', '2026-10-01T00 2026-11-01T00: 1']);
    expect(await account.runAt('2026-11-29T12:02:00Z')).toMatchObject({ expectedCount: 0 });
  });

  it('lets a part of an open period be billed by hand, and the run bills the rest', async () => {
    await monthly();
    await account.remove(await account.billedIn('2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z'));
    await account.calls('2026-10-05T10:00:00Z', '2026-10-15T10:00:00Z', '2026-10-25T10:00:00Z');
    await account.bill('2026-10-10', '2026-10-20');
    await account.runAt('2026-11-29T12:01:00Z');
    expect(await account.invoices()).toEqual([
      '2026-10-01T00 2026-10-10T00: 1',
      '2026-10-10T00 2026-10-20T00: 1',
      '2026-10-20T00 2026-11-01T00: 1',
    ]);
  });

  it('refuses an invoice by hand of what the schedule will bill', async () => {
    await monthly();
    await account.billedIn('2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z');
    await expect(account.bill('2026-11-01', '2026-11-10')).rejects.toMatchObject({
      refusals: ['account-on-schedule'],
    });
  });

  it('leaves open what an invoice by hand jumps over, and bills it once the account has a schedule', async () => {
    await monthly(null);
    await account.billedIn('2026-06-01T00:00:00Z', '2026-07-01T00:00:00Z');
    await account.calls('2026-07-10T10:00:00Z');
    await account.billedIn('2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z');
    await account.runAt('2026-11-29T12:01:00Z');
    expect(await account.invoices()).toHaveLength(2);

    await account.change({ invoicePeriodId: 4 });
    await account.runAt('2026-11-29T12:02:00Z');
    expect(await account.invoices()).toEqual([
      '2026-06-01T00 2026-07-01T00: 0',
      '2026-07-01T00 2026-08-01T00: 1',
      '2026-08-01T00 2026-09-01T00: 0',
      '2026-09-01T00 2026-10-01T00: 0',
      '2026-10-01T00 2026-11-01T00: 0',
    ]);
  });
});
