import {
  CreateInvoice,
  everything,
  AggregateUsage,
  GenerateInvoices,
  RunBilling,
  type BillingLedger,
  type Jobs,
} from '@org/invoice-domain';
import { ledgerTransactionOf, PostgresBillingReader, PostgresBillingRuns } from '@org/invoice-domain/persistence';
import { FixedClock, type Instant } from '@org/kernel';
import type { EntityManager } from 'typeorm';
import { LedgerTime } from '../ledger-time.js';
import type { Calendar } from '../calendar.js';
import { billingRunOn, compareInstants, daysFrom } from '../moments.js';
import { reviewer } from '../parties/users.js';
import { Random } from '../random.js';
import type { ManualOrder } from './manual-orders.js';

/** Nobody waits for them: what the jobs would do is done here, or stays to be done. */
export const noJobs: Jobs = { aggregate: () => Promise.resolve(), approve: () => Promise.resolve() };

/** Bills the calls and transactions of the ledger as daily runs would have, and by hand where somebody asked for it. */
export async function billUsage(
  manager: EntityManager,
  orders: readonly ManualOrder[],
  { calendar: { firstDay, today }, signal }: { readonly calendar: Calendar; readonly signal: AbortSignal },
): Promise<void> {
  const ledgerTransaction = ledgerTransactionOf(everything, manager, noJobs);
  const time = new LedgerTime(manager);
  const clock = new FixedClock(billingRunOn(firstDay).toString());
  const ledger: BillingLedger = {
    transaction: async ({ actor }, work) => {
      await time.setActor(actor, clock.now());
      return work({ ...ledgerTransaction, runs: new PostgresBillingRuns(manager) });
    },
    read: (work) => work(new PostgresBillingReader(manager)),
    causeOf: () => undefined,
  };
  const runs = new RunBilling(ledger, new GenerateInvoices({ autoApprove: false }), clock);
  const create = new CreateInvoice(clock);
  const aggregateUsage = new AggregateUsage();
  const random = new Random('billing of usage');
  // Those were asked for a moment ago: their jobs have yet to begin.
  const newest = new Map(orders.map(({ accountId, at }) => [accountId, at]));
  const moveTo = async (actor: string, at: Instant) => {
    clock.moveTo(at.toString());
    await time.setActor(actor, at);
  };

  const run = async (at: Instant) => {
    const due: readonly unknown[] = await manager.query(
      'SELECT FROM accounts WHERE next_invoice_at <= $1::timestamptz LIMIT 1',
      [at.toString()],
    );
    if (due.length === 0) return;
    clock.moveTo(at.add({ microseconds: random.integer(20_000, 9_999_999) }).toString());
    await runs.execute({ at, audit: { actor: 'job:billing-run' } });
  };
  const makeByHand = async ({ accountId, period, at }: ManualOrder) => {
    await moveTo(reviewer, at);
    const order = { accountId, startsAt: period.from.toString(), endsAt: period.to.toString() };
    const invoice = await create.execute(ledgerTransaction, order);
    if (newest.get(accountId) === at) return;
    await moveTo('job:fill-invoice', at.add({ milliseconds: random.integer(400, 2500) }));
    await aggregateUsage.execute(ledgerTransaction, invoice);
  };

  const agenda = [
    ...daysFrom(firstDay, today).map((day) => ({ at: billingRunOn(day), happens: run })),
    ...orders.map((order) => ({ at: order.at, happens: () => makeByHand(order) })),
  ];
  for (const { at, happens } of agenda.toSorted((one, other) => compareInstants(one.at, other.at))) {
    signal.throwIfAborted();
    await happens(at);
  }
}
