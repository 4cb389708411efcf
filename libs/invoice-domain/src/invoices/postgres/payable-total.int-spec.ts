import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Decimal } from '@org/kernel';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { type TestDatabase, withoutLifecycle } from '../../testing/test-database.js';
import { payableTotalOf } from '../payable-total.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createSampleLedger();
  await withoutLifecycle(database.dataSource);
  await rows(`ALTER TABLE invoices ENABLE TRIGGER invoices_round_total;
    ALTER TABLE currencies ENABLE TRIGGER currencies_set_digits`);
});

afterAll(() => database.drop());

const rows = (sql: string, values: readonly unknown[] = []): Promise<readonly Readonly<Record<string, unknown>>[]> =>
  database.dataSource.query(sql, [...values]);

/** Totals of an invoice that comes to an amount in a currency. */
const totalsOf = async (amount: string, currency: string) => {
  await rows(
    `UPDATE invoices SET currency = $1, services_amount_spent = $2, amount_spent = $2 + originated_amount_spent + terminated_amount_spent,
       total = $2 + originated_amount_spent + terminated_amount_spent - amount_earned + charges_amount + corrections_amount
     WHERE id = 18`,
    [currency, amount],
  );
  const [totals] = await rows(
    'SELECT total, payable_total AS "payableTotal", rounding_difference AS "roundingDifference" FROM invoices WHERE id = 18',
  );
  return totals as unknown as { total: Decimal; payableTotal: Decimal; roundingDifference: Decimal };
};

describe('the totals of an invoice', () => {
  it.each([
    ['JPY', 0],
    ['USD', 2],
    ['XYZ', 2],
    ['KWD', 3],
    ['CLF', 4],
  ])('are rounded in %s to %d digits, as the domain does', async (currency, digits) => {
    for (const amount of ['0', '0.5', '2.5', '12.345', '12.3449999', '0.00005', '99999999999.995', '1.0005']) {
      const { total, ...rounded } = await totalsOf(amount, currency);
      const expected = payableTotalOf(total, digits);
      expect(Object.values(rounded).map(String)).toEqual(Object.values(expected).map(String));
    }
  });

  it('cannot be changed by hand', async () => {
    const { payableTotal } = await totalsOf('12.345', 'EUR');
    await rows('UPDATE invoices SET payable_total = 0, rounding_difference = total WHERE id = 18');
    const [{ payable } = {}] = await rows('SELECT payable_total AS payable FROM invoices WHERE id = 18');
    expect(String(payable)).toBe(payableTotal.toString());
  });

  it('are those of the catalog when it knows the currency', async () => {
    await rows(`INSERT INTO currencies (name, rate) VALUES ('BHD', 2.6), ('ISK', 0.007), ('SEK', 0.09)`);
    expect(await rows(`SELECT name, digits FROM currencies WHERE name IN ('BHD', 'ISK', 'SEK') ORDER BY name`)).toEqual(
      [
        { name: 'BHD', digits: 3 },
        { name: 'ISK', digits: 0 },
        { name: 'SEK', digits: 2 },
      ],
    );
    await rows(`UPDATE currencies SET digits = 1 WHERE name = 'SEK'`);
    expect((await totalsOf('0.26', 'SEK')).payableTotal.toString()).toBe('0.3');
  });
});
