import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Shop } from '../testing/shop.js';
import { runs } from '../../testing/thoroughness.js';

let shop: Shop;

beforeEach(async () => {
  shop = await Shop.open();
});

afterEach(() => shop.database.drop());

const moments = (account = 1): Promise<readonly string[]> =>
  shop.values(`SELECT to_char(starts_at AT TIME ZONE 'UTC', 'MM-DD HH24') || ' to ' || to_char(ends_at AT TIME ZONE 'UTC', 'MM-DD HH24')
    FROM invoices WHERE account_id = ${account} ORDER BY starts_at`);

describe('a time zone that moves', () => {
  it.each([
    ['eastward', 'Europe/Moscow', 'Pacific/Kiritimati', ['12-31 21 to 01-31 21', '01-31 21 to 02-28 10']],
    ['westward', 'Europe/Moscow', 'America/New_York', ['12-31 21 to 01-31 21', '01-31 21 to 03-01 05']],
    ['around the world', 'Pacific/Kiritimati', 'Etc/GMT+12', ['12-31 10 to 01-31 10', '01-31 10 to 03-01 12']],
    ['and back', 'Etc/GMT+12', 'Pacific/Kiritimati', ['01-01 12 to 02-01 12', '02-01 12 to 02-28 10']],
  ])('%s leaves neither a gap nor an overlap between invoices of subscriptions', async (_, before, after, expected) => {
    await shop.rows(`UPDATE accounts SET time_zone = $1 WHERE id = 1`, [before]);
    await shop.charge({ amount: '5', from: '2026-01-05' });
    await shop.bill('2026-01-20T12:00:00Z');
    await shop.rows(`UPDATE accounts SET time_zone = $1 WHERE id = 1`, [after]);
    await shop.bill('2026-02-02T12:00:00Z');
    expect(await shop.invoices()).toEqual([
      '2026-01-01 to 2026-02-01, day 1, approved: 5 + 0 = 5',
      '2026-02-01 to 2026-03-01, day 1, pending: 0 + 0 = 0',
    ]);
    expect(await moments()).toEqual(expected);
  });

  it('of the reseller moves the day on which its invoices are closed, and nothing else', async () => {
    await shop.charge({ amount: '5', from: '2026-01-05' });
    await shop.bill('2026-01-20T12:00:00Z');
    await shop.rows(`UPDATE resellers SET time_zone = 'Pacific/Kiritimati'`);
    await shop.bill('2026-02-01T12:00:00Z');
    await shop.rows(`UPDATE resellers SET time_zone = 'Etc/GMT+12'`);
    await shop.bill('2026-02-03T12:00:00Z');
    await shop.bill('2026-03-03T12:00:00Z');
    expect(await shop.invoices()).toEqual([
      '2026-01-01 to 2026-02-01, day 1, approved: 5 + 0 = 5',
      '2026-02-01 to 2026-03-01, day 1, approved: 0 + 0 = 0',
      '2026-03-01 to 2026-04-01, day 1, pending: 0 + 0 = 0',
    ]);
  });
});

