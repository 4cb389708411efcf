import { balanceBecomes } from '../../testing/adjustments.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Shop } from '../testing/shop.js';
import { runs } from '../../testing/thoroughness.js';

let shop: Shop;

beforeEach(async () => {
  shop = await Shop.open();
});

afterEach(() => shop.database.drop());

describe('the invoice of a postpaid account', () => {
  it('is opened on the second day of its period, by the calendar of the reseller', async () => {
    await shop.charge({ amount: '12.5', from: '2026-01-01', closes: '2026-01-31' });
    await shop.bill('2026-01-01T20:59:59Z');
    expect(await shop.invoices()).toEqual([]);

    await shop.bill('2026-01-01T21:00:00Z');
    expect(await shop.invoices()).toEqual(['2026-01-01 to 2026-02-01, day 1, pending: 12.5 + 0 = 12.5']);
  });

  it('gathers what is charged while it is open, and is closed on the second day of the next period with one payment', async () => {
    await shop.charge({ amount: '12.5', from: '2026-01-01', closes: '2026-01-31' });
    await shop.bill('2026-01-02T00:00:00Z');
    await shop.charge({ amount: '7.25', from: '2026-01-10', closes: '2026-01-31' });
    await shop.correction('-0.75', '2026-01-20T00:00:00Z');
    await shop.bill('2026-01-21T00:00:00Z');
    expect(await shop.invoices()).toEqual(['2026-01-01 to 2026-02-01, day 1, pending: 19.75 + -0.75 = 19']);

    await shop.bill('2026-02-01T00:00:00Z');
    expect(await shop.values('SELECT DISTINCT status FROM charges')).toEqual(['closed']);
    expect(await shop.payments()).toEqual([]);

    await shop.bill('2026-02-02T00:00:00Z');
    expect(await shop.invoices()).toEqual([
      '2026-01-01 to 2026-02-01, day 1, approved: 19.75 + -0.75 = 19',
      '2026-02-01 to 2026-03-01, day 1, pending: 0 + 0 = 0',
    ]);
    expect(await shop.payments()).toEqual(['waiting_for_payment of 19, due 2026-02-12']);
    expect(await shop.values('SELECT document_id FROM payments')).toEqual(['P000001']);
    expect(
      await shop.values(
        'SELECT count(*) FROM invoice_payments UNION ALL SELECT count(*) FROM payment_charges UNION ALL SELECT count(*) FROM payment_corrections',
      ),
    ).toEqual(['1', '2', '1']);
    expect(await shop.values('SELECT subscription_id FROM invoice_subscriptions WHERE invoice_id = 1')).toEqual(['11']);
  });

  it('has no due date where an external system issues invoices', async () => {
    await shop.rows('UPDATE resellers SET externally_invoiced = true');
    await shop.charge({ amount: '5', from: '2026-01-05' });
    await shop.bill('2026-02-02T00:00:00Z');
    expect(await shop.payments()).toEqual(['waiting_for_payment of 5, due at no day']);
  });

  it('is numbered by the template of the reseller, in its own series once it is closed', async () => {
    await shop.rows(`UPDATE resellers SET invoice_ref_template = 'S-$year$month-$seq(4)'`);
    await shop.charge({ amount: '5', from: '2026-01-05' });
    await shop.bill('2026-01-06T12:00:00Z');
    await shop.bill('2026-02-02T12:00:00Z');
    expect(await shop.values(`SELECT reference FROM invoices WHERE account_id = 1 ORDER BY id`)).toEqual([
      'S-202602-0001',
      'S-202603-$seq(4)',
    ]);
  });

  it('of zero has no payment', async () => {
    await shop.charge({ amount: '0', from: '2026-01-05' });
    await shop.bill('2026-02-02T00:00:00Z');
    expect(await shop.payments()).toEqual([]);
  });

  it('leaves out what is charged in the next period', async () => {
    await shop.charge({ amount: '5', from: '2026-01-31' });
    await shop.charge({ amount: '6', from: '2026-02-01' });
    await shop.bill('2026-02-02T00:00:00Z');
    expect(await shop.invoices()).toEqual([
      '2026-01-01 to 2026-02-01, day 1, approved: 5 + 0 = 5',
      '2026-02-01 to 2026-03-01, day 1, pending: 6 + 0 = 6',
    ]);
  });

  it('takes what came too late for the one before', async () => {
    await shop.charge({ amount: '5', from: '2026-01-05' });
    await shop.bill('2026-02-02T00:00:00Z');
    await shop.charge({ amount: '3', from: '2026-01-06' });
    await shop.correction('1', '2026-01-15T00:00:00Z');
    await shop.bill('2026-02-03T00:00:00Z');
    expect(await shop.invoices()).toEqual([
      '2026-01-01 to 2026-02-01, day 1, approved: 5 + 0 = 5',
      '2026-02-01 to 2026-03-01, day 1, pending: 3 + 1 = 4',
    ]);
  });

  it('is one for each billing day', async () => {
    await shop.rows(`INSERT INTO subscriptions (id, account_id, reseller_id, plan_id, name, status, start_date, payment_model, billing_day)
      VALUES (12, 1, 1, 2, 'Phone', 'active', '2026-01-17', 'postpay', 17)`);
    await shop.charge({ amount: '5', from: '2026-01-05' });
    await shop.charge({ subscription: 12, amount: '7', from: '2026-01-17', closes: '2026-02-16' });
    await shop.bill('2026-01-18T12:00:00Z');
    await shop.bill('2026-02-18T12:00:00Z');
    expect(await shop.invoices()).toEqual([
      '2026-01-01 to 2026-02-01, day 1, approved: 5 + 0 = 5',
      '2026-01-17 to 2026-02-17, day 17, approved: 7 + 0 = 7',
      '2026-02-01 to 2026-03-01, day 1, pending: 0 + 0 = 0',
      '2026-02-17 to 2026-03-17, day 17, pending: 0 + 0 = 0',
    ]);
  });

  it.each([
    ['the account', 'UPDATE accounts SET billing_day = 5'],
    ['its class', 'UPDATE account_classes SET billing_day = 5'],
  ])('has the billing day of %s unless the subscription has one', async (_, update) => {
    await shop.rows(`${update}; UPDATE subscriptions SET start_date = '2026-01-05'`);
    await shop.charge({ amount: '5', from: '2026-01-05' });
    await shop.bill('2026-01-06T12:00:00Z');
    expect(await shop.invoices()).toEqual(['2026-01-05 to 2026-02-05, day 5, pending: 5 + 0 = 5']);
  });

  it('makes up for periods in which nobody billed', async () => {
    await shop.charge({ amount: '5', from: '2026-01-05' });
    await shop.charge({ amount: '6', from: '2026-03-05' });
    await shop.bill('2026-04-15T12:00:00Z');
    expect(await shop.invoices()).toEqual([
      '2026-01-01 to 2026-02-01, day 1, approved: 5 + 0 = 5',
      '2026-03-01 to 2026-04-01, day 1, approved: 6 + 0 = 6',
      '2026-04-01 to 2026-05-01, day 1, pending: 0 + 0 = 0',
    ]);
  });

  it('is one for each period that was missed and used, once there was a first', async () => {
    await shop.bill('2026-01-02T12:00:00Z');
    await shop.charge({ amount: '6', from: '2026-03-05' });
    await shop.bill('2026-04-15T12:00:00Z');
    expect(await shop.invoices()).toEqual([
      '2026-01-01 to 2026-02-01, day 1, approved: 0 + 0 = 0',
      '2026-02-01 to 2026-03-01, day 1, approved: 0 + 0 = 0',
      '2026-03-01 to 2026-04-01, day 1, approved: 6 + 0 = 6',
      '2026-04-01 to 2026-05-01, day 1, pending: 0 + 0 = 0',
    ]);
  });
});

