import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Shop } from '../testing/shop.js';

let shop: Shop;

beforeEach(async () => {
  shop = await Shop.open();
});

afterEach(() => shop.database.drop());

const parked = (): Promise<readonly string[]> =>
  shop.values(
    `SELECT account_id || ' since ' || (parked_at AT TIME ZONE 'UTC')::date || ': ' || cause FROM parked_sales`,
  );

const taken =
  "another final invoice has the number S-2026. Change the reference of the open invoice, or give the reseller's template a $seq, then retry.";

describe('an account whose subscriptions cannot be billed', () => {
  beforeEach(async () => {
    await shop.rows(`UPDATE resellers SET invoice_ref_template = 'S-$year'`);
    await shop.bill('2026-01-02T12:00:00Z');
  });

  it('is parked with a plain cause, and stops nobody else', async () => {
    const { done, failed, parked: causes } = await shop.attempt('2026-02-02T12:00:00Z');

    expect([done, failed.size, [...causes]]).toEqual([1, 1, [[2, taken]]]);
    expect(await shop.values('SELECT account_id FROM invoices WHERE number IS NOT NULL')).toEqual(['1']);
    expect(await parked()).toEqual([`2 since 2026-02-02: ${taken}`]);
  });

  it('is left until the next day, and parked anew then', async () => {
    await shop.attempt('2026-02-02T12:00:00Z');
    expect((await shop.attempt('2026-02-02T13:00:00Z')).failed.size).toBe(0);
    expect((await shop.attempt('2026-02-03T12:00:00Z')).parked.size).toBe(1);
    expect(await parked()).toEqual([`2 since 2026-02-03: ${taken}`]);
  });

  it.each([
    ['a run that retries what is parked', '', { retryParked: true }],
    ['the run after somebody has asked for it', 'UPDATE parked_sales SET is_due = true', {}],
  ])('is billed by %s, once the cause is gone', async (_, ask, options) => {
    await shop.attempt('2026-02-02T12:00:00Z');
    await shop.rows(`UPDATE resellers SET invoice_ref_template = 'S-$seq'`);
    if (ask !== '') await shop.rows(ask);
    const { done, failed } = await shop.attempt('2026-02-02T13:00:00Z', options);

    expect([done, failed.size]).toEqual([1, 0]);
    expect(await parked()).toEqual([]);
    expect(await shop.invoices(2)).toEqual(['2026-01-01 to 2026-02-01, day 1, approved: 0 + 0 = 0']);
  });
});
