import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { balanceBecomes } from '../../../testing/adjustments.js';
import {
  aCharge,
  aPayment,
  aSubscription,
  openCommerceLedger,
  type CommerceLedger,
  type Row,
} from '../../testing/commerce-ledger.js';

jest.setTimeout(30_000);

let ledger: CommerceLedger;

const charge: Row = {
  ...aCharge,
  ...{ subscription_id: null, subscription_key: 'before', quantity: '1', unit_price: '100' },
};

beforeEach(async () => {
  ledger = await openCommerceLedger();
  await ledger.client.query(balanceBecomes('of each', '0'));
  await ledger.import('subscriptions', { ...aSubscription, external_key: 'before', payment_model: 'prepay' });
  await ledger.import('charges', charge, { ...charge, external_key: 'c2' });
});

afterEach(() => ledger.close());

const topUp: Row = { ...aPayment, status: 'processing' };
const inAdvance: Row = { ...topUp, external_key: 'p2', initial_total: '150', charge_keys: 'c1' };

const send = (...rows: readonly Row[]) => ledger.import('payments', ...rows);

const balance = async (): Promise<string | undefined> =>
  (await ledger.balances()).find((text) => text.startsWith('75: '))?.slice(4);

const charges = async (): Promise<readonly string[]> =>
  (
    await ledger.rows<{ readonly text: string }>(
      `SELECT external_key || ' ' || status || ' ' || trim_scale(allocated) AS text FROM charges WHERE external_key IS NOT NULL ORDER BY external_key`,
    )
  ).map(({ text }) => text);

const journal = async (): Promise<readonly string[]> =>
  (
    await ledger.rows<{ readonly text: string }>(
      `SELECT kind || ' ' || trim_scale(amount) AS text FROM postings WHERE account_id = 75 AND kind <> 'adjustment' ORDER BY id`,
    )
  ).map(({ text }) => text);

/** What credits have left that nothing is paid with. */
const free = async (): Promise<unknown> =>
  (
    await ledger.rows(
      `SELECT trim_scale(coalesce(sum(amount - allocated), 0))::text AS free FROM postings WHERE account_id = 75 AND kind = 'payment'`,
    )
  )[0]?.['free'];

