import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { allocate } from '../../../payments/postgres/allocate.js';
import { balanceBecomes } from '../../../testing/adjustments.js';
import {
  aCharge,
  aCorrection,
  aSubscription,
  aTax,
  openCommerceLedger,
  type CommerceLedger,
  type Row,
} from '../../testing/commerce-ledger.js';

jest.setTimeout(30_000);

let ledger: CommerceLedger;

beforeEach(async () => {
  ledger = await openCommerceLedger();
  await ledger.client.query(balanceBecomes('of each', '100'));
  await ledger.import(
    'subscriptions',
    { ...aSubscription, external_key: 'after' },
    { ...aSubscription, external_key: 'before', payment_model: 'prepay' },
  );
});

afterEach(() => ledger.close());

/** A charge of 100 that is paid for afterwards. */
const charge: Row = { ...aCharge, subscription_id: null, subscription_key: 'after', quantity: '1', unit_price: '100' };

const sendCharge = (...changes: readonly Row[]) =>
  ledger.import('charges', ...changes.map((change) => ({ ...charge, ...change })));

const statusOf = async (table: string, key: string): Promise<unknown> =>
  (await ledger.rows(`SELECT status FROM ${table} WHERE external_key = '${key}'`))[0]?.['status'];

const balance = async (): Promise<string | undefined> =>
  (await ledger.balances()).find((text) => text.startsWith('75: '))?.slice(4);

/** Postings for records of one kind, newest last. */
const postings = async (cause: string): Promise<readonly unknown[]> =>
  (
    await ledger.rows<{ readonly text: string }>(
      `SELECT kind || ' ' || trim_scale(postings.amount) AS text FROM postings JOIN ${cause}s AS record ON record.id = cause_id
       WHERE cause_type = '${cause}' AND record.external_key IS NOT NULL ORDER BY postings.id`,
    )
  ).map(({ text }) => text);

