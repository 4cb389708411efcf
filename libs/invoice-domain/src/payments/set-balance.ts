import type { Given } from '@org/json-api';
import { refuseViolations } from '../writing/refuse-violations.js';
import { balanceRules } from '../parties/account-rules.js';
import { violationsOf } from '../writing/rule.js';
import { draftOf } from '../ledger/given-record.js';
import type { LedgerRecords } from '../ledger/ledger-records.js';

/** Puts an account's balance at a value, without a payment or a transaction that would say why. */
export class SetBalance {
  constructor(private readonly records: LedgerRecords) {}

  /** @throws InvalidRecord */
  async execute(account: number, given: Given): Promise<void> {
    const { balance = null } = draftOf('account', given);
    refuseViolations(given.faults.length > 0 ? given.faults : violationsOf(balanceRules, { balance }));
    await this.records.change('account', account, { balance });
  }
}
