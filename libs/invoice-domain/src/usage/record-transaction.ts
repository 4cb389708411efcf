import { Decimal } from '@org/kernel';
import type { PayingAccounts } from '../parties/account-records.js';
import { payingAccount } from '../parties/paying-account.js';
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
    await this.records.moveBalance(account.id, (draft.amount ?? Decimal.zero).negated());
    return id;
  }
}