describe('a billing day that moves', () => {
  it.each([
    ['the account', 'UPDATE accounts SET billing_day = 15 WHERE id = 1'],
    ['its class', 'UPDATE account_classes SET billing_day = 15'],
    ['the subscription', 'UPDATE subscriptions SET billing_day = 15 WHERE id = 11'],
  ])('of %s applies from the end of the open invoice on', async (_, change) => {
    await shop.charge({ amount: '5', from: '2026-01-05' });
    await shop.bill('2026-01-20T12:00:00Z');
    await shop.rows(change);
    await shop.charge({ amount: '6', from: '2026-01-25' });
    await shop.bill('2026-01-26T12:00:00Z');
    await shop.charge({ amount: '7', from: '2026-02-05' });
    await shop.bill('2026-02-20T12:00:00Z');
    expect(await shop.invoices()).toEqual([
      '2026-01-01 to 2026-02-01, day 1, approved: 11 + 0 = 11',
      '2026-02-01 to 2026-02-15, day 15, approved: 7 + 0 = 7',
      '2026-02-15 to 2026-03-15, day 15, pending: 0 + 0 = 0',
    ]);
  });

  it('and moves back makes no invoice of a time that was billed', async () => {
    await shop.bill('2026-01-20T12:00:00Z');
    await shop.rows('UPDATE accounts SET billing_day = 15 WHERE id = 1');
    await shop.bill('2026-02-20T12:00:00Z');
    await shop.rows('UPDATE accounts SET billing_day = 1 WHERE id = 1');
    await shop.bill('2026-03-16T12:00:00Z');
    await shop.bill('2026-04-02T12:00:00Z');
    expect((await shop.invoices()).map((invoice) => invoice.slice(0, 31))).toEqual([
      '2026-01-01 to 2026-02-01, day 1',
      '2026-02-01 to 2026-02-15, day 1',
      '2026-02-15 to 2026-03-15, day 1',
      '2026-03-15 to 2026-04-01, day 1',
      '2026-04-01 to 2026-05-01, day 1',
    ]);
  });

  it('by a single day makes no invoice of that day', async () => {
    await shop.bill('2026-01-20T12:00:00Z');
    await shop.rows('UPDATE accounts SET billing_day = 2 WHERE id = 1');
    await shop.bill('2026-02-20T12:00:00Z');
    expect(await shop.values('SELECT to_date FROM invoices WHERE account_id = 1 ORDER BY 1')).toEqual([
      '2026-02-01',
      '2026-03-02',
    ]);
  });

  it('takes corrections of the account along', async () => {
    await shop.correction('3', '2026-01-10T00:00:00Z');
    await shop.bill('2026-01-20T12:00:00Z');
    await shop.rows('UPDATE accounts SET billing_day = 15 WHERE id = 1');
    await shop.correction('4', '2026-01-21T00:00:00Z');
    await shop.bill('2026-01-22T12:00:00Z');
    expect(await shop.invoices()).toEqual(['2026-01-01 to 2026-02-01, day 1, pending: 0 + 7 = 7']);
  });
});

describe('a charge of a day long past', () => {
  it.each([
    ['is alone on its invoice', '2020-02-10', ['2020-02-01 to 2020-03-01, day 1, approved: 9 + 0 = 9']],
    ['in the year 2000', '2000-01-31', ['2000-01-01 to 2000-02-01, day 1, approved: 9 + 0 = 9']],
  ])('%s, and the time since then has none', async (_, from, expected) => {
    await shop.rows(`UPDATE subscriptions SET start_date = '2000-01-01' WHERE id = 11`);
    await shop.charge({ amount: '9', from });
    await shop.bill('2026-11-01T12:00:00Z');
    expect(await shop.invoices()).toEqual(expected);
    await shop.bill('2026-11-02T12:00:00Z');
    expect(await shop.invoices()).toEqual([...expected, '2026-11-01 to 2026-12-01, day 1, pending: 0 + 0 = 0']);
  });

  it('is on the next invoice of an account that was billed before', async () => {
    await shop.bill('2026-10-20T12:00:00Z');
    await shop.charge({ amount: '9', from: '2020-02-10' });
    await shop.bill('2026-11-02T12:00:00Z');
    expect(await shop.invoices()).toEqual([
      '2026-10-01 to 2026-11-01, day 1, approved: 9 + 0 = 9',
      '2026-11-01 to 2026-12-01, day 1, pending: 0 + 0 = 0',
    ]);
  });
});

it('an account that wants no empty invoices has none for subscriptions that nothing was charged for', async () => {
  await shop.rows('UPDATE accounts SET empty_invoices = false');
  await shop.bill('2026-01-02T12:00:00Z');
  await shop.charge({ amount: '9', from: '2026-03-10' });
  await shop.bill('2026-03-11T12:00:00Z');
  await shop.bill('2026-04-20T12:00:00Z');
  expect([...(await shop.invoices()), ...(await shop.invoices(2))]).toEqual([
    '2026-03-01 to 2026-04-01, day 1, approved: 9 + 0 = 9',
  ]);
});

/** Bills, and makes and closes as many invoices of each account as the plan of it says. */
const billAsPlanned = async (world: Shop, at: string): Promise<void> => {
  const counted = `SELECT account_id AS id, count(*)::integer AS added, count(number)::integer AS closed FROM invoices GROUP BY 1`;
  type Counts = Readonly<Record<'id' | 'added' | 'closed', number>>;
  const before = await world.rows<Counts>(counted);
  const plans = await world.plan(at);
  await world.bill(at);
  const after = await world.rows<Counts>(counted);
  for (const { accountId, addedCount, closedCount } of plans) {
    const of = (rows: readonly Counts[]) => rows.find(({ id }) => id === accountId) ?? { added: 0, closed: 0 };
    expect([at, accountId, of(before).added + addedCount, of(before).closed + closedCount]).toEqual([
      at,
      accountId,
      of(after).added,
      of(after).closed,
    ]);
  }
};