describe('a charge for a time to come', () => {
  it('blocks its amount when that time begins', async () => {
    await shop.charge({ status: 'opened', amount: '30.5', from: '2026-01-10', closes: '2026-01-31' });
    await shop.bill('2026-01-09T12:00:00Z');
    expect(await shop.values('SELECT balance FROM accounts WHERE id = 1')).toEqual(['100']);
    await shop.bill('2026-01-10T12:00:00Z');
    expect(await shop.values('SELECT trim_scale(balance) FROM accounts WHERE id = 1')).toEqual(['69.5']);
    expect(await shop.invoices()).toEqual(['2026-01-01 to 2026-02-01, day 1, pending: 30.5 + 0 = 30.5']);
    await shop.bill('2026-01-11T12:00:00Z');
    expect(await shop.values('SELECT trim_scale(balance) FROM accounts WHERE id = 1')).toEqual(['69.5']);
  });
});

describe('the invoice of a prepaid account', () => {
  it('is made and closed when its period is over, without a payment', async () => {
    await shop.charge({ subscription: 21, status: 'closed', amount: '5', from: '2026-01-05' });
    await shop.bill('2026-02-01T12:00:00Z');
    expect(await shop.invoices(2)).toEqual([]);
    await shop.bill('2026-02-02T12:00:00Z');
    expect(await shop.invoices(2)).toEqual(['2026-01-01 to 2026-02-01, day 1, approved: 5 + 0 = 5']);
    expect(await shop.payments()).toEqual([]);
  });

  it('names the subscriptions that were used, also when nothing was charged', async () => {
    await shop.bill('2026-02-02T12:00:00Z');
    expect(await shop.invoices(2)).toEqual(['2026-01-01 to 2026-02-01, day 1, approved: 0 + 0 = 0']);
    expect(
      await shop.values(
        'SELECT subscription_id FROM invoice_subscriptions link JOIN invoices ON invoices.id = invoice_id WHERE invoices.account_id = 2',
      ),
    ).toEqual(['21']);
  });
});

