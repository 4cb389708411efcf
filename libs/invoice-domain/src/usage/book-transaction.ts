import { Decimal } from '@org/kernel';
import type { TransactionDraft } from './money-rules.js';
import type { LedgerRecords } from '../ledger/ledger-records.js';
import { payingAccount } from '../parties/paying-account.js';

/** Charges an account, or pays back what is negative. */
export class BookTransaction {
  constructor(private readonly records: LedgerRecords) {}

  async execute(draft: TransactionDraft): Promise<number> {
    const account = await payingAccount(this.records, draft.account);
    const id = await this.records.add('transaction', draft);
    await this.records.moveBalance(account.id, (draft.amount ?? Decimal.zero).negated());
    return id;
  }
}
