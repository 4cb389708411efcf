import { describe, expect, it } from '@jest/globals';
import { Decimal, instantOf, localDateOf } from '@org/kernel';
import { accountIdOf } from '../model/ids.js';
import { faultOf, statementOf, statementPeriodOf, type PostedFigures, type StatementDays } from './statement.js';

const days = (from: string, to: string): StatementDays => ({ from: localDateOf(from), to: localDateOf(to) });

describe('the days of a statement', () => {
  it.each([
    ['one day', '2026-01-31', '2026-01-31'],
    ['ten years', '2016-02-01', '2026-01-31'],
    ['the last ones there are', '9998-01-01', '9998-12-31'],
  ])('may be %s', (_, from, to) => {
    expect(faultOf(days(from, to))).toBeUndefined();
  });

  it.each([
    ['the wrong way round', '2026-01-02', '2026-01-01', 'to'],
    ['more than ten years', '2016-02-01', '2026-02-01', 'to'],
    ['before the calendar of ledgers', '0999-12-31', '1000-01-01', 'from'],
    ['behind it', '9999-01-01', '9999-01-02', 'from'],
    ['up to behind it', '9998-01-01', '9999-01-01', 'to'],
  ])('may not be %s', (_, from, to, fault) => {
    expect(faultOf(days(from, to))).toBe(fault);
  });

  it.each([
    ['of ordinary length', '2026-03-28', '2026-03-27T23:00:00Z', '2026-03-28T23:00:00Z'],
    ['of 23 hours', '2026-03-29', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'],
    ['of 25 hours', '2026-10-25', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'],
  ])('are those of the account, also %s', (_, day, startsAt, endsAt) => {
    expect(statementPeriodOf(days(day, day), 'Europe/Berlin')).toEqual({
      startsAt: instantOf(startsAt),
      endsAt: instantOf(endsAt),
    });
  });
});

describe('a statement', () => {
  const january = days('2026-01-01', '2026-01-31');
  const stretch = { ...january, ...statementPeriodOf(january, 'UTC') };
  const figures: PostedFigures = {
    currency: 'EUR',
    balance: Decimal.of('100'),
    after: Decimal.of('60.5'),
    sums: [
      { kind: 'adjustment', count: 2, credits: Decimal.of('3'), debits: Decimal.of('-1.25') },
      { kind: 'charge', count: 1, credits: Decimal.zero, debits: Decimal.of('-20') },
    ],
  };

  it('works back from the balance: opening balance and movements come to the closing balance', () => {
    const { openingBalance, closingBalance, credits, debits, movements } = statementOf(
      accountIdOf(74),
      stretch,
      figures,
    );
    expect([openingBalance, closingBalance, credits, debits].map(String)).toEqual(['57.75', '39.5', '3', '-21.25']);
    expect(movements.map(({ kind, count, amount }) => [kind, count, String(amount)])).toEqual([
      ['adjustment', 2, '1.75'],
      ['charge', 1, '-20'],
    ]);
    expect(openingBalance.plus(credits).plus(debits).equals(closingBalance)).toBe(true);
  });

  it('of days in which nothing moved begins and ends with the same', () => {
    const still = statementOf(accountIdOf(74), stretch, { ...figures, sums: [] });
    expect([still.openingBalance, still.closingBalance].map(String)).toEqual(['39.5', '39.5']);
    expect(still.movements).toEqual([]);
  });
});
