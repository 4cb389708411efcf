import type { ServiceDraft } from '../catalog/service-rules.js';
import type { Service } from '../catalog/service.js';
import { payingAccount } from '../journal/paying-account.js';
import type { AccountRecords } from '../parties/account-records.js';
import type { Records } from '../writing/records.js';
import type { RecordTransaction } from './record-transaction.js';

/** Begins a service, and charges what it costs to begin. */
export class OpenService {
  constructor(
    private readonly records: Pick<AccountRecords, 'locked'> & Pick<Records<'service', Service, ServiceDraft>, 'add'>,
    private readonly recordTransaction: RecordTransaction,
  ) {}

  async execute(draft: ServiceDraft): Promise<number> {
    // Locked before the service refers to it, so that two requests wait for each other and none for both.
    const account = await payingAccount(this.records, draft.account);
    const service = await this.records.add('service', { ...draft, state: 'active' });
    const { initialPrice: amount } = draft;
    if (amount && !amount.isZero()) {
      await this.recordTransaction.execute({ account: account.id, service, amount, description: 'Service creation' });
    }
    return service;
  }
}