describe('a payment that comes again in a later status', () => {
  it('tops up once, when it is completed', async () => {
    await send(topUp);
    expect(await balance()).toBe('0');
    expect(await send({ ...topUp, status: 'completed' })).toMatchObject({ added: 0, moved: 1, rejected: 0 });
    expect(await send({ ...topUp, status: 'completed' })).toMatchObject({ alreadyThere: 1 });
    expect([await balance(), await journal()]).toEqual(['50', ['payment 50']]);
    expect(
      await ledger.rows(
        `SELECT status, closed_at::text AS closed, balance_before_payment::text AS before FROM payments WHERE external_key = 'p1'`,
      ),
    ).toEqual([{ status: 'completed', closed: '2026-03-01 12:00:00+00', before: '0' }]);
  });

  it('pays its charges as one that comes in completed does, and the rest is credit', async () => {
    await send(inAdvance);
    expect(await charges()).toEqual(['c1 opened 0', 'c2 opened 0']);
    expect(await send({ ...inAdvance, status: 'completed', charge_keys: null })).toMatchObject({
      moved: 1,
      rejected: 0,
    });
    expect(await charges()).toEqual(['c1 closed 100', 'c2 opened 0']);
    expect([await balance(), await free(), await journal()]).toEqual(['50', '50', ['payment 150', 'settlement -100']]);
    expect(
      await ledger.rows(`SELECT count(*)::integer AS links FROM payment_charges link JOIN payments ON payments.id = payment_id
      WHERE external_key = 'p2'`),
    ).toEqual([{ links: 1 }]);
  });

  it('gives back what it has brought in when it is cancelled, and what it has paid is open again', async () => {
    await send(inAdvance, { ...inAdvance, status: 'completed' });
    expect(await send({ ...inAdvance, status: 'cancelled' })).toMatchObject({ moved: 1, rejected: 0 });
    expect(await charges()).toEqual(['c1 opened 0', 'c2 opened 0']);
    expect([await balance(), await free()]).toEqual(['0', '0']);
    expect((await journal()).slice(-2)).toEqual(['settlement 100', 'cancellation -150']);
    expect(await send({ ...inAdvance, status: 'cancelled' })).toMatchObject({ alreadyThere: 1 });
    expect(await ledger.reasonsOf('payments', { ...inAdvance, status: 'completed' })).toEqual([
      'payment "p2" is cancelled: it cannot become completed',
    ]);
    expect(await balance()).toBe('0');
  });

  it('that is cancelled leaves its charge to another one of the same file', async () => {
    await send({ ...inAdvance, status: 'completed' });
    const another = { ...inAdvance, external_key: 'p3', status: 'completed', initial_total: '100' };
    expect(await send({ ...inAdvance, status: 'cancelled' }, another)).toMatchObject({
      added: 1,
      moved: 1,
      rejected: 0,
    });
    expect(await charges()).toEqual(['c1 closed 100', 'c2 opened 0']);
    expect([await balance(), await free()]).toEqual(['0', '0']);
  });

  it('lives a whole life in one file', async () => {
    const life = ['waiting_for_payment', 'processing', 'completed', 'cancelled', 'processing'];
    expect(await send(...life.map((status) => ({ ...inAdvance, status })))).toMatchObject({
      ...{ added: 1, moved: 3, rejected: 1 },
      rejects: [{ line: 5, reason: 'payment "p2" is cancelled: it cannot become processing' }],
    });
    expect(await charges()).toEqual(['c1 opened 0', 'c2 opened 0']);
    expect([await balance(), await free()]).toEqual(['0', '0']);
  });

  it('takes what it pays from the balance only while there is any', async () => {
    const fromBalance = { ...inAdvance, initial_total: '100', status: 'paid_from_balance' };
    await send({ ...fromBalance, status: 'waiting_for_payment' });
    expect(await ledger.reasonsOf('payments', fromBalance)).toEqual([
      'amount_paid_from_balance is more than the own funds of the account, 20',
    ]);
    await send({ ...aPayment, external_key: 'p9', initial_total: '120' });
    expect(await send(fromBalance)).toMatchObject({ moved: 1 });
    expect([await balance(), await charges()]).toEqual(['20', ['c1 closed 100', 'c2 opened 0']]);
    expect(await send({ ...fromBalance, status: 'cancelled' })).toMatchObject({ moved: 1 });
    expect([await balance(), await free(), await charges()]).toEqual(['120', '120', ['c1 opened 0', 'c2 opened 0']]);
  });

  it.each<readonly [Row, Row, string]>([
    [{ status: 'completed' }, { status: 'processing' }, 'payment "p1" is completed: it cannot become processing'],
    [
      { status: 'completed' },
      { status: 'paid_from_balance' },
      'payment "p1" is completed: it cannot become paid_from_balance',
    ],
    [{ status: 'cancelled' }, { status: 'completed' }, 'payment "p1" is cancelled: it cannot become completed'],
    [
      { status: 'processing' },
      { status: 'completed', initial_total: '60' },
      'a payment with this external_key is there already, with other values: initial_total is 50 there and 60 here',
    ],
    [{ status: 'processing' }, { status: 'completed', closed_at: '2027-01-01T00:00:00Z' }, 'closed_at is yet to come'],
    [{ status: 'completed' }, { status: 'cancelled', closed_at: '2027-01-01T00:00:00Z' }, 'closed_at is yet to come'],
  ])('stays as it is where it would go back or change: %j, %j', async (first, second, reason) => {
    await send({ ...topUp, ...first });
    const before = await balance();
    expect(await ledger.reasonsOf('payments', { ...topUp, ...second })).toEqual([reason]);
    expect(await balance()).toBe(before);
  });
});
