import { describe, expect, it } from '@jest/globals';
import { ingestTables } from '@org/invoice-domain/persistence';
import { Decimal } from '@org/kernel';
import { demandSummed, demandTotals } from './expected-totals.js';

const of = (rows: number | undefined, sum: string | undefined) => ({
  rows,
  sum: sum === undefined ? undefined : Decimal.of(sum),
});

const found = { rows: 2, sum: Decimal.of('3.30') };

describe('what a file is expected to come to', () => {
  it('may be a sum of what has a column that adds up, and of nothing else', () => {
    const isRefused = (table: (typeof ingestTables)[keyof typeof ingestTables]): boolean => {
      try {
        demandSummed(of(undefined, '1'), table);
        return false;
      } catch {
        return true;
      }
    };
    const tables = Object.values(ingestTables);
    expect(tables.filter(isRefused).map(({ name }) => name)).toEqual([
      ...['cdr_voids', 'transaction_voids', 'subscriptions', 'charges'],
    ]);
    for (const table of tables)
      expect(() => {
        demandSummed(of(1, undefined), table);
      }).not.toThrow();
  });

  it.each([[of(2, '3.3')], [of(2, undefined)], [of(undefined, '3.300')]])('is what it comes to', (expected) => {
    expect(() => {
      demandTotals(expected, found, 'customer_price');
    }).not.toThrow();
  });

  it.each([
    [of(3, undefined), 'it has 2 rows instead of 3. Nothing of it was taken.'],
    [of(2, '3.31'), 'customer_price of its good rows comes to 3.3 instead of 3.31. Nothing of it was taken.'],
    [of(1, '0'), 'it has 2 rows instead of 1; customer_price of its good rows comes to 3.3 instead of 0.'],
  ])('is refused with every difference', (expected, message) => {
    expect(() => {
      demandTotals(expected, found, 'customer_price');
    }).toThrow(message);
  });
});
