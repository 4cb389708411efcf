import { Decimal, type Clock } from '@org/kernel';
import type { PaymentDraft } from '../usage/money-rules.js';
import type { LedgerRecords } from '../ledger/ledger-records.js';
import { payingAccount } from '../parties/paying-account.js';

/** Money that came in by hand: it is on the account's balance at once. */
export class RecordPayment {
  constructor(
    private readonly records: LedgerRecords,
    private readonly clock: Clock,
    private readonly newDocumentId: () => string,
  ) {}

  async execute(draft: PaymentDraft): Promise<number> {
    const account = await payingAccount(this.records, draft.account);
    const total = draft.total ?? Decimal.zero;
    const id = await this.records.add('payment', {
      ...draft,
      total,
      initialTotal: total,
      resellerId: account.resellerId,
      currencyCode: account.currency,
      documentId: this.newDocumentId(),
      status: 'completed',
      type: 'manual',
      closedAt: this.clock.now(),
      balanceBeforePayment: account.balance,
    });
    await this.records.moveBalance(account.id, total);
    return id;
  }
}
