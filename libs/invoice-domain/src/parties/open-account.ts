import type { Clock, Instant } from '@org/kernel';
import { InvalidRecord } from '../model/domain-failure.js';
import type { AccountRecords, OwnersOfAccounts } from './account-records.js';
import type { AccountDraft } from './account-rules.js';
import type { Account } from './account.js';

/** When an account that was never billed is billed next, under terms that hold from an instant on. */
export type ScheduleOf = (
  terms: Pick<Account, 'invoicePeriodId' | 'timeZone'>,
  now: Instant,
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
      ...this.scheduleOf(terms, this.clock.now()),
      resellerId: owner.id,
      currency: owner.currency,
      paymentModel: 'postpay',
    });
  }
}
