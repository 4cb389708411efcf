import { isLater, type Clock, type Instant } from '@org/kernel';
import type { AccountId, InvoiceId } from '../model/ids.js';
import { InvoiceRefused, type InvoiceFault } from '../invoices/invoice-refused.js';
import { readMoment } from './local-moment.js';
import type { BilledAccount, Books } from './books.js';
import { addInvoices } from './add-invoices.js';

/** What somebody asks for; what is missing or blank is refused in the order of the reference. */
export interface ManualOrder {
  readonly accountId: AccountId | null;
  /** Read in the account's zone: see `readMoment`. */
  readonly startsAt: string | null;
  readonly endsAt: string | null;
}

/** Makes an invoice by hand, for any period that is over and not billed (docs/wire/admin.md, new invoices). It is filled by a job. */
export class CreateInvoice {
  constructor(private readonly clock: Clock) {}

  /** @throws InvoiceRefused with the original's messages, in its order */
  async execute(books: Books, order: ManualOrder): Promise<InvoiceId> {
    const [account] = order.accountId === null ? [] : await books.accounts.lock([order.accountId]);
    const { startsAt, endsAt } = periodOf(order, account);
    const { account: billed, ...period } = checked(account, startsAt, endsAt);
    await this.refuseUnbillable(books, billed, period);
    const [id] = await addInvoices(books, new Map([[billed.id, billed]]), [
      { accountId: billed.id, type: 'manual', ...period },
    ]);
    if (id === undefined) throw new Error('an invoice that was added has no id');
    await books.jobs.fill(id);
    return id;
  }

  private async refuseUnbillable(
    books: Books,
    { id: accountId }: BilledAccount,
    { startsAt, endsAt }: { readonly startsAt: Instant; readonly endsAt: Instant },
  ): Promise<void> {
    const refuse = (message: string): never => {
      throw new InvoiceRefused({ member: 'invoice', message });
    };
    if (startsAt.equals(endsAt)) refuse('start_time must be less then end_time');
    if (isLater(endsAt, this.clock.now())) refuse("end_time can't be in future");
    if (await books.invoices.overlaps({ accountId, startsAt, endsAt })) refuse(overlapMessage);
  }
}

/** Also what a race is told that only the ledger's own constraint has seen. */
export const overlapMessage = 'have invoice inside provided period';

/** A time that was given, a reason why it was not understood, or nothing. */
type Given = Instant | 'blank' | 'invalid' | 'unread';

const given = (text: string | null, account: BilledAccount | undefined): Given => {
  if (text === null || text.trim() === '') return 'blank';
  return account === undefined ? 'unread' : (readMoment(text, account.timeZone) ?? 'invalid');
};

const periodOf = (order: ManualOrder, account: BilledAccount | undefined) => ({
  startsAt: given(order.startsAt, account),
  endsAt: given(order.endsAt, account),
});

const checked = (account: BilledAccount | undefined, startsAt: Given, endsAt: Given) => {
  const faults = [
    ...faultsOfAccount(account),
    ...faultsOfTime('startsAt', startsAt),
    ...faultsOfTime('endsAt', endsAt),
  ];
  const isRead = typeof startsAt !== 'string' && typeof endsAt !== 'string';
  if (isRead && isLater(startsAt, endsAt))
    faults.push({ member: 'endsAt', message: 'must be greater than start date' });
  const [first, ...others] = faults;
  if (first !== undefined) throw new InvoiceRefused(first, ...others);
  if (account === undefined || !isRead) throw new Error('an order without faults has an account and a period');
  return { account, startsAt, endsAt };
};

const faultsOfAccount = (account: BilledAccount | undefined): InvoiceFault[] => {
  if (account === undefined) return [{ member: 'account', message: "can't be blank" }];
  if (account.nextInvoiceAt === null) return [];
  return [{ member: 'account', message: 'have invoices auto generation enabled' }];
};

const faultsOfTime = (member: 'startsAt' | 'endsAt', time: Given): InvoiceFault[] => {
  if (time === 'blank') return [{ member, message: "can't be blank" }];
  return time === 'invalid' ? [{ member, message: 'is invalid' }] : [];
};
