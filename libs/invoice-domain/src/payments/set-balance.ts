import type { RecordInput } from '@org/json-api';
import { payingAccount, type PayingAccounts } from '../journal/paying-account.js';
import { balanceRules, type AccountDraft } from '../parties/account-rules.js';
import { draftOf } from '../writing/draft-of.js';
import { refuseViolations } from '../writing/refuse-violations.js';
import { violationsOf } from '../writing/rule.js';
import type { Settling } from './settling.js';

/** Sets an account's balance without a payment or a transaction: what is missing or too much is posted as an adjustment. */
export class SetBalance {
  constructor(private readonly records: PayingAccounts & Settling) {}

  /** @throws InvalidRecord */
  async execute(account: number, input: RecordInput): Promise<void> {
    const { balance = null } = draftOf<AccountDraft>(input);
    refuseViolations(input.faults.length > 0 ? input.faults : violationsOf(balanceRules, { balance }));
    const { id: accountId, balance: before } = await payingAccount(this.records, account);
    if (balance === null) return;
    const amount = balance.minus(before);
    await this.records.post({ accountId, amount, kind: 'adjustment', causeType: 'posting', causeId: null });
    await this.records.settleDue(accountId);
  }
}
