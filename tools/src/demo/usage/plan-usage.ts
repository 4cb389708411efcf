import { localDateOf, type LocalDate } from '@org/kernel';
import { closedSinceOf, type InvoicePlan } from '../invoices/invoice-plan.js';
import { invoiceRunAfter, isBefore, midnightOf, today } from '../moments.js';
import type { DemoAccount } from '../parties/accounts.js';
import { scheduleOf, type Period } from '../periods.js';
import { Random } from '../random.js';

/** Made by hand: of any length, and now and then with days between them that nobody billed. */
function handmadePeriods(since: LocalDate, random: Random): readonly Period[] {
  const periods: Period[] = [];
  let from = since;
  for (;;) {
    const to = from.add({ days: random.integer(7, 60) });
    if (isBefore(today, to)) return periods;
    periods.push({ from, to });
    from = to.add({ days: random.chance(30) ? random.integer(1, 9) : 0 });
  }
}

/** One plan for every period of the account's calls that is over. */
export function planUsage(account: DemoAccount): readonly InvoicePlan[] {
  const { calls, zone, id } = account.sketch;
  if (calls === undefined) return [];
  const random = new Random(`usage periods of ${id}`);
  const since = localDateOf(calls.since);
  const periods =
    calls.period === null
      ? handmadePeriods(since, random).map((period) => ({ ...period, type: 'manual' as const }))
      : scheduleOf(calls.period, since).past;
  return periods.map(({ type, ...period }, index) => ({
    account,
    kind: 'usage',
    billingDay: null,
    period,
    type,
    createdAt:
      type === 'manual'
        ? midnightOf(period.to, zone).add({ seconds: random.integer(30_000, 60_000) })
        : invoiceRunAfter(midnightOf(period.to, zone), random),
    closedSince: closedSinceOf(index, periods.length),
  }));
}
