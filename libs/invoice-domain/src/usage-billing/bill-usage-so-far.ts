import { isLater, startOfDay, dayIn, type Clock } from '@org/kernel';
import { InvalidRecord, InvoiceRefused } from '../model/domain-failure.js';
import type { InvoiceId } from '../model/ids.js';
import { addInvoices } from './add-invoices.js';
import type { ManualOrder } from './create-invoice.js';
import { planOf } from './invoice-schedule.js';
import type { BilledAccount, InvoiceOrder, LedgerTransaction } from './ledger-transaction.js';
import { emptyChain, runningPeriodOf, type BillingChain } from './period-chain.js';

/** Makes an invoice of an account's running period up to now and aggregates its usage: a preview, whose transaction is undone. */
export class BillUsageSoFar {
  constructor(private readonly clock: Clock) {}

  /**
   * @throws InvalidRecord for an order that names a period
   * @throws InvoiceRefused for an account that does not exist, or whose running period begins right now
   */
  async execute(ledger: LedgerTransaction, { accountId, startsAt, endsAt }: ManualOrder): Promise<InvoiceId> {
    if (startsAt !== null) throw new InvalidRecord({ member: 'startsAt', message: 'must be blank' });
    if (endsAt !== null) throw new InvalidRecord({ member: 'endsAt', message: 'must be blank' });
    const [account] = accountId === null ? [] : await ledger.accounts.lock([accountId]);
    if (account === undefined) throw new InvoiceRefused('account-missing');
    const chains = await ledger.accounts.chains([account.id]);
    const order = this.orderOf(account, chains.get(account.id) ?? emptyChain);
    if (!isLater(order.endsAt, order.startsAt)) throw new InvoiceRefused('period-empty');
    const ids = await addInvoices(ledger, new Map([[account.id, account]]), [order]);
    await ledger.invoices.aggregate(ids);
    const [id] = ids;
    if (id === undefined) throw new Error('an invoice that was added has no id');
    return id;
  }

  /** An account without a schedule has one period: all that is not billed. */
  private orderOf(account: BilledAccount, chain: BillingChain): InvoiceOrder {
    const { id: accountId, timeZone } = account;
    const endsAt = this.clock.now();
    const plan = planOf(account);
    if (plan === undefined) {
      const startsAt = chain.billedUntil ?? startOfDay(dayIn(timeZone, chain.usedSince ?? endsAt), timeZone);
      return { accountId, type: 'manual', startsAt, endsAt };
    }
    const running = runningPeriodOf({ ...plan, chain }, endsAt);
    return { accountId, type: running.type, startsAt: running.startsAt, endsAt };
  }
}