describe('what is paid before and what is paid afterwards', () => {
  it('is on invoices of its own, also when its account has both on one billing day', async () => {
    await shop.rows(`INSERT INTO subscriptions (id, account_id, reseller_id, plan_id, name, status, start_date, payment_model)
      VALUES (12, 1, 1, 2, 'Domain', 'active', '2026-01-01', 'prepay')`);
    await shop.charge({ amount: '5', from: '2026-01-05' });
    await shop.charge({ subscription: 12, status: 'closed', amount: '7', from: '2026-01-05' });
    await shop.bill('2026-02-02T12:00:00Z');
    expect(
      await shop.values('SELECT payment_model || trim_scale(total) FROM invoices WHERE account_id = 1 ORDER BY 1'),
    ).toEqual(['postpay0', 'postpay5', 'prepay7']);
    expect(await shop.payments()).toEqual(['waiting_for_payment of 5, due 2026-02-12']);
  });
});

describe('a payment for services', () => {
  it('expires on the day after it was due, and its subscriptions are blocked', async () => {
    await shop.charge({ amount: '5', from: '2026-01-05' });
    await shop.rows(balanceBecomes(1, '-5'));
    await shop.bill('2026-02-02T12:00:00Z');
    await shop.bill('2026-02-12T12:00:00Z');
    expect(await shop.payments()).toEqual(['waiting_for_payment of 5, due 2026-02-12']);
    await shop.bill('2026-02-13T12:00:00Z');
    expect(await shop.payments()).toEqual(['expired of 5, due 2026-02-12']);
    expect(await shop.values('SELECT status FROM subscriptions WHERE id = 11')).toEqual(['blocked']);
  });

  it('is paid on the day it is due with the credit that there is, and with what comes later when that comes', async () => {
    await shop.charge({ amount: '5', from: '2026-01-05' });
    await shop.rows(balanceBecomes(1, '-2'));
    await shop.bill('2026-02-02T12:00:00Z');
    await shop.bill('2026-02-11T12:00:00Z');
    expect(await shop.paidFromBalance()).toEqual(['0']);
    await shop.bill('2026-02-12T12:00:00Z');
    expect([...(await shop.payments()), ...(await shop.paidFromBalance())]).toEqual([
      'waiting_for_payment of 5, due 2026-02-12',
      '3',
    ]);
    await shop.bill('2026-02-13T12:00:00Z');
    expect(await shop.payments()).toEqual(['expired of 5, due 2026-02-12']);
    await shop.rows(balanceBecomes(1, '0'));
    await shop.bill('2026-02-14T12:00:00Z');
    expect(await shop.payments()).toEqual(['paid_from_balance of 5, due 2026-02-12']);
    expect(await shop.values('SELECT status FROM subscriptions WHERE id = 11')).toEqual(['active']);
  });

  it('is not paid with credit where the reseller wants that by hand', async () => {
    await shop.rows('UPDATE resellers SET settles_from_credit = false');
    await shop.charge({ amount: '5', from: '2026-01-05' });
    await shop.bill('2026-02-02T12:00:00Z');
    await shop.bill('2026-02-13T12:00:00Z');
    expect(await shop.payments()).toEqual(['expired of 5, due 2026-02-12']);
  });

  it('is paid before what is not due yet, though that is debited', async () => {
    await shop.charge({ amount: '60', from: '2026-01-05' });
    await shop.bill('2026-02-02T12:00:00Z');
    await shop.charge({ amount: '70', from: '2026-02-05' });
    await shop.rows(balanceBecomes(1, '100 - 60 - 70'));
    await shop.bill('2026-02-12T12:00:00Z');
    expect(await shop.payments()).toEqual(['paid_from_balance of 60, due 2026-02-12']);
  });

  it('of whole cents is made of a total that has more digits', async () => {
    await shop.charge({ amount: '5', from: '2026-01-05' });
    await shop.correction('0.005', '2026-01-15T00:00:00Z');
    await shop.bill('2026-02-02T12:00:00Z');
    expect(await shop.payments()).toEqual(['waiting_for_payment of 5.01, due 2026-02-12']);
  });
});

