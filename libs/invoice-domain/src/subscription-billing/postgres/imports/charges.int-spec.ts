import { balanceBecomes } from '../../../testing/adjustments.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  aCharge,
  aSubscription,
  openCommerceLedger,
  type CommerceLedger,
  type Row,
} from '../../testing/commerce-ledger.js';

jest.setTimeout(30_000);

let ledger: CommerceLedger;

beforeAll(async () => {
  ledger = await openCommerceLedger();
  const postpay = { ...aSubscription, external_key: 'after' };
  const prepay = { ...aSubscription, external_key: 'before', payment_model: 'prepay' };
  await ledger.import('subscriptions', postpay, prepay, { ...postpay, account_id: 74, external_key: 'of 74' });
});

afterAll(() => ledger.close());

beforeEach(async () => {
  await ledger.client.query('DELETE FROM charges WHERE external_key IS NOT NULL');
  await ledger.client.query(balanceBecomes('of each', '100'));
});

const unplaced = { ...aCharge, subscription_id: null };

const kept = () =>
  ledger.rows(
    `SELECT external_key AS key, subscription_id AS subscription, reseller_id AS reseller, invoice_id AS invoice, status,
       trim_scale(amount)::text AS amount, taxes_amount::text AS taxes, created_at = '2026-03-01T12:00:00Z' AS "isNow"
     FROM charges WHERE external_key IS NOT NULL ORDER BY id`,
  );

