import { Decimal, type Clock } from '@org/kernel';
import { payingAccount, type PayingAccounts } from '../journal/paying-account.js';
import { InvalidRecord } from '../model/domain-failure.js';
import type { Records } from '../writing/records.js';
import { isTooFine, type CurrencyDigits } from './currency-amount.js';
import type { PaymentDraft } from './payment-rules.js';
import type { Payment } from './payment.js';
import type { Settling } from './settling.js';

/** Records a manual payment and adds it to the account's balance, which pays what is due. */
export class RecordPayment {
  constructor(
    private readonly records: PayingAccounts &
      Settling &
      CurrencyDigits &
      Pick<Records<'payment', Payment, PaymentDraft>, 'add'>,
    private readonly clock: Clock,
    private readonly newDocumentId: () => string,
  ) {}

  /** @throws InvalidRecord without such an account, or for a total with more digits than the currency of the account has */
  async execute(draft: PaymentDraft): Promise<number> {
    const account = await payingAccount(this.records, draft.account);
    const total = draft.total ?? Decimal.zero;
    const digits = await this.records.currencyDigits(account.currency);
    if (isTooFine(total, digits)) {
      const message = `has more decimals than ${account.currency}, which has ${digits}`;
      throw new InvalidRecord({ member: 'total', message });
    }
    const closedAt = this.clock.now();
    const id = await this.records.add('payment', {
      ...draft,
      total,
      initialTotal: total,
      resellerId: account.resellerId,
      currencyCode: account.currency,
      documentId: this.newDocumentId(),
      status: 'completed',
      type: 'manual',
      closedAt,
      balanceBeforePayment: account.balance,
    });
    const posting = {
      accountId: account.id,
      amount: total,
      kind: 'payment',
      causeType: 'payment',
      causeId: id,
    } as const;
    await this.records.post({ ...posting, bookedAt: closedAt });
    await this.records.settleDue(account.id);
    return id;
  }
}