describe('a charge that comes again in a later status', () => {
  it('moves along, and is debited once, when it is blocked', async () => {
    await sendCharge({ status: 'new' });
    expect(await sendCharge({ status: 'opened' })).toMatchObject({ added: 0, moved: 1, alreadyThere: 0, rejected: 0 });
    expect(await balance()).toBe('100');
    expect(await sendCharge({ status: 'blocked' })).toMatchObject({ moved: 1 });
    expect(await sendCharge({ status: 'closed', close_date: '2026-02-28' })).toMatchObject({ moved: 1 });
    expect(await sendCharge({ status: 'closed', close_date: '2026-02-28' })).toMatchObject({ alreadyThere: 1 });
    expect(await statusOf('charges', 'c1')).toBe('closed');
    expect(await balance()).toBe('0');
    expect(await postings('charge')).toEqual(['charge -100']);
  });

  it('may leave steps out', async () => {
    await sendCharge({ status: 'new' });
    await sendCharge({ status: 'closed', close_date: '2026-02-28' });
    expect(await balance()).toBe('0');
    expect(await ledger.rows(`SELECT close_date::text AS day FROM charges WHERE external_key = 'c1'`)).toEqual([
      { day: '2026-02-28' },
    ]);
  });

  it('moves no money when it is paid in advance', async () => {
    const before = { subscription_key: 'before' };
    await sendCharge({ ...before, status: 'new' });
    expect(await sendCharge({ ...before, status: 'closed', close_date: '2026-02-28' })).toMatchObject({ moved: 1 });
    expect(await postings('charge')).toEqual([]);
  });

  it('gives back what was posted when it is deleted, taxes too, whatever its account pays by now', async () => {
    await sendCharge({ status: 'opened' });
    await ledger.import('taxes', { ...aTax, value: '10' });
    await sendCharge({ status: 'blocked' });
    await ledger.import('taxes', { ...aTax, external_key: 't2', value: '7' });
    expect(await balance()).toBe('-17');
    await ledger.client.query(`UPDATE subscriptions SET payment_model = 'prepay' WHERE external_key = 'after'`);
    expect(await sendCharge({ status: 'deleted' })).toMatchObject({ moved: 1, rejected: 0 });
    expect(await balance()).toBe('100');
    expect(await postings('charge')).toEqual(['charge -110', 'cancellation 117']);
    expect(await sendCharge({ status: 'deleted' })).toMatchObject({ alreadyThere: 1 });
    expect(await balance()).toBe('100');
  });

  it('is off its open invoice, whose sums follow, when it is deleted', async () => {
    await sendCharge({ status: 'closed', close_date: '2026-01-31' }, { external_key: 'c2', status: 'blocked' });
    await ledger.client.query(`UPDATE charges SET invoice_id = 119 WHERE external_key IS NOT NULL;
      UPDATE invoices SET charges_amount = 220, total = 220 WHERE id = 119`);
    expect(await sendCharge({ status: 'deleted' })).toMatchObject({ moved: 1 });
    // Closed in the next period, the other one belongs on the next invoice.
    expect(await sendCharge({ external_key: 'c2', status: 'closed', close_date: '2026-02-01' })).toMatchObject({
      moved: 1,
    });
    expect(await ledger.rows(`SELECT invoice_id FROM charges WHERE external_key IS NOT NULL`)).toEqual([
      { invoice_id: null },
      { invoice_id: null },
    ]);
    expect(
      await ledger.rows(
        'SELECT trim_scale(total)::text AS total, invoices_wrong_sum(invoices) AS wrong FROM invoices WHERE id = 119',
      ),
    ).toEqual([{ total: '20', wrong: null }]);
  });

  it('is not deleted once its invoice is approved, but may be closed', async () => {
    await sendCharge({ status: 'blocked' });
    await ledger.client.query('BEGIN');
    await ledger.client
      .query(`INSERT INTO invoices (id, account_id, reseller_id, kind, billing_day, state, type, currency, time_zone,
        payment_model, starts_at, ends_at, from_date, to_date)
      VALUES (900, 75, 2, 'commerce', 1, 'new', 'autoFull', 'USD', 'UTC', 'postpay', '2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z',
        '2026-02-01', '2026-03-01')`);
    await ledger.client.query(`UPDATE charges SET invoice_id = 900 WHERE external_key = 'c1'`);
    await ledger.client.query(
      `UPDATE invoices SET charges_amount = 100, total = 100, state = 'pending' WHERE id = 900`,
    );
    await ledger.client.query(`UPDATE invoices SET state = 'approved' WHERE id = 900`);
    await ledger.client.query('COMMIT');
    expect(await ledger.reasonsOf('charges', { ...charge, status: 'deleted' })).toEqual([
      'charge "c1" is on an approved invoice: it cannot become deleted',
    ]);
    expect(await sendCharge({ status: 'closed', close_date: '2026-02-28' })).toMatchObject({ moved: 1 });
    expect(await ledger.rows(`SELECT invoice_id::integer AS invoice FROM charges WHERE external_key = 'c1'`)).toEqual([
      { invoice: 900 },
    ]);
    expect(await balance()).toBe('0');
  });

  it.each<readonly [Row, Row, string]>([
    [{ status: 'closed' }, { status: 'opened' }, 'charge "c1" is closed: it cannot become opened'],
    [{ status: 'blocked' }, { status: 'new' }, 'charge "c1" is blocked: it cannot become new'],
    [
      { status: 'opened' },
      { status: 'blocked', unit_price: '90' },
      'a charge with this external_key is there already, with other values: unit_price is 100 there and 90 here',
    ],
    [
      { status: 'closed' },
      { status: 'new', amount: '90' },
      'a charge with this external_key is there already, with other values: amount is 100 there and 90 here; ' +
        'charge "c1" is closed: it cannot become new',
    ],
    [
      { status: 'closed', close_date: '2026-02-28' },
      { status: 'closed', close_date: '2026-03-01' },
      'a charge with this external_key is there already, with other values: close_date is 2026-02-28 there and 2026-03-01 here',
    ],
    [
      { status: 'opened' },
      { status: 'opened', account_id: 74, subscription_key: null, subscription_id: 6 },
      'a charge with this external_key is there already, with other values: subscription_id names another subscription here: 6, account_id is 75 there and 74 here',
    ],
  ])('stays as it is where it would go back or change: %j, %j', async (first, second, reason) => {
    // Resellers have keys of their own, so the other account has to be one of the same reseller.
    await ledger.client.query(
      'BEGIN; SET LOCAL session_replication_role = replica; UPDATE accounts SET reseller_id = 2 WHERE id = 74; COMMIT',
    );
    const sent = { close_date: '2026-02-28', ...first };
    await sendCharge(sent);
    const before = await balance();
    const reasons = await ledger.reasonsOf('charges', { ...charge, close_date: '2026-02-28', ...second });
    expect(reasons).toEqual([reason]);
    expect(await statusOf('charges', 'c1')).toBe(first['status']);
    expect(await balance()).toBe(before);
  });

  it('is closed only with its day, and deleted only with what its journal knows', async () => {
    await sendCharge({ status: 'opened' });
    expect(await ledger.reasonsOf('charges', { ...charge, status: 'closed' })).toEqual([
      'close_date is missing, and the charge is closed',
    ]);
    await ledger.client.query(`UPDATE charges SET status = 'blocked' WHERE external_key = 'c1'`);
    expect(await ledger.reasonsOf('charges', { ...charge, status: 'deleted' })).toEqual([
      'charge "c1" was debited before there was a journal: it cannot become deleted',
    ]);
  });

  it('in advance frees what paid it when it is deleted', async () => {
    await sendCharge({ subscription_key: 'before', status: 'opened' });
    await ledger.client.query(
      allocate(`SELECT (SELECT max(id) FROM postings WHERE account_id = 75) AS posting_id, NULL::bigint AS invoice_id, id AS charge_id,
        NULL::bigint AS payment_id, 40 AS amount FROM charges WHERE external_key = 'c1'`),
    );
    expect(await balance()).toBe('60');
    expect(await sendCharge({ subscription_key: 'before', status: 'deleted' })).toMatchObject({
      moved: 1,
      rejected: 0,
    });
    expect(await balance()).toBe('100');
    expect(await ledger.rows('SELECT sum(allocated)::text AS allocated FROM postings WHERE account_id = 75')).toEqual([
      { allocated: '0' },
    ]);
  });

  it('may come again as it was sent, whatever the ledger has made of it, until another row says more', async () => {
    await sendCharge({ status: 'opened' });
    await ledger.client.query(
      `UPDATE charges SET status = 'blocked', close_date = '2026-02-01' WHERE external_key = 'c1'`,
    );
    expect(await sendCharge({ status: 'opened', close_date: '2026-02-28' })).toMatchObject({
      alreadyThere: 1,
      rejected: 0,
    });
    expect(await sendCharge({ status: 'blocked' })).toMatchObject({ alreadyThere: 1, rejected: 0 });
    expect(await ledger.reasonsOf('charges', { ...charge, status: 'opened' })).toEqual([
      'charge "c1" is blocked: it cannot become opened',
    ]);
  });

  it('sets the day on which the ledger closed it by itself', async () => {
    await sendCharge({ subscription_key: 'before', status: 'opened' });
    await ledger.client.query(
      `UPDATE charges SET status = 'closed', close_date = '2026-03-01' WHERE external_key = 'c1'`,
    );
    const closed = { subscription_key: 'before', status: 'closed', close_date: '2026-02-28' };
    expect(await sendCharge(closed)).toMatchObject({ moved: 1, rejected: 0 });
    expect(await sendCharge(closed)).toMatchObject({ alreadyThere: 1, rejected: 0 });
    expect(await sendCharge({ ...closed, close_date: '2026-02-27' })).toMatchObject({ rejected: 1 });
  });

  it('moves as often as one file says, in its order', async () => {
    const life = [
      { status: 'new' },
      { status: 'opened' },
      { status: 'new' },
      { status: 'blocked' },
      { status: 'deleted' },
      { status: 'closed' },
    ];
    expect(await sendCharge(...life)).toMatchObject({
      ...{ read: 6, added: 1, moved: 3, alreadyThere: 0, rejected: 2 },
      rejects: [
        { line: 3, reason: 'charge "c1" is opened: it cannot become new' },
        { line: 6, reason: 'charge "c1" is deleted: it cannot become closed' },
      ],
    });
    expect(await statusOf('charges', 'c1')).toBe('deleted');
    expect(await balance()).toBe('100');
    expect(await postings('charge')).toEqual(['charge -100', 'cancellation 100']);
  });

  it('counts for the rows behind it, by the thousand', async () => {
    const many = (status: string) =>
      Array.from({ length: 5_000 }, (_, index) => ({ external_key: `many ${index}`, status, unit_price: '0.01' }));
    await sendCharge(...many('new'));
    expect(await sendCharge(...many('blocked'), ...many('deleted'))).toMatchObject({ moved: 10_000, rejected: 0 });
    expect(await balance()).toBe('100');
  });
});

