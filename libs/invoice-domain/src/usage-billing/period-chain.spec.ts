import { describe, expect, it } from '@jest/globals';
import { instantOf, isLater } from '@org/kernel';
import fc from 'fast-check';
import { invoicePeriodIds, type InvoicePeriodId } from '../parties/account.js';
import { scheduleUnder } from './invoice-schedule.js';
import { comingPeriodsOf, duePeriodsOf, emptyChain, type BillingChain, type DuePeriod } from './period-chain.js';

const monthly = { period: 4 as InvoicePeriodId, timeZone: 'UTC' };

const dueOf = (chain: Partial<BillingChain>, nextInvoiceAt: string, now: string, terms = monthly) => {
  const next = { nextInvoiceAt: instantOf(nextInvoiceAt), nextInvoiceType: 'autoFull' as const };
  const isOver = (endsAt: ReturnType<typeof instantOf>): boolean => !isLater(endsAt, instantOf(now));
  const due = duePeriodsOf({ terms, next, chain: { ...emptyChain, ...chain } }, isOver);
  return {
    periods: due.periods.map(({ startsAt, endsAt }) => `${startsAt.toString()} ${endsAt.toString()}`),
    next: due.next.nextInvoiceAt.toString(),
  };
};

describe('the periods of an account that are due', () => {
  it('begin with the period that ends next, when the account was never billed or used', () => {
    expect(dueOf({}, '2026-11-01T00:00:00Z', '2026-11-05T00:00:00Z')).toEqual({
      periods: ['2026-10-01T00:00:00Z 2026-11-01T00:00:00Z'],
      next: '2026-12-01T00:00:00Z',
    });
  });

  it('begin with the period of the first call, when the account was never billed', () => {
    const usedSince = instantOf('2026-09-10T10:00:00Z');
    expect(dueOf({ usedSince }, '2026-11-01T00:00:00Z', '2026-11-05T00:00:00Z').periods).toEqual([
      '2026-09-01T00:00:00Z 2026-10-01T00:00:00Z',
      '2026-10-01T00:00:00Z 2026-11-01T00:00:00Z',
    ]);
  });

  it('go on where the latest invoice ends, however long that is ago', () => {
    const billedUntil = instantOf('2026-08-20T00:00:00Z');
    expect(dueOf({ billedUntil }, '2026-09-01T00:00:00Z', '2026-11-05T00:00:00Z')).toEqual({
      periods: [
        '2026-08-20T00:00:00Z 2026-09-01T00:00:00Z',
        '2026-09-01T00:00:00Z 2026-10-01T00:00:00Z',
        '2026-10-01T00:00:00Z 2026-11-01T00:00:00Z',
      ],
      next: '2026-12-01T00:00:00Z',
    });
  });

  it('are none while the next one is not over', () => {
    const billedUntil = instantOf('2026-11-01T00:00:00Z');
    expect(dueOf({ billedUntil }, '2026-12-01T00:00:00Z', '2026-11-05T00:00:00Z')).toEqual({
      periods: [],
      next: '2026-12-01T00:00:00Z',
    });
  });

  it('come first where something was left open, cut at the boundaries within', () => {
    const openPeriods = [{ startsAt: instantOf('2026-08-15T00:00:00Z'), endsAt: instantOf('2026-10-01T00:00:00Z') }];
    const billedUntil = instantOf('2026-11-01T00:00:00Z');
    expect(dueOf({ billedUntil, openPeriods }, '2026-12-01T00:00:00Z', '2026-11-05T00:00:00Z').periods).toEqual([
      '2026-08-15T00:00:00Z 2026-09-01T00:00:00Z',
      '2026-09-01T00:00:00Z 2026-10-01T00:00:00Z',
    ]);
  });

  it('are planned anew when the plan lies behind what is billed', () => {
    const billedUntil = instantOf('2026-11-10T00:00:00Z');
    expect(dueOf({ billedUntil }, '2026-11-01T00:00:00Z', '2026-11-15T00:00:00Z')).toEqual({
      periods: [],
      next: '2026-12-01T00:00:00Z',
    });
  });
});

