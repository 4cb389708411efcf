import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { FixedClock } from '@org/kernel';
import { createTestDatabaseOf, type TestDatabase } from '../../testing/test-database.js';
import { CommerceLedger, type Row } from '../testing/commerce-life/commerce-ledger.js';
import { commerceWorld, subscriptionOf } from '../testing/commerce-life/world.js';

jest.setTimeout(30_000);

const account = 1;
const reseller = 1;

let database: TestDatabase;
let ledger: CommerceLedger;

const charge = (key: string, day: string): Row => ({
  ...{ external_key: key, account_id: account, subscription_key: subscriptionOf(account, 'prepay'), name: 'Fee' },
  ...{ description: 'Fee', type: 'Charge::Renew', status: 'opened', quantity: 1, duration: 1, unit_price: '100' },
  ...{ operate_from: day, operate_to: day },
});

const payment: Row = {
  ...{ external_key: 'p', account_id: account, document_id: 'D', status: 'completed', initial_total: '100' },
  charge_keys: 'paid',
};

const idOf = async (table: 'charges' | 'payments' | 'invoices', where: string): Promise<number> => {
  const [row] = await ledger.rows<{ readonly id: number }>(`SELECT id::integer FROM ${table} WHERE ${where}`);
  return row?.id ?? 0;
};

const paymentId = (): Promise<number> => idOf('payments', `external_key = 'p'`);

/** All that is left of the invoice in advance. */
const credit = async (): Promise<boolean> =>
  ledger.credit(reseller, await idOf('invoices', `payment_model = 'prepay' AND total = 100`), {
    ...{ amount: undefined, lines: undefined },
  });

const state = async (): Promise<readonly string[]> => {
  const rows = await ledger.rows<{ readonly text: string }>(
    `SELECT format('balance %s', trim_scale(balance)) AS text FROM accounts WHERE id = ${account}
     UNION ALL SELECT * FROM (SELECT format('%s %s %s', external_key, status, trim_scale(allocated)) FROM charges ORDER BY id) charge`,
  );
  return rows.map(({ text }) => text);
};

const errors = async (): Promise<readonly unknown[]> =>
  (await ledger.findings()).filter(({ severity }) => severity === 'error');

/** A charge of 100 that was paid in advance is on a final invoice. */
beforeEach(async () => {
  database = await createTestDatabaseOf(commerceWorld);
  ledger = new CommerceLedger(database, new FixedClock('2026-03-10T12:00:00Z'));
  await ledger.import('charges', [charge('paid', '2026-03-05')]);
  await ledger.import('payments', [payment]);
  for (const at of ['2026-03-11', '2026-04-02']) {
    ledger.clock.moveTo(`${at}T12:00:00Z`);
    await ledger.bill();
  }
});

afterEach(async () => {
  await ledger.close();
  await database.drop();
});

describe('a payment of what was credited since', () => {
  it('is refunded from the credit that the credit note gave, and once', async () => {
    expect(await state()).toEqual(['balance 0', 'paid closed 100']);
    expect(await credit()).toBe(true);
    expect(await state()).toEqual(['balance 100', 'paid closed 100']);
    expect(await ledger.giveBack('refund', await paymentId(), 4_000n)).toBe(true);
    expect(await state()).toEqual(['balance 60', 'paid closed 100']);
    expect(await ledger.giveBack('refund', await paymentId(), null)).toBe(true);
    expect(await state()).toEqual(['balance 0', 'paid closed 100']);
    expect(await ledger.giveBack('refund', await paymentId(), 1n)).toBe(false);
    expect(await errors()).toEqual([]);
  });

  it('is not refunded once that credit is spent, and charged back against the balance', async () => {
    expect(await credit()).toBe(true);
    await ledger.import('charges', [charge('next', '2026-04-02')]);
    expect(await ledger.payCharge(reseller, await idOf('charges', `external_key = 'next'`), 7_000n)).toBe(true);
    expect(await ledger.giveBack('refund', await paymentId(), null)).toBe(false);
    expect(await ledger.orderRefund(await paymentId(), null)).toBe(false);
    expect(await state()).toEqual(['balance 30', 'paid closed 100', 'next opened 70']);
    expect(await ledger.giveBack('chargeback', await paymentId(), null)).toBe(true);
    expect(await state()).toEqual(['balance -70', 'paid closed 100', 'next opened 70']);
    expect(await ledger.giveBack('chargeback', await paymentId(), null)).toBe(false);
    expect(await errors()).toEqual([]);
  });

  it('cannot come again as cancelled', async () => {
    expect(await credit()).toBe(true);
    const { rejects } = await ledger.import('payments', [{ ...payment, status: 'cancelled' }]);
    expect(JSON.stringify(rejects)).toContain(
      'an invoice that payment \\"p\\" paid for has been credited: it cannot become cancelled',
    );
    expect(await state()).toEqual(['balance 100', 'paid closed 100']);
  });
});

describe('what is credited', () => {
  it('is no more than what is paid of a charge whose money went back in part', async () => {
    expect(await ledger.giveBack('refund', await paymentId(), 4_000n)).toBe(true);
    expect(await credit()).toBe(true);
    expect(await state()).toEqual(['balance 60', 'paid closed 60']);
    expect(await credit()).toBe(false);
    expect(await errors()).toEqual([]);
  });

  it('is nothing of a charge whose payment was charged back', async () => {
    expect(await ledger.giveBack('chargeback', await paymentId(), null)).toBe(true);
    expect(await credit()).toBe(false);
    expect(await state()).toEqual(['balance 0', 'paid opened 0']);
  });
});
