import type { Clock, Instant } from '@org/kernel';
import { InvalidRecord } from '../model/domain-failure.js';
import type { AccountRecords, OwnersOfAccounts } from './account-records.js';
import type { AccountDraft } from './account-rules.js';
import type { Account } from './account.js';

/** Schedule of an account under terms that apply from an instant on. @param billedUntil end of its latest usage invoice */
export type ScheduleOf = (
  terms: Pick<Account, 'invoicePeriodId' | 'timeZone'>,
  now: Instant,
  billedUntil: Instant | null,
) => Pick<Account, 'nextInvoiceAt' | 'nextInvoiceType'>;

/**
 * Opens an account for the operator itself. The admin API knows neither resellers nor currencies nor payment models of accounts:
 * it is the root reseller's, in its currency, and pays afterwards.
 */
export class OpenAccount {
  constructor(
    private readonly records: OwnersOfAccounts & Pick<AccountRecords, 'add'>,
    private readonly clock: Clock,
    private readonly scheduleOf: ScheduleOf,
  ) {}

  async execute(draft: AccountDraft): Promise<number> {
    const owner = await this.records.ownerOfAccounts();
    if (owner === undefined) throw new InvalidRecord({ member: undefined, message: 'has no reseller to belong to' });
    const { invoicePeriodId = null, timeZone } = draft;
    const terms = { invoicePeriodId, timeZone: timeZone ?? 'UTC' };
    return this.records.add('account', {
      ...draft,
      ...terms,
      ...this.scheduleOf(terms, this.clock.now(), null),
      resellerId: owner.id,
      currency: owner.currency,
      paymentModel: 'postpay',
    });
  }
}
