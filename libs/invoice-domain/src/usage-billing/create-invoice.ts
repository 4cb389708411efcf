import { isLater, type Clock, type Instant } from '@org/kernel';
import type { AccountId, InvoiceId } from '../model/ids.js';
import { InvoiceRefused } from '../model/domain-failure.js';
import type { InvoiceRefusal } from '../model/invoice-refusal.js';
import { readMoment } from './local-moment.js';
import type { BilledAccount, LedgerTransaction } from './ledger-transaction.js';
import { addInvoices } from './add-invoices.js';

/** Order of a manual invoice; missing or blank members are refused. */
export interface ManualOrder {
  readonly accountId: AccountId | null;
  /** Read in the account's zone: see `readMoment`. */
  readonly startsAt: string | null;
  readonly endsAt: string | null;
}

/** Makes an invoice by hand, for any period that is over and not billed (docs/wire/admin.md, new invoices). A job aggregates its usage. */
export class CreateInvoice {
  constructor(private readonly clock: Clock) {}

  /**
   * An account on a schedule is billed by it; by hand only what lies before the end of its latest invoice and is on none.
   * @throws InvoiceRefused in the order of Yeti
   */
  async execute(ledger: LedgerTransaction, order: ManualOrder): Promise<InvoiceId> {
    const [account] = order.accountId === null ? [] : await ledger.accounts.lock([order.accountId]);
    const { startsAt, endsAt } = periodOf(order, account);
    const { account: billed, ...period } = checked(account, startsAt, endsAt, await billedUntil(ledger, account));
    await this.refuseUnbillable(ledger, billed, period);
    const [id] = await addInvoices(ledger, new Map([[billed.id, billed]]), [
      { accountId: billed.id, type: 'manual', ...period },
    ]);
    if (id === undefined) throw new Error('an invoice that was added has no id');
    await ledger.jobs.aggregate(id);
    return id;
  }

  private async refuseUnbillable(
    ledger: LedgerTransaction,
    { id: accountId }: BilledAccount,
    { startsAt, endsAt }: { readonly startsAt: Instant; readonly endsAt: Instant },
  ): Promise<void> {
    if (startsAt.equals(endsAt)) throw new InvoiceRefused('period-empty');
    if (isLater(endsAt, this.clock.now())) throw new InvoiceRefused('period-not-over');
    if (await ledger.invoices.overlaps({ accountId, startsAt, endsAt })) throw new InvoiceRefused('period-billed');
  }
}

/** A requested time, or the reason why there is none. */
type RequestedTime = Instant | 'blank' | 'invalid' | 'unread';

const requestedTime = (text: string | null, account: BilledAccount | undefined): RequestedTime => {
  if (text === null || text.trim() === '') return 'blank';
  return account === undefined ? 'unread' : (readMoment(text, account.timeZone) ?? 'invalid');
};

const periodOf = (order: ManualOrder, account: BilledAccount | undefined) => ({
  startsAt: requestedTime(order.startsAt, account),
  endsAt: requestedTime(order.endsAt, account),
});

const billedUntil = async (
  { accounts }: LedgerTransaction,
  account: BilledAccount | undefined,
): Promise<Instant | null> =>
  account === undefined ? null : ((await accounts.chains([account.id])).get(account.id)?.billedUntil ?? null);

const checked = (
  account: BilledAccount | undefined,
  startsAt: RequestedTime,
  endsAt: RequestedTime,
  until: Instant | null,
) => {
  const isBilledPast = typeof endsAt !== 'string' && until !== null && !isLater(endsAt, until);
  const refusals = [
    ...refusalsOfAccount(account, isBilledPast),
    ...refusalsOfTime('start', startsAt),
    ...refusalsOfTime('end', endsAt),
  ];
  const isRead = typeof startsAt !== 'string' && typeof endsAt !== 'string';
  if (isRead && isLater(startsAt, endsAt)) refusals.push('end-before-start');
  const [first, ...others] = refusals;
  if (first !== undefined) throw new InvoiceRefused(first, ...others);
  if (account === undefined || !isRead) throw new Error('an order without faults has an account and a period');
  return { account, startsAt, endsAt };
};

const refusalsOfAccount = (account: BilledAccount | undefined, isBilledPast: boolean): InvoiceRefusal[] => {
  if (account === undefined) return ['account-missing'];
  return account.nextInvoiceAt === null || isBilledPast ? [] : ['account-on-schedule'];
};

const refusalsOfTime = (end: 'start' | 'end', time: RequestedTime): InvoiceRefusal[] => {
  if (time === 'blank') return [`${end}-missing`];
  return time === 'invalid' ? [`${end}-unreadable`] : [];
};