describe('a subscription that comes again', () => {
  const send = (change: Row) => ledger.import('subscriptions', { ...aSubscription, external_key: 'after', ...change });
  const found = () =>
    ledger.rows(
      `SELECT status, trial, start_date::text AS start, expiration_date::text AS expiration FROM subscriptions WHERE external_key = 'after'`,
    );

  it('is stopped, and its days follow', async () => {
    expect(await send({ status: 'stopped', expiration_date: '2026-02-28', start_date: '2026-01-01' })).toMatchObject({
      ...{ added: 0, moved: 1, rejected: 0 },
    });
    expect(await found()).toEqual([{ status: 'stopped', trial: false, start: '2026-01-01', expiration: '2026-02-28' }]);
    expect(await ledger.reasonsOf('subscriptions', { ...aSubscription, external_key: 'after' })).toEqual([
      'subscription "after" is stopped: it cannot become active',
    ]);
  });

  it('is renewed, begins and is no trial any more without another status, and never the other way round', async () => {
    await send({ trial: true, status: 'delivered' });
    expect(
      await send({ status: 'delivered', trial: false, start_date: '2026-01-01', expiration_date: '2026-02-28' }),
    ).toMatchObject({ moved: 1 });
    expect(await send({ status: 'delivered', expiration_date: '2026-03-31' })).toMatchObject({ moved: 1 });
    const row = { ...aSubscription, external_key: 'after', status: 'delivered' };
    expect(
      await ledger.reasonsOf('subscriptions', {
        ...row,
        trial: true,
        expiration_date: '2026-02-28',
        start_date: '2026-01-02',
      }),
    ).toEqual([
      'a subscription with this external_key is there already, with other values: trial is false there and true here, ' +
        'start_date is 2026-01-01 there and 2026-01-02 here, expiration_date is 2026-03-31 there and 2026-02-28 here',
    ]);
    expect(
      await ledger.reasonsOf('subscriptions', { ...row, status: 'stopped', expiration_date: '2025-12-31' }),
    ).toEqual(['expiration_date is before start_date']);
    expect(await found()).toEqual([
      { status: 'delivered', trial: false, start: '2026-01-01', expiration: '2026-03-31' },
    ]);
  });

  it('stays blocked for an overdue payment when it comes again as it was', async () => {
    await ledger.client.query(`UPDATE subscriptions SET status = 'blocked' WHERE external_key = 'after'`);
    expect(await send({})).toMatchObject({ alreadyThere: 1 });
    expect(await statusOf('subscriptions', 'after')).toBe('blocked');
    expect(await send({ status: 'stopping' })).toMatchObject({ moved: 1 });
  });

  it('does not pay otherwise', async () => {
    expect(
      await ledger.reasonsOf('subscriptions', {
        ...aSubscription,
        external_key: 'after',
        status: 'stopped',
        payment_model: 'prepay',
      }),
    ).toEqual([
      'a subscription with this external_key is there already, with other values: payment_model is postpay there and prepay here',
    ]);
    expect(await statusOf('subscriptions', 'after')).toBe('active');
  });
});