const anyTerms = fc.record({
  period: fc.constantFrom(...invoicePeriodIds),
  timeZone: fc.constantFrom('UTC', 'Asia/Tokyo', 'America/Los_Angeles', 'Asia/Kathmandu'),
});

const anyInstant = fc
  .integer({ min: 0, max: 365 * 24 * 60 })
  .map((minutes) => instantOf('2026-01-01T00:00:00Z').add({ minutes }));

describe('the periods that are to come', () => {
  it('are those that runs bill in the end, whenever they come', () => {
    const past = fc.record({
      billedUntil: fc.option(anyInstant),
      usedSince: fc.option(anyInstant),
      nextInvoiceAt: fc.option(anyInstant),
    });
    fc.assert(
      fc.property(anyTerms, past, anyInstant, fc.array(fc.integer({ min: 1, max: 60 })), (terms, billed, now, days) => {
        const chain = { ...emptyChain, ...billed, usedSince: billed.billedUntil === null ? billed.usedSince : null };
        const scheduled = { terms, next: scheduleUnder(terms, now, { ...billed, ...chain }), chain };
        const coming = comingPeriodsOf(scheduled, 12);
        const made: DuePeriod[] = [];
        let [standing, at] = [scheduled, now];
        for (const count of days) {
          at = at.add({ hours: count * 24 });
          const { periods, next } = duePeriodsOf(standing, (endsAt) => !isLater(endsAt, at));
          made.push(...periods);
          standing = {
            terms,
            next,
            chain: { ...chain, billedUntil: periods.at(-1)?.endsAt ?? standing.chain.billedUntil },
          };
        }
        const shown = (periods: readonly DuePeriod[]) =>
          periods
            .slice(0, Math.min(made.length, coming.length))
            .map(({ startsAt, endsAt, type }) => `${startsAt.toString()} ${endsAt.toString()} ${type}`);
        expect(shown(made)).toEqual(shown(coming));
      }),
      { numRuns: 25 },
    );
  });
});

describe('the schedule under new terms', () => {
  const now = instantOf('2026-11-29T12:00:00Z');
  const under = (
    terms: typeof monthly,
    { nextInvoiceAt = null, billedUntil = null, usedSince = null }: Readonly<Record<string, string | null>>,
  ): string =>
    scheduleUnder(terms, now, {
      nextInvoiceAt: nextInvoiceAt === null ? null : instantOf(nextInvoiceAt),
      billedUntil: billedUntil === null ? null : instantOf(billedUntil),
      usedSince: usedSince === null ? null : instantOf(usedSince),
    }).nextInvoiceAt.toString();
  const weekly = { period: 2 as InvoicePeriodId, timeZone: 'UTC' };

  it('ends the running period with the first boundary of the new terms', () => {
    const billed = { nextInvoiceAt: '2026-12-01T00:00:00Z', billedUntil: '2026-11-01T00:00:00Z' };
    expect(under(weekly, billed)).toBe('2026-11-30T00:00:00Z');
    expect(under({ ...monthly, timeZone: 'America/Los_Angeles' }, billed)).toBe('2026-12-01T08:00:00Z');
  });

  it('leaves the end of a period that is over', () => {
    expect(under(weekly, { nextInvoiceAt: '2026-10-01T00:00:00Z', billedUntil: '2026-09-01T00:00:00Z' })).toBe(
      '2026-10-01T00:00:00Z',
    );
  });

  it('begins with what was not billed while there was none', () => {
    expect(under(monthly, { billedUntil: '2026-01-18T00:00:00Z' })).toBe('2026-02-01T00:00:00Z');
    expect(under(monthly, { usedSince: '2026-09-10T10:00:00Z' })).toBe('2026-10-01T00:00:00Z');
    expect(under(monthly, {})).toBe('2026-12-01T00:00:00Z');
  });
});
