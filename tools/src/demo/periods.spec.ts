import { describe, expect, it } from '@jest/globals';
import type { InvoicePeriodId } from '@org/invoice-domain';
import { localDateOf } from '@org/kernel';
import { billingMonths, scheduleOf } from './periods.js';

const pastOf = (id: InvoicePeriodId, since: string): readonly string[] =>
  scheduleOf(id, localDateOf(since)).past.map(({ from, to, type }) => `${from.toString()} ${to.toString()} ${type}`);

const currentOf = (id: InvoicePeriodId): string => {
  const { from, to, type } = scheduleOf(id, localDateOf('2025-06-01')).current;
  return `${from.toString()} ${to.toString()} ${type}`;
};

describe('scheduleOf', () => {
  it('bills a month from its first day to the first of the next', () => {
    expect(pastOf(4, '2025-11-01')).toEqual(['2025-11-01 2025-12-01 autoFull', '2025-12-01 2026-01-01 autoFull']);
  });

  it('begins at the first boundary on or after the day it is given', () => {
    expect(pastOf(2, '2025-12-18')).toEqual(['2025-12-22 2025-12-29 autoFull', '2025-12-29 2026-01-05 autoFull']);
  });

  it('splits a week at a new month into two partial ones', () => {
    expect(pastOf(6, '2025-12-22')).toEqual([
      '2025-12-22 2025-12-29 autoFull',
      '2025-12-29 2026-01-01 autoPartial',
      '2026-01-01 2026-01-05 autoPartial',
    ]);
  });

  it('ends two weeks at the Monday of an even ISO week', () => {
    expect(pastOf(3, '2025-12-01')).toEqual(['2025-12-08 2025-12-22 autoFull', '2025-12-22 2026-01-05 autoFull']);
  });

  it('says which period the world stands in', () => {
    expect(currentOf(4)).toBe('2026-01-01 2026-02-01 autoFull');
    expect(currentOf(1)).toBe('2026-01-10 2026-01-11 autoFull');
    expect(currentOf(7)).toBe('2026-01-01 2026-01-16 autoFull');
  });
});

describe('billingMonths', () => {
  it('keeps to the last day of a month that lacks the billing day', () => {
    const days = billingMonths(localDateOf('2025-10-31')).map(({ from, to }) => `${from.toString()} ${to.toString()}`);
    expect(days).toEqual(['2025-10-31 2025-11-30', '2025-11-30 2025-12-31', '2025-12-31 2026-01-31']);
  });
});