describe('a correction that comes again', () => {
  const waiting = { ...aCorrection, status: 'approval_required', total: '-30' };

  it('is approved as the reseller API approves it, at its own time, and credited once', async () => {
    await ledger.import('corrections', waiting);
    const approved = { ...waiting, status: 'approved', approved_at: '2026-02-20T10:00:00Z', include_in_invoice: true };
    expect(await ledger.import('corrections', approved, approved)).toMatchObject({
      moved: 1,
      alreadyThere: 1,
      rejected: 0,
    });
    expect(
      await ledger.rows(
        `SELECT status, approved_at::text AS at, include_in_invoice AS included FROM corrections WHERE external_key = 'k1'`,
      ),
    ).toEqual([{ status: 'approved', at: '2026-02-20 10:00:00+00', included: true }]);
    expect(await balance()).toBe('130');
    expect(await postings('correction')).toEqual(['correction 30']);
  });

  it('is approved now unless it says when', async () => {
    await ledger.import('corrections', waiting);
    await ledger.import('corrections', { ...waiting, status: 'approved' });
    expect(await ledger.rows(`SELECT approved_at::text AS at FROM corrections WHERE external_key = 'k1'`)).toEqual([
      { at: '2026-03-01 12:00:00+00' },
    ]);
  });

  it.each<readonly [Row, Row, string]>([
    [{ status: 'declined' }, { status: 'approved' }, 'correction "k1" is declined: it cannot become approved'],
    [{ status: 'approved' }, { status: 'declined' }, 'correction "k1" is approved: it cannot become declined'],
    [{}, { status: 'approved', approved_at: '2027-01-01T00:00:00Z' }, 'approved_at is yet to come'],
    [
      {},
      { status: 'declined', approved_at: '2026-01-01T00:00:00Z' },
      'approved_at is given, and the correction is declined',
    ],
    [
      {},
      { status: 'approved', total: '-31' },
      'a correction with this external_key is there already, with other values: total is -30 there and -31 here',
    ],
  ])('stays as it was decided: %j, %j', async (first, second, reason) => {
    await ledger.import('corrections', { ...waiting, ...first });
    const before = await balance();
    expect(await ledger.reasonsOf('corrections', { ...waiting, ...second })).toEqual([reason]);
    expect(await balance()).toBe(before);
  });

  it('is declined, and moves nothing', async () => {
    await ledger.import('corrections', waiting);
    expect(await ledger.import('corrections', { ...waiting, status: 'declined' })).toMatchObject({ moved: 1 });
    expect(await postings('correction')).toEqual([]);
  });
});
