import { isLater, type Clock, type Instant } from '@org/kernel';
import type { ScheduledInvoiceType } from '../parties/account.js';
import { periodStartBefore } from './billing-period.js';
import type { AccountId, InvoiceId } from '../model/ids.js';
import { billingTermsOf, isDue, scheduleAfter, type NextInvoice } from './invoice-schedule.js';
import { addInvoices } from './add-invoices.js';
import type { BilledAccount, LedgerTransaction, InvoiceOrder } from './ledger-transaction.js';

export interface GenerateSettings {
  /** Whether scheduled invoices are approved without a review. */
  readonly autoApprove: boolean;
}

export interface Generated {
  readonly billed: ReadonlyMap<AccountId, InvoiceId>;
  /** Not due, or no longer: somebody else was faster, or the schedule has changed. */
  readonly skipped: readonly AccountId[];
  /** Why, in plain words. */
  readonly refused: ReadonlyMap<AccountId, string>;
}

interface DueInvoice extends InvoiceOrder {
  readonly type: ScheduledInvoiceType;
  readonly next: NextInvoice;
}

/**
 * Makes the next scheduled invoice of many accounts at once, aggregates their usage, and moves the schedules on (docs/wire/admin.md,
 * scheduled invoices). One pass over the calls serves all of them.
 */
export class GenerateInvoices {
  constructor(
    private readonly clock: Clock,
    private readonly settings: GenerateSettings,
  ) {}

  /** @param dueAt bills only what is due at that moment */
  async execute(ledger: LedgerTransaction, ids: readonly AccountId[], dueAt: Instant): Promise<Generated> {
    const locked = await ledger.accounts.lock(ids);
    const accounts = new Map(locked.filter((account) => isDue(account, dueAt)).map((account) => [account.id, account]));
    const skipped = ids.filter((id) => !accounts.has(id));
    const billedUntil = await ledger.accounts.billedUntil([...accounts.keys()]);
    const due: DueInvoice[] = [];
    const refused = new Map<AccountId, string>();
    for (const account of accounts.values()) {
      const order = this.orderFor(account, billedUntil.get(account.id));
      if (typeof order === 'string') refused.set(account.id, order);
      else due.push(order);
    }
    if (due.length === 0) return { billed: new Map(), skipped, refused };
    const invoiceIds = await addInvoices(ledger, accounts, due);
    await ledger.invoices.aggregate(invoiceIds);
    await ledger.accounts.schedule(new Map(due.map(({ accountId, next }) => [accountId, next])));
    if (this.settings.autoApprove) await ledger.jobs.approve(invoiceIds);
    return { billed: new Map(zip(due, invoiceIds)), skipped, refused };
  }

  /** A manual invoice in between shortens the next scheduled one, whose type stays as it was when it was scheduled. */
  private orderFor(account: BilledAccount, billedUntil: Instant | undefined): DueInvoice | string {
    const terms = billingTermsOf(account);
    const { id: accountId, nextInvoiceAt: endsAt, nextInvoiceType: type } = account;
    if (terms === undefined || endsAt === null || type === null) return 'account invoice period is required';
    if (isLater(endsAt, this.clock.now())) return "end_time can't be in future";
    if (billedUntil !== undefined && !isLater(endsAt, billedUntil)) {
      return 'invoice exists with end_date greater than or equal to current end_date';
    }
    const periodStart = periodStartBefore(terms, endsAt);
    const startsAt = billedUntil !== undefined && isLater(billedUntil, periodStart) ? billedUntil : periodStart;
    return { accountId, type, startsAt, endsAt, next: scheduleAfter(terms, endsAt) };
  }
}

const zip = (orders: readonly DueInvoice[], ids: readonly InvoiceId[]): readonly (readonly [AccountId, InvoiceId])[] =>
  ids.flatMap((id, index) => {
    const order = orders[index];
    return order === undefined ? [] : [[order.accountId, id] as const];
  });
