import { isLater, type Instant } from '@org/kernel';
import type { ScheduledInvoiceType } from '../parties/account.js';
import {
  periodEndAfter,
  periodStartBefore,
  periodStartOf,
  scheduledTypeOf,
  type BillingTerms,
} from './billing-period.js';
import { scheduleAfter, type NextInvoice } from './invoice-schedule.js';

/** Half-open: from an instant up to another one. */
export interface Period {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** How far an account has been billed, and what was left open on the way. */
export interface BillingChain {
  /** End of the latest usage invoice; null without any. */
  readonly billedUntil: Instant | null;
  /** First call or transaction of an account that was never billed; null without any. */
  readonly usedSince: Instant | null;
  /** Stretches before that end which are on no invoice and have to be, in order. */
  readonly openPeriods: readonly Period[];
}

export const emptyChain: BillingChain = { billedUntil: null, usedSince: null, openPeriods: [] };

/** A period that gets an invoice. */
export interface DuePeriod extends Period {
  readonly type: ScheduledInvoiceType;
}

export interface DuePeriods {
  /** In the order in which they are billed. */
  readonly periods: readonly DuePeriod[];
  /** The schedule once they are billed. */
  readonly next: NextInvoice;
}

export interface Scheduled {
  readonly terms: BillingTerms;
  readonly next: NextInvoice;
  readonly chain: BillingChain;
}

/**
 * Every period of an account that is over and on no invoice: what was left open, and then the chain, in which each period begins where the
 * one before it ended (docs/wire/admin.md, scheduled invoices).
 * @param isOver whether nothing can come any more of a period that ends at an instant
 */
export const duePeriodsOf = ({ terms, next, chain }: Scheduled, isOver: (endsAt: Instant) => boolean): DuePeriods => {
  const periods = chain.openPeriods.flatMap((open) => [...piecesOf(terms, open)]);
  let { startsAt, next: planned } = chainEnd(terms, next, chain);
  while (isOver(planned.nextInvoiceAt)) {
    const { nextInvoiceAt: endsAt, nextInvoiceType: type } = planned;
    if (chain.billedUntil === null) {
      // Only the first stretch of an account that was never billed may be longer than a period.
      const last = periodStartBefore(terms, endsAt);
      periods.push(...piecesOf(terms, { startsAt, endsAt: last }));
      if (isLater(last, startsAt)) startsAt = last;
    }
    periods.push({ startsAt, endsAt, type });
    startsAt = endsAt;
    planned = scheduleAfter(terms, endsAt);
  }
  return { periods, next: planned };
};

/** The first periods from the end of a chain on, whether they are over or not: what runs will bill if nothing changes. */
export const comingPeriodsOf = (scheduled: Scheduled, count: number): readonly DuePeriod[] => {
  const chain = { ...scheduled.chain, openPeriods: [] };
  let left = count;
  return duePeriodsOf({ ...scheduled, chain }, () => (left -= 1) >= 0).periods.slice(0, count);
};

/** The period of an account that a moment lies in: it begins where the one before it ended, whether that is billed or not. */
export const runningPeriodOf = ({ terms, next, chain }: Scheduled, now: Instant): DuePeriod => {
  let { startsAt, next: planned } = chainEnd(terms, next, chain);
  if (chain.billedUntil === null) {
    const first = periodStartBefore(terms, planned.nextInvoiceAt);
    if (isLater(first, startsAt)) startsAt = first;
  }
  while (!isLater(planned.nextInvoiceAt, now)) {
    startsAt = planned.nextInvoiceAt;
    planned = scheduleAfter(terms, startsAt);
  }
  return { startsAt, endsAt: planned.nextInvoiceAt, type: planned.nextInvoiceType };
};

/** Where the next period of the chain begins, and how it is planned: a plan that lies behind what is billed already is made anew. */
const chainEnd = (
  terms: BillingTerms,
  next: NextInvoice,
  { billedUntil, usedSince }: BillingChain,
): { readonly startsAt: Instant; readonly next: NextInvoice } => {
  if (billedUntil !== null) {
    return {
      startsAt: billedUntil,
      next: isLater(next.nextInvoiceAt, billedUntil) ? next : scheduleAfter(terms, billedUntil),
    };
  }
  const planned = periodStartBefore(terms, next.nextInvoiceAt);
  const used = usedSince === null ? planned : periodStartOf(terms, usedSince);
  return { startsAt: isLater(planned, used) ? used : planned, next };
};

/** A stretch, cut at the boundaries within it. */
function* piecesOf(terms: BillingTerms, { startsAt, endsAt }: Period): Generator<DuePeriod> {
  for (let start = startsAt; isLater(endsAt, start);) {
    const boundary = periodEndAfter(terms, start);
    const end = isLater(boundary, endsAt) ? endsAt : boundary;
    yield { startsAt: start, endsAt: end, type: scheduledTypeOf(terms, start, end) };
    start = end;
  }
}