/** A day as a number, so that the model below needs no calendar of the ledger. */
const dayNumber = (text: string): number => Date.parse(`${text}T00:00:00Z`) / 86_400_000;

const zones = ['UTC', 'Europe/Moscow', 'Pacific/Kiritimati', 'Etc/GMT+12', 'America/New_York'] as const;
const zone = fc.constantFrom(...zones);
const billingDay = fc.constantFrom(1, 2, 5, 15, 28, 30, 31);
const step = fc.record({
  hours: fc.integer({ min: 1, max: 45 * 24 }),
  change: fc.oneof(
    zone.map((to) => `UPDATE accounts SET time_zone = '${to}'`),
    zone.map((to) => `UPDATE resellers SET time_zone = '${to}'`),
    billingDay.map((to) => `UPDATE accounts SET billing_day = ${to}`),
    billingDay.map((to) => `UPDATE account_classes SET billing_day = ${to}`),
    billingDay.map((to) => `UPDATE subscriptions SET billing_day = ${to} WHERE id = 12`),
    fc.constant('UPDATE accounts SET billing_day = NULL'),
  ),
});

/** For each day between the first and the last, the number of periods that hold it. */
const coverage = (periods: readonly (readonly [string, string])[]): ReadonlySet<number> => {
  const counts = new Map<number, number>();
  for (const [from, to] of periods)
    for (let day = dayNumber(from); day < dayNumber(to); day += 1) counts.set(day, (counts.get(day) ?? 0) + 1);
  const days = [...counts.keys()];
  for (let day = Math.min(...days); day < Math.max(...days); day += 1) if (!counts.has(day)) counts.set(day, 0);
  return new Set(counts.values());
};

describe('terms that move in any direction', () => {
  it('leave every day of a subscription on one invoice, and every charge, too', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const world = await Shop.open();
        const periodsOf = async (subscription: number): Promise<readonly (readonly [string, string])[]> => {
          const rows = await world.rows<{ readonly from: string; readonly to: string }>(
            `SELECT from_date::text AS from, to_date::text AS to FROM invoices JOIN invoice_subscriptions link ON link.invoice_id = invoices.id
             WHERE link.subscription_id = $1 ORDER BY from_date`,
            [subscription],
          );
          return rows.map(({ from, to }) => [from, to]);
        };
        try {
          await world.rows(`INSERT INTO subscriptions (id, account_id, reseller_id, plan_id, name, status, start_date, payment_model, billing_day)
            VALUES (12, 1, 1, 2, 'Phone', 'active', '2026-01-01', 'postpay', 17)`);
          let now = Date.parse('2026-01-03T12:00:00Z');
          await world.bill(new Date(now).toISOString());
          for (const { hours, change } of steps) {
            await world.rows(change);
            now += hours * 3_600_000;
            const from = new Date(now).toISOString().slice(0, 10);
            for (const subscription of [11, 12]) await world.charge({ subscription, amount: '1', from });
            await billAsPlanned(world, new Date(now).toISOString());
          }
          for (let rest = 0; rest < 4; rest += 1) {
            now += 31 * 86_400_000;
            await world.bill(new Date(now).toISOString());
          }
          // What follows the account is alone in its series, unless the other one joins it: then that one is listed in both.
          expect(coverage(await periodsOf(21))).toEqual(new Set([1]));
          expect(coverage(await periodsOf(11)).has(0)).toBe(false);
          expect(coverage(await periodsOf(12)).has(0)).toBe(false);
          expect(
            await world.values(`SELECT count(*) FROM charges WHERE invoice_id IS NULL OR status <> 'closed'`),
          ).toEqual(['0']);
          expect(
            await world.values(`SELECT count(*) FROM invoices one JOIN invoices other ON other.account_id = one.account_id AND other.id <> one.id
              AND other.billing_day = one.billing_day AND daterange(one.from_date, one.to_date) && daterange(other.from_date, other.to_date)`),
          ).toEqual(['0']);
          expect(
            await world.values(`SELECT count(*) FROM invoices WHERE account_id = 2
              AND starts_at > (SELECT min(starts_at) FROM invoices WHERE account_id = 2) AND starts_at NOT IN (SELECT ends_at FROM invoices WHERE account_id = 2)`),
          ).toEqual(['0']);
        } finally {
          await world.database.drop();
        }
      }),
      { numRuns: runs(4) },
    );
  }, 120_000);
});
