import type { Invoice } from '@org/invoice-domain';
import type { Instant } from '@org/kernel';
import type { Calendar } from '../calendar.js';
import { paymentForServices, type PaymentSketch } from '../commerce/payments.js';
import { compareInstants, isBefore } from '../moments.js';
import type { DemoAccount } from '../parties/accounts.js';
import { Random } from '../random.js';

/** Invoices of periods that ended by this day are nearly all reviewed. */
const reviewedUntil = [1, 1] as const;

export interface Approval {
  readonly invoice: Invoice;
  readonly at: Instant;
  readonly payment: PaymentSketch | undefined;
}

interface Reviewed {
  readonly account: DemoAccount;
  readonly invoice: Invoice;
  readonly closedSince: number;
}

function approvalOf({ account, invoice, closedSince }: Reviewed, calendar: Calendar): Approval | undefined {
  const random = new Random(`review of ${account.row.id} from ${invoice.fromDate.toString()}`);
  const at = invoice.createdAt.add({ minutes: random.integer(30, 4000) });
  const isRecent = isBefore(calendar.dayOf(reviewedUntil), invoice.toDate);
  const waits = random.chance(isRecent ? 45 : 3) || !calendar.hasPassed(at);
  if (waits || invoice.state !== 'pending') return undefined;
  const approved: Invoice = { ...invoice, state: 'approved' };
  const age = { account, kind: invoice.kind, closedSince };
  return { invoice, at, payment: paymentForServices(age, approved, { closedAt: at, calendar, random }) };
}

/** Old invoices are final, but for some that were forgotten; of the recent ones, many still wait for a review. */
export const reviewOf = (
  accounts: readonly DemoAccount[],
  invoices: readonly Invoice[],
  calendar: Calendar,
): readonly Approval[] =>
  accounts.flatMap((account) => {
    const newestFirst = invoices
      .filter(({ accountId }) => accountId === account.row.id)
      .toSorted((one, other) => compareInstants(other.startsAt, one.startsAt));
    return newestFirst.flatMap(
      (invoice, index) => approvalOf({ account, invoice, closedSince: index + 1 }, calendar) ?? [],
    );
  });
