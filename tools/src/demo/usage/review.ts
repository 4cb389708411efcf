import type { Invoice } from '@org/invoice-domain';
import { localDateOf, type Instant } from '@org/kernel';
import { paymentForServices, type PaymentSketch } from '../commerce/payments.js';
import { compareInstants, isBefore, now } from '../moments.js';
import type { DemoAccount } from '../parties/accounts.js';
import { Random } from '../random.js';

const reviewedUntil = localDateOf('2025-12-01');

export interface Approval {
  readonly invoice: Invoice;
  readonly at: Instant;
  readonly payment: PaymentSketch | undefined;
}

function approvalOf(account: DemoAccount, invoice: Invoice, closedSince: number): Approval | undefined {
  const random = new Random(`review of ${account.row.id} from ${invoice.fromDate.toString()}`);
  const at = invoice.createdAt.add({ minutes: random.integer(30, 4000) });
  const waits = random.chance(isBefore(reviewedUntil, invoice.toDate) ? 45 : 3) || compareInstants(now, at) < 0;
  if (waits || invoice.state !== 'pending') return undefined;
  const plan = { account, kind: invoice.kind, closedSince };
  return {
    invoice,
    at,
    payment: paymentForServices(plan, { ...invoice, state: 'approved' }, { closedAt: at, random }),
  };
}

/** Old invoices are final, but for some that were forgotten; of the recent ones, many still wait for a review. */
export const reviewOf = (accounts: readonly DemoAccount[], invoices: readonly Invoice[]): readonly Approval[] =>
  accounts.flatMap((account) => {
    const newestFirst = invoices
      .filter(({ accountId }) => accountId === account.row.id)
      .toSorted((one, other) => compareInstants(other.startsAt, one.startsAt));
    return newestFirst.flatMap((invoice, index) => approvalOf(account, invoice, index + 1) ?? []);
  });
