import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aSubscription, openCommerceLedger, type CommerceLedger, type Row } from '../../testing/commerce-ledger.js';

let ledger: CommerceLedger;

beforeAll(async () => {
  ledger = await openCommerceLedger();
});

afterAll(() => ledger.close());

beforeEach(() => ledger.client.query('DELETE FROM subscriptions WHERE external_key IS NOT NULL'));

describe('subscriptions that come in', () => {
  it('belong to the reseller of their account, and are no trials unless they say so', async () => {
    const dates = { start_date: '2026-01-01', expiration_date: '2026-12-31' };
    await ledger.import('subscriptions', aSubscription, {
      ...aSubscription,
      ...dates,
      external_key: 's2',
      trial: true,
    });
    expect(
      await ledger.rows(
        `SELECT external_key AS key, reseller_id AS reseller, plan_id AS plan, trial, start_date::text AS start,
           expiration_date::text AS expiration FROM subscriptions WHERE external_key IS NOT NULL ORDER BY id`,
      ),
    ).toEqual([
      { key: 's1', reseller: 2, plan: 9, trial: false, start: null, expiration: null },
      { key: 's2', reseller: 2, plan: 9, trial: true, start: '2026-01-01', expiration: '2026-12-31' },
    ]);
  });

  it('come once, whatever has become of them', async () => {
    await ledger.import('subscriptions', aSubscription);
    await ledger.client.query(`UPDATE subscriptions SET status = 'stopped' WHERE external_key = 's1'`);
    expect(await ledger.import('subscriptions', aSubscription, aSubscription)).toMatchObject({
      added: 0,
      alreadyThere: 2,
    });
    expect(await ledger.reasonsOf('subscriptions', { ...aSubscription, plan_id: 10 })).toEqual([
      'a subscription with this external_key is there already, with other values: plan_id is 9 there and 10 here',
    ]);
  });

  it.each<readonly [Row, string]>([
    [{ account_id: 9 }, "account_id names none of the ledger's accounts: 9"],
    [{ plan_id: 1.5 }, 'plan_id is not a whole number: "1.5"'],
    [{ name: null }, 'name is missing'],
    [{ trial: 'maybe' }, 'trial is neither true nor false: "maybe"'],
    [{ payment_model: 'free' }, 'payment_model is none of prepay, postpay: "free"'],
    [{ billing_day: 32 }, 'billing_day is not a day of a month: "32"'],
    [{ start_date: '2026-02-01', expiration_date: '2026-01-31' }, 'expiration_date is before start_date'],
  ])('are rejected with a reason: %j', async (change, reason) => {
    expect(await ledger.reasonsOf('subscriptions', { ...aSubscription, ...change })).toEqual([reason]);
  });

  it('are rejected for a status that none has', async () => {
    const [reason] = await ledger.reasonsOf('subscriptions', { ...aSubscription, status: 'gone' });
    expect(reason).toMatch(/^status is none of ordered, installing, .*, blocked: "gone"$/);
  });
});
