import { balanceBecomes } from '../../../testing/adjustments.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  aCharge,
  aSubscription,
  aTax,
  openCommerceLedger,
  type CommerceLedger,
  type Row,
} from '../../testing/commerce-ledger.js';

let ledger: CommerceLedger;

beforeAll(async () => {
  ledger = await openCommerceLedger();
  await ledger.import('subscriptions', { ...aSubscription, external_key: 'before', payment_model: 'prepay' });
  await ledger.client.query(`UPDATE charges SET status = 'opened' WHERE id = 107`);
});

afterAll(() => ledger.close());

beforeEach(async () => {
  await ledger.client.query(balanceBecomes('of each', '100'));
  await ledger.import('charges', aCharge, { ...aCharge, external_key: 'blocked', status: 'blocked' });
});

afterEach(async () => {
  await ledger.client.query('DELETE FROM taxes WHERE external_key IS NOT NULL');
  await ledger.client.query('DELETE FROM charges WHERE external_key IS NOT NULL');
});

const amountOf = async (key: string) => {
  const [found] = await ledger.rows<{ text: string }>(
    `SELECT trim_scale(amount) || ' with ' || trim_scale(taxes_amount) AS text FROM charges WHERE external_key = '${key}'`,
  );
  return found?.text;
};

const invoice119 = () =>
  ledger.rows(
    'SELECT trim_scale(charges_amount)::text AS charges, trim_scale(total)::text AS total FROM invoices WHERE id = 119',
  );

describe('taxes that come in', () => {
  it('raise and lower the amount of their charge and its taxes, one after the other', async () => {
    const rows = [aTax, { ...aTax, external_key: 't2', value: '-30' }, { ...aTax, external_key: 't3', value: '0.01' }];
    expect(await ledger.import('taxes', ...rows)).toMatchObject({ added: 3, rejected: 0 });
    expect(await amountOf('c1')).toBe('4.23 with -25.74');
    expect(await ledger.balances()).toEqual(['74: 100', '75: 70.03']);
  });

  it('of a blocked charge leave the balance at once', async () => {
    await ledger.import('taxes', { ...aTax, charge_key: 'blocked' });
    expect(await amountOf('blocked')).toBe('34.22 with 4.25');
    expect(await ledger.balances()).toEqual(['74: 100', '75: 65.78']);
  });

  it('of a charge on an open invoice go into its sums', async () => {
    const unplaced = { ...aTax, charge_key: null };
    expect(await ledger.import('taxes', { ...unplaced, charge_id: 107 })).toMatchObject({ added: 1 });
    expect(await invoice119()).toEqual([{ charges: '24.25', total: '24.25' }]);
    await ledger.import('taxes', { ...unplaced, external_key: 'back', charge_id: 107, value: '-4.25' });
    expect(await invoice119()).toEqual([{ charges: '20', total: '20' }]);
  });

  it('come once', async () => {
    await ledger.import('taxes', aTax);
    await ledger.client.query(`UPDATE charges SET status = 'closed' WHERE external_key = 'c1'`);
    expect(await ledger.import('taxes', aTax, aTax)).toMatchObject({ added: 0, alreadyThere: 2, rejected: 0 });
    expect(await amountOf('c1')).toBe('34.22 with 4.25');
    expect(await ledger.reasonsOf('taxes', { ...aTax, value: 4 })).toEqual([
      'a tax with this external_key is there already, with other values: value is 4.25 there and 4 here',
    ]);
    expect(await ledger.reasonsOf('taxes', { ...aTax, charge_key: 'blocked' })).toEqual([
      'a tax with this external_key is there already, with other values: charge_key names another charge here: blocked',
    ]);
  });

  it('that would take a charge below zero stay out, and those behind them count from what it is', async () => {
    const rows = [
      { ...aTax, value: '-20' },
      { ...aTax, external_key: 't2', value: '-9.98' },
      { ...aTax, external_key: 't3', value: '-9.97' },
    ];
    const { added, rejects } = await ledger.import('taxes', ...rows);
    expect(added).toBe(2);
    expect(rejects).toMatchObject([{ line: 2, reason: 'the charge would fall below zero: it is 9.97' }]);
    expect(await amountOf('c1')).toBe('0 with -29.97');
  });

  it.each<readonly [Row, string]>([
    [{ value: '0.001' }, 'value has more than two decimals: "0.001"'],
    [{ charge_key: 'c2' }, 'charge_key names none of the charges of account 75: "c2"'],
    [{ account_id: 74 }, 'charge_key names none of the charges of account 74: "c1"'],
    [{ charge_key: null, charge_id: 7 }, 'charge_id names none of the charges of account 75: 7'],
    [{ charge_key: null }, 'charge_key or charge_id is missing'],
    [{ charge_key: 'new' }, 'the charge is new: only opened and blocked ones are taxed'],
    [{ charge_key: 'before' }, 'the charge is paid before: only those that are paid afterwards are taxed'],
  ])('are rejected with a reason: %j', async (change, reason) => {
    const unplaced = { ...aCharge, subscription_id: null };
    await ledger.import(
      'charges',
      { ...aCharge, external_key: 'new', status: 'new' },
      { ...unplaced, external_key: 'before', subscription_key: 'before' },
    );
    expect(await ledger.reasonsOf('taxes', { ...aTax, ...change })).toEqual([reason]);
  });

  it('of a charge on an approved invoice stay out', async () => {
    await ledger.client.query(`UPDATE invoices SET state = 'approved' WHERE id = 119`);
    const unplaced = { ...aTax, charge_key: null };
    expect(await ledger.reasonsOf('taxes', { ...unplaced, charge_id: 107 })).toEqual([
      'the charge is on an approved invoice',
    ]);
  });
});
