import { Decimal } from '@org/kernel';
import { payingAccount, type PayingAccounts } from '../journal/paying-account.js';
import type { Records } from '../writing/records.js';
import type { TransactionDraft } from './transaction-rules.js';
import type { Transaction } from './transaction.js';

/** Records a transaction and moves the account's balance by its amount; a negative amount is a credit. */
export class RecordTransaction {
  constructor(
    private readonly records: PayingAccounts & Pick<Records<'transaction', Transaction, TransactionDraft>, 'add'>,
  ) {}

  async execute(draft: TransactionDraft): Promise<number> {
    const account = await payingAccount(this.records, draft.account);
    const id = await this.records.add('transaction', draft);
    const amount = (draft.amount ?? Decimal.zero).negated();
    await this.records.post({
      accountId: account.id,
      amount,
      kind: 'transaction',
      causeType: 'transaction',
      causeId: id,
    });
    return id;
  }
}
