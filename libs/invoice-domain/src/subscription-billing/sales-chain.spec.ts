import { describe, expect, it } from '@jest/globals';
import { localDateOf } from '@org/kernel';
import { chainStartOf, latePeriodsOf, periodsFrom } from './sales-chain.js';
import type { Series } from './sales.js';

const today = localDateOf('2026-04-20');

interface Sketch extends Partial<Pick<Series, 'billingDay' | 'paymentModel' | 'hasBegun'>> {
  readonly unbilled?: readonly string[];
  readonly billedUntil?: string;
  readonly coveredUntil?: string;
}

const series = ({ unbilled = [], billedUntil, coveredUntil, ...more }: Sketch): Series => ({
  billingDay: 1,
  paymentModel: 'postpay',
  hasBegun: billedUntil !== undefined,
  ...more,
  unbilledDays: unbilled.map(localDateOf),
  billedUntil: billedUntil === undefined ? null : localDateOf(billedUntil),
  coveredUntil: coveredUntil === undefined ? null : localDateOf(coveredUntil),
});

describe('the next period of a series', () => {
  it.each<[string, Sketch, string]>([
    ['with the running period where it is paid afterwards', {}, '2026-04-01'],
    ['with the period that ended last where it is paid before', { paymentModel: 'prepay' }, '2026-03-01'],
    ['with its billing day', { billingDay: 25 }, '2026-03-25'],
    ['where its last invoice ended', { billedUntil: '2026-02-01' }, '2026-02-01'],
    ['where subscriptions ended that came from another series', { coveredUntil: '2026-03-12' }, '2026-03-12'],
    [
      'after its own invoices, when such subscriptions ended before',
      { billedUntil: '2026-04-01', coveredUntil: '2026-03-12' },
      '2026-04-01',
    ],
    [
      'with today’s period, when only late ones came before',
      { billedUntil: '2020-03-01', hasBegun: false },
      '2026-04-01',
    ],
  ])('begins %s', (_, sketch, day) => {
    expect(chainStartOf(series(sketch), { today }).toString()).toBe(day);
  });

  it('goes to the next billing day, and a single day belongs to it', () => {
    const ends = (from: string, billingDay: number): readonly string[] => {
      const periods = periodsFrom(localDateOf(from), billingDay);
      return [periods.next(), periods.next()].map(({ value }) => value.to.toString());
    };
    expect(ends('2026-01-12', 15)).toEqual(['2026-01-15', '2026-02-15']);
    expect(ends('2026-01-14', 15)).toEqual(['2026-02-15', '2026-03-15']);
    expect(ends('2026-01-31', 31)).toEqual(['2026-02-28', '2026-03-31']);
  });
});

describe('late periods', () => {
  it.each<[string, Sketch, readonly string[]]>([
    [
      'are those of what is older than the series',
      { unbilled: ['2020-02-10', '2020-02-28', '2021-05-01', '2026-04-03'] },
      ['2020-02-01', '2021-05-01'],
    ],
    ['are none where the series has begun', { unbilled: ['2020-02-10'], billedUntil: '2026-03-01' }, []],
    [
      'are none where its subscriptions were billed elsewhere',
      { unbilled: ['2020-02-10'], coveredUntil: '2026-03-01' },
      [],
    ],
    [
      'are none before one that is billed already',
      { unbilled: ['2020-02-10', '2020-04-10'], billedUntil: '2020-04-01', hasBegun: false },
      ['2020-04-01'],
    ],
  ])('%s', (_, sketch, starts) => {
    const late = latePeriodsOf(series(sketch), chainStartOf(series(sketch), { today }));
    expect(late.map(({ from }) => from.toString())).toEqual(starts);
  });
});
