import type { Clock } from '@org/kernel';
import { InvalidRecord } from '../model/domain-failure.js';
import type { Records } from '../writing/records.js';
import type { Account } from './account.js';
import type { ScheduleOf } from './open-account.js';
import { refuseUnknownCurrency, type PartiesInUse } from './parties-in-use.js';
import type { Reseller } from './reseller.js';
import type { ResellerAccountDraft, ResellerDraft } from './terms-rules.js';

type AccountsOfResellers = PartiesInUse &
  Pick<Records<'reseller', Reseller, ResellerDraft>, 'locked'> &
  Pick<Records<'resellerAccount', Account, ResellerAccountDraft>, 'add'>;

/** Opens an account of any reseller, in the reseller's currency unless another one is asked for. */
export class OpenResellerAccount {
  constructor(
    private readonly records: AccountsOfResellers,
    private readonly clock: Clock,
    private readonly scheduleOf: ScheduleOf,
  ) {}

  /** @returns the id of the new account @throws InvalidRecord */
  async execute(draft: ResellerAccountDraft): Promise<number> {
    // Locked, so that the reseller's currency is the same still when the account is there.
    const reseller = await this.records.locked('reseller', draft.reseller ?? 0);
    if (reseller === undefined) throw new InvalidRecord({ member: 'reseller', message: 'must exist' });
    const currency = draft.currency ?? reseller.currency;
    await refuseUnknownCurrency(this.records, currency);
    const { invoicePeriodId = null, timeZone } = draft;
    const terms = { invoicePeriodId, timeZone: timeZone ?? 'UTC' };
    return this.records.add('resellerAccount', {
      ...draft,
      ...terms,
      ...this.scheduleOf(terms, this.clock.now()),
      currency,
    });
  }
}
