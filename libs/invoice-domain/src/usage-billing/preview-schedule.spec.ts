import { beforeEach, describe, expect, it } from '@jest/globals';
import { InvalidRecord, RecordNotFound } from '../model/domain-failure.js';
import { accountIdOf, type AccountId } from '../model/ids.js';
import { PreviewSchedule } from './preview-schedule.js';
import type { AccountSketch } from './testing/billing-world.js';
import { MemoryBillingWorld } from './testing/memory-billing-world.js';

let world: MemoryBillingWorld;

beforeEach(() => {
  world = new MemoryBillingWorld();
  world.clock.moveTo('2026-11-29T12:00:00Z');
});

const monthly: AccountSketch = {
  ...{ invoicePeriodId: 4, nextInvoiceAt: '2026-12-01T00:00:00Z', nextInvoiceType: 'autoFull' },
};

const billedUntil = async (endsAt: string, sketch: AccountSketch = monthly): Promise<AccountId> => {
  const account = await world.account(sketch);
  await world.invoice({ account, startsAt: '2025-12-01T00:00:00Z', endsAt });
  return account;
};

const previewOf = (id: AccountId, values: Readonly<Record<string, unknown>> = {}) =>
  world.transaction(({ accounts }) => new PreviewSchedule(world.clock).execute(accounts, id, { values, faults: [] }));

/** The first periods as text: `2026-11-01T00:00:00Z 2026-11-30T00:00:00Z odd over`, and where the new terms begin. */
const shown = async (id: AccountId, values: Readonly<Record<string, unknown>> = {}, count = 3) => {
  const { periods, boundary } = await previewOf(id, values);
  const texts = periods.map(({ startsAt, endsAt, isOdd, isOver }) =>
    [startsAt, endsAt, ...(isOdd ? ['odd'] : []), ...(isOver ? ['over'] : [])].join(' '),
  );
  return { periods: texts.slice(0, count), boundary };
};

describe('the preview of a change of terms', () => {
  it('shows one odd period from the last end to the first Monday, when months become weeks on the 29th', async () => {
    expect(await shown(await billedUntil('2026-11-01T00:00:00Z'), { invoicePeriodId: 2 })).toEqual({
      periods: [
        '2026-11-01T00:00:00Z 2026-11-30T00:00:00Z odd',
        '2026-11-30T00:00:00Z 2026-12-07T00:00:00Z',
        '2026-12-07T00:00:00Z 2026-12-14T00:00:00Z',
      ],
      boundary: '2026-11-30T00:00:00Z',
    });
  });

  it.each([
    ['America/Los_Angeles', '2026-12-01T08:00:00Z', '2027-01-01T08:00:00Z'],
    ['Asia/Tokyo', '2026-11-30T15:00:00Z', '2026-12-31T15:00:00Z'],
  ])('shows a month that is hours longer or shorter when the zone becomes %s', async (timeZone, end, next) => {
    expect(await shown(await billedUntil('2026-11-01T00:00:00Z'), { timeZone }, 2)).toEqual({
      periods: [`2026-11-01T00:00:00Z ${end} odd`, `${end} ${next}`],
      boundary: end,
    });
  });

  it('shows what is over as it was planned, and new terms from there on', async () => {
    const account = await billedUntil('2026-10-01T00:00:00Z', { ...monthly, nextInvoiceAt: '2026-11-01T00:00:00Z' });
    expect(await shown(account, { invoicePeriodId: 7 }, 4)).toEqual({
      periods: [
        '2026-10-01T00:00:00Z 2026-11-01T00:00:00Z odd over',
        '2026-11-01T00:00:00Z 2026-11-16T00:00:00Z over',
        '2026-11-16T00:00:00Z 2026-12-01T00:00:00Z',
        '2026-12-01T00:00:00Z 2026-12-16T00:00:00Z',
      ],
      boundary: '2026-11-01T00:00:00Z',
    });
  });

  it('shows nothing once the schedule is cleared', async () => {
    expect(await shown(await billedUntil('2026-11-01T00:00:00Z'), { invoicePeriodId: null })).toEqual({
      periods: [],
      boundary: undefined,
    });
  });

  it('begins with what was not billed when a schedule is set, however long that is ago', async () => {
    const account = await billedUntil('2026-01-18T00:00:00Z', {});
    expect(await shown(account, { invoicePeriodId: 4 })).toEqual({
      periods: [
        '2026-01-18T00:00:00Z 2026-02-01T00:00:00Z odd over',
        '2026-02-01T00:00:00Z 2026-03-01T00:00:00Z over',
        '2026-03-01T00:00:00Z 2026-04-01T00:00:00Z over',
      ],
      boundary: '2026-02-01T00:00:00Z',
    });
    expect((await previewOf(account, { invoicePeriodId: 4 })).periods).toHaveLength(12);
  });

  it('begins with the period of the first use of an account that was never billed, or with the running one', async () => {
    const [used, unused] = [await world.account(), await world.account()];
    await world.use(used, '2026-09-10T10:00:00Z');
    expect(await shown(used, { invoicePeriodId: 4 }, 1)).toEqual({
      periods: ['2026-09-01T00:00:00Z 2026-10-01T00:00:00Z over'],
      boundary: '2026-09-01T00:00:00Z',
    });
    expect(await shown(unused, { invoicePeriodId: 4 }, 1)).toEqual({
      periods: ['2026-11-01T00:00:00Z 2026-12-01T00:00:00Z'],
      boundary: '2026-11-01T00:00:00Z',
    });
  });

  it('shows the same periods as ever when nothing becomes another', async () => {
    const account = await billedUntil('2026-11-01T00:00:00Z');
    const as = { periods: ['2026-11-01T00:00:00Z 2026-12-01T00:00:00Z'], boundary: undefined };
    expect(await shown(account, {}, 1)).toEqual(as);
    expect(await shown(account, { invoicePeriodId: 4, timeZone: 'UTC' }, 1)).toEqual(as);
  });

  it('counts a period as over once no call of it can still be running', async () => {
    const account = await billedUntil('2026-11-01T00:00:00Z', { ...monthly, maxCallDuration: 3_600 });
    world.clock.moveTo('2026-12-01T00:59:59Z');
    expect((await previewOf(account)).periods[0]?.isOver).toBe(false);
    world.clock.moveTo('2026-12-01T01:00:00Z');
    expect((await previewOf(account)).periods[0]?.isOver).toBe(true);
  });

  it('is refused as the change would be', async () => {
    const account = await billedUntil('2026-11-01T00:00:00Z');
    await expect(previewOf(account, { invoicePeriodId: 8, timeZone: 'Mars/Olympus' })).rejects.toEqual(
      new InvalidRecord(
        { member: 'invoicePeriodId', message: 'is not included in the list' },
        { member: 'timeZone', message: 'Mars/Olympus is not a valid timezone' },
      ),
    );
    await expect(previewOf(accountIdOf(4_711))).rejects.toEqual(new RecordNotFound('account', '4711'));
  });
});