describe('the run over what was sold', () => {
  it('deals with an account once a day', async () => {
    await shop.charge({ amount: '5', from: '2026-01-05' });
    expect((await shop.bill('2026-01-06T00:00:00Z')).done).toBe(2);
    expect((await shop.bill('2026-01-06T12:00:00Z')).done).toBe(0);
    expect((await shop.bill('2026-01-06T21:00:00Z')).done).toBe(2);
  });

  it('makes one invoice and one payment however many run it at once', async () => {
    await shop.charge({ amount: '5', from: '2026-01-05' });
    await Promise.all(Array.from({ length: 8 }, () => shop.bill('2026-02-02T12:00:00Z')));
    expect(await shop.invoices()).toHaveLength(2);
    expect(await shop.payments()).toHaveLength(1);
  });

  const day = fc.integer({ min: 0, max: 150 }).map((days) => {
    const date = new Date(Date.UTC(2026, 0, 1 + days));
    return date.toISOString().slice(0, 10);
  });
  const cents = fc.integer({ min: 0, max: 99_999 }).map((count) => (count / 100).toFixed(2));
  const happening = fc.oneof(
    fc.record({
      kind: fc.constant('charge' as const),
      amount: cents,
      from: day,
      subscription: fc.constantFrom(11, 12),
    }),
    fc.record({ kind: fc.constant('correction' as const), amount: cents, from: day }),
  );

  it('puts every charge and correction on exactly one invoice, in whatever order they come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(day, happening), { minLength: 1, maxLength: 25 }),
        fc.integer({ min: 1, max: 31 }),
        async (happenings, billingDay) => {
          const world = await Shop.open();
          try {
            await world.rows(`INSERT INTO subscriptions (id, account_id, reseller_id, plan_id, name, status, payment_model, billing_day)
              VALUES (12, 1, 1, 2, 'Phone', 'ordered', 'postpay', ${billingDay})`);
            for (const [at, { kind, amount, from, ...rest }] of happenings.toSorted(([one], [other]) =>
              one.localeCompare(other),
            )) {
              if (kind === 'charge') await world.charge({ ...rest, amount, from });
              else await world.correction(amount, `${from}T12:00:00Z`);
              await world.bill(`${at}T12:00:00Z`);
            }
            await world.bill('2026-08-02T12:00:00Z');
            await world.bill('2026-10-02T12:00:00Z');
            expect(
              await world.values(`SELECT (SELECT count(*) FROM charges WHERE invoice_id IS NULL OR status <> 'closed')
                + (SELECT count(*) FROM corrections WHERE invoice_id IS NULL)`),
            ).toEqual(['0']);
            const sums = await world.values(`SELECT trim_scale(sum) FROM (
              SELECT (SELECT coalesce(sum(amount), 0) FROM charges) + (SELECT coalesce(sum(total), 0) FROM corrections) AS sum
              UNION ALL SELECT sum(total) FROM invoices
              UNION ALL SELECT sum(total) FROM invoices WHERE state = 'approved'
              UNION ALL SELECT coalesce(sum(total), 0) FROM payments) sums`);
            expect(new Set(sums).size).toBe(1);
          } finally {
            await world.database.drop();
          }
        },
      ),
      { numRuns: runs(3) },
    );
  }, 120_000);
});
