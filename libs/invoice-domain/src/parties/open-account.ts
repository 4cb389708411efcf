import type { Clock } from '@org/kernel';
import { InvalidRecord } from '../model/domain-failure.js';
import type { AccountDraft } from './account-rules.js';
import { scheduleOf } from '../usage-billing/account-schedule.js';
import type { LedgerRecords } from '../ledger/ledger-records.js';

/**
 * Opens an account for the operator itself. The admin API knows neither resellers nor currencies nor payment models of accounts:
 * it is the root reseller's, in its currency, and pays afterwards.
 */
export class OpenAccount {
  constructor(
    private readonly records: LedgerRecords,
    private readonly clock: Clock,
  ) {}

  async execute(draft: AccountDraft): Promise<number> {
    const owner = await this.records.ownerOfAccounts();
    if (owner === undefined) throw new InvalidRecord({ member: undefined, message: 'has no reseller to belong to' });
    const { invoicePeriodId = null, timeZone } = draft;
    const terms = { invoicePeriodId, timeZone: timeZone ?? 'UTC' };
    return this.records.add('account', {
      ...draft,
      ...terms,
      ...scheduleOf(terms, this.clock.now(), null),
      resellerId: owner.id,
      currency: owner.currency,
      paymentModel: 'postpay',
    });
  }
}
