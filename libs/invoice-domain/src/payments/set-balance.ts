import type { RecordInput } from '@org/json-api';
import type { AccountRecords } from '../parties/account-records.js';
import { balanceRules, type AccountDraft } from '../parties/account-rules.js';
import { draftOf } from '../writing/draft-of.js';
import { refuseViolations } from '../writing/refuse-violations.js';
import { violationsOf } from '../writing/rule.js';

/** Sets an account's balance without a payment or a transaction. */
export class SetBalance {
  constructor(private readonly records: Pick<AccountRecords, 'change'>) {}

  /** @throws InvalidRecord */
  async execute(account: number, input: RecordInput): Promise<void> {
    const { balance = null } = draftOf<AccountDraft>(input);
    refuseViolations(input.faults.length > 0 ? input.faults : violationsOf(balanceRules, { balance }));
    await this.records.change('account', account, { balance });
  }
}
