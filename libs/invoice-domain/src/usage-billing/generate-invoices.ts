import type { Instant } from '@org/kernel';
import type { AccountId, InvoiceId } from '../model/ids.js';
import { addInvoices } from './add-invoices.js';
import { worthBilling } from './empty-periods.js';
import { billingTermsOf, isOver, type NextInvoice } from './invoice-schedule.js';
import type { BilledAccount, InvoiceOrder, LedgerTransaction } from './ledger-transaction.js';
import { duePeriodsOf, emptyChain, type BillingChain } from './period-chain.js';

export interface GenerateSettings {
  /** Whether scheduled invoices are approved without a review. */
  readonly autoApprove: boolean;
}

export interface Generated {
  /** The invoices of each account, in the order of their periods. */
  readonly billed: ReadonlyMap<AccountId, readonly InvoiceId[]>;
  /** Moved on without an invoice, since nothing was used and they want no empty ones. */
  readonly unused: readonly AccountId[];
  /** Not due, or no longer: somebody else was faster, or the schedule has changed. */
  readonly skipped: readonly AccountId[];
}

/** An account with the invoices that it is to get. */
export interface DueAccount {
  readonly account: BilledAccount;
  readonly orders: readonly InvoiceOrder[];
  readonly next: NextInvoice;
}

/**
 * Bills every period that is over and on no invoice, of many accounts at once, and moves their schedules on (docs/wire/admin.md, scheduled
 * invoices). One pass over the calls serves all accounts that have one period to bill, another one those that catch up.
 */
export class GenerateInvoices {
  constructor(private readonly settings: GenerateSettings) {}

  /** @param dueAt bills only what is due at that moment */
  async execute(ledger: LedgerTransaction, ids: readonly AccountId[], dueAt: Instant): Promise<Generated> {
    const accounts = await ledger.accounts.lock(ids);
    const chains = await ledger.accounts.chains(accounts.map(({ id }) => id));
    const due = accounts.flatMap((account) => dueOf(account, chains.get(account.id) ?? emptyChain, dueAt));
    const billed = new Map<AccountId, readonly InvoiceId[]>();
    for (const together of [due.filter(isOnTime), due.filter((one) => !isOnTime(one))]) {
      for (const [account, invoices] of await this.bill(ledger, together)) billed.set(account, invoices);
    }
    const unused = due.flatMap(({ account, orders }) =>
      orders.length > 0 && !billed.has(account.id) ? [account.id] : [],
    );
    return { billed, unused, skipped: ids.filter((id) => !billed.has(id) && !unused.includes(id)) };
  }

  private async bill(
    ledger: LedgerTransaction,
    due: readonly DueAccount[],
  ): Promise<ReadonlyMap<AccountId, readonly InvoiceId[]>> {
    if (due.length === 0) return new Map();
    const accounts = new Map(due.map(({ account }) => [account.id, account]));
    await ledger.accounts.schedule(new Map(due.map(({ account, next }) => [account.id, next])));
    const { orders, empty } = await worthBilling(ledger.accounts, due);
    if (empty.length > 0) await ledger.accounts.skip(empty);
    if (orders.length === 0) return new Map();
    const ids = await addInvoices(ledger, accounts, orders);
    await ledger.invoices.aggregate(ids);
    if (this.settings.autoApprove) await ledger.jobs.approve(ids);
    return invoicesOf(orders, ids);
  }
}

const isOnTime = ({ orders }: DueAccount): boolean => orders.length < 2;

/** What is to be billed of an account, and its schedule, when that is to be moved. */
export const dueOf = (account: BilledAccount, chain: BillingChain, dueAt: Instant): readonly DueAccount[] => {
  const terms = billingTermsOf(account);
  const { id: accountId, nextInvoiceAt, nextInvoiceType } = account;
  if (terms === undefined || nextInvoiceAt === null || nextInvoiceType === null) return [];
  const next = { nextInvoiceAt, nextInvoiceType };
  const due = duePeriodsOf({ terms, next, chain }, (endsAt) => isOver(endsAt, account, dueAt));
  if (due.periods.length === 0 && due.next.nextInvoiceAt.equals(nextInvoiceAt)) return [];
  return [{ account, orders: due.periods.map((period) => ({ accountId, ...period })), next: due.next }];
};

const invoicesOf = (
  orders: readonly InvoiceOrder[],
  ids: readonly InvoiceId[],
): ReadonlyMap<AccountId, readonly InvoiceId[]> => {
  const byAccount = new Map<AccountId, InvoiceId[]>();
  for (const [index, { accountId }] of orders.entries()) {
    const id = ids[index];
    if (id === undefined) throw new Error('an invoice that was ordered has no id');
    const invoices = byAccount.get(accountId);
    if (invoices === undefined) byAccount.set(accountId, [id]);
    else invoices.push(id);
  }
  return byAccount;
};