describe('charges that come in', () => {
  it('have the amount that their terms come to, the reseller of their account, no taxes and no invoice', async () => {
    expect(await ledger.import('charges', { ...aCharge, discount_amount: '0.97' })).toMatchObject({ added: 1 });
    expect(await kept()).toEqual([
      {
        key: 'c1',
        subscription: 106,
        reseller: 2,
        invoice: null,
        status: 'opened',
        amount: '29',
        taxes: '0',
        isNow: true,
      },
    ]);
  });

  it('name their subscription by its key', async () => {
    const [after] = await ledger.rows<{ id: number }>(`SELECT id FROM subscriptions WHERE external_key = 'after'`);
    await ledger.import('charges', { ...unplaced, subscription_key: 'after' });
    expect(await kept()).toMatchObject([{ subscription: after?.id }]);
  });

  it('take their amount from the balance when they are blocked or closed and paid for afterwards', async () => {
    const charges = (['new', 'opened', 'blocked', 'closed'] as const).flatMap((status) =>
      (['after', 'before'] as const).map((key) => ({
        ...unplaced,
        external_key: `${status} ${key}`,
        subscription_key: key,
        status,
        quantity: '1',
        unit_price: '10',
        close_date: '2026-02-28',
      })),
    );
    expect(await ledger.import('charges', ...charges)).toMatchObject({ added: 8, rejected: 0 });
    expect(await ledger.balances()).toEqual(['74: 100', '75: 80']);
  });

  it('are added once, and a second time are there already, whatever has become of them', async () => {
    const charge = { ...aCharge, status: 'blocked', amount: '29.97' };
    expect(await ledger.import('charges', charge, charge)).toMatchObject({ added: 1, alreadyThere: 1, rejected: 0 });
    await ledger.import('taxes', { external_key: 'later', account_id: 75, charge_key: 'c1', name: 'VAT', value: 1 });
    await ledger.client.query(`DELETE FROM taxes WHERE external_key = 'later'`);
    await ledger.client.query(
      `UPDATE charges SET status = 'closed', close_date = '2026-02-28' WHERE external_key = 'c1'`,
    );
    expect(await ledger.import('charges', charge)).toMatchObject({ added: 0, alreadyThere: 1, rejected: 0 });
    expect(await ledger.balances()).toEqual(['74: 100', '75: 69.03']);
  });

  it.each<readonly [Row, string]>([
    [{ quantity: '4' }, 'quantity is 3 there and 4 here'],
    [{ amount: '30' }, 'amount is 29.97 there and 30 here'],
    [{ name: 'Mail' }, 'name is Cloud PBX there and Mail here'],
    [{ subscription_id: null, subscription_key: 'after' }, 'subscription_key names another subscription here: after'],
    [
      { description: 'Cloud PBX, January', unit_price: '1.5' },
      'description is Cloud PBX, February there and Cloud PBX, January here, unit_price is 9.99 there and 1.5 here',
    ],
  ])('are rejected when their key is taken by others: %j', async (change, differences) => {
    await ledger.import('charges', aCharge);
    const { rejects } = await ledger.import('charges', { ...aCharge, ...change });
    expect(rejects).toMatchObject([
      { line: 1, reason: `a charge with this external_key is there already, with other values: ${differences}` },
    ]);
  });

  it('of two resellers may have the same key', async () => {
    const another = { ...aCharge, account_id: 74, subscription_id: 6 };
    expect(await ledger.import('charges', aCharge, another, another)).toMatchObject({ added: 2, alreadyThere: 1 });
  });

  it('may say as little as they want when they come again, also in other notations', async () => {
    await ledger.import('charges', { ...aCharge, discount_amount: '1.5', subscription_resource_id: 7 });
    const again = { ...aCharge, quantity: '3.000', unit_price: '999e-2' };
    expect(await ledger.import('charges', again)).toMatchObject({ alreadyThere: 1, rejected: 0 });
  });

  it('that are refused do not take the key from the next one', async () => {
    const { added, rejects } = await ledger.import('charges', { ...aCharge, subscription_id: 6 }, aCharge);
    expect({ added, lines: rejects.map(({ line }) => line) }).toEqual({ added: 1, lines: [1] });
  });

  it.each<readonly [Row, string]>([
    [{ external_key: '' }, 'external_key is missing'],
    [{ external_key: ' ' }, 'external_key is blank: " "'],
    [{ external_key: 'k'.repeat(256) }, `external_key has more than 255 characters: "${'k'.repeat(60)}…"`],
    [{ account_id: 76 }, "account_id names none of the ledger's accounts: 76"],
    [{ account_id: 74 }, 'subscription_id names none of the subscriptions of account 74: 106'],
    [{ subscription_id: 6 }, 'subscription_id names none of the subscriptions of account 75: 6'],
    [
      { subscription_id: null, subscription_key: 'of 74' },
      'subscription_key names none of the subscriptions of account 75: "of 74"',
    ],
    [{ subscription_id: null }, 'subscription_key or subscription_id is missing'],
    [{ subscription_key: 'after' }, 'subscription_key and subscription_id are given: one of them is enough'],
    [{ status: 'deleted' }, 'status is deleted, and there is no such charge'],
    [{ status: 'refunded' }, 'status is none of new, opened, blocked, closed, deleted: "refunded"'],
    [{ status: 'closed' }, 'close_date is missing, and the charge is closed'],
    [{ quantity: 'three' }, 'quantity is not a decimal number: "three"'],
    [{ quantity: '-1' }, 'quantity is negative: "-1"'],
    [{ quantity: '1e15' }, 'quantity is too large: "1e15"'],
    [{ duration: 'Infinity' }, 'duration is not a decimal number: "Infinity"'],
    [{ unit_price: '1e99' }, 'unit_price is too large: "1e99"'],
    [{ quantity: '999999999', unit_price: '999999999' }, 'the charge comes to too much: 999999998000000001'],
    [{ unit_price: '-1' }, 'the charge comes to less than nothing: -3'],
    [{ discount_amount: '29.98' }, 'the charge comes to less than nothing: -0.01'],
    [{ discount_amount: '0.001' }, 'discount_amount has more than two decimals: "0.001"'],
    [{ amount: '30' }, 'amount is not what the charge comes to, 29.97: 30'],
    [{ operate_to: '2026-01-31' }, 'operate_to is before operate_from'],
    [{ operate_from: '2026-02-30' }, 'operate_from is not a day of the calendar: "2026-02-30"'],
    [{ operate_from: '1.2.2026' }, 'operate_from is not a day as ISO 8601 writes it: "1.2.2026"'],
    [{ close_date: '2126-02-01' }, 'close_date is not in the years 2000 to 2099: "2126-02-01"'],
    [{ name: 'a\0b' }, 'name holds a NUL character: "a\\u0000b"'],
    [{ colour: 'red' }, '"colour" is no column of charges'],
  ])('are rejected with a reason: %j', async (change, reason) => {
    expect(await ledger.reasonsOf('charges', { ...aCharge, ...change })).toEqual([reason]);
    expect(await kept()).toEqual([]);
  });

  it('are rejected with everything that is wrong', async () => {
    const row = { ...aCharge, subscription_id: 6, operate_to: '2026-01-31', amount: '1' };
    expect(await ledger.reasonsOf('charges', row)).toEqual([
      'subscription_id names none of the subscriptions of account 75: 6; operate_to is before operate_from; ' +
        'amount is not what the charge comes to, 29.97: 1',
    ]);
  });

  it('come in slices when there are many', async () => {
    const many = Array.from({ length: 5_000 }, (_value, index) => ({ ...aCharge, external_key: `many ${index}` }));
    expect(await ledger.import('charges', ...many)).toMatchObject({ added: 5_000, rejected: 0 });
    expect(await ledger.import('charges', ...many)).toMatchObject({ alreadyThere: 5_000, rejected: 0 });
  });
});
