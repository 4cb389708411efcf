import type { RecordInput } from '@org/json-api';
import type { Clock } from '@org/kernel';
import type { AdminWritable } from './index.js';
import { RecordNotFound } from '../model/domain-failure.js';
import type { AccountDraft } from '../parties/account-rules.js';
import type { Drafts } from './rules.js';
import { refuseMoveInUse, refuseUnknownCurrency, type Movable } from '../parties/parties-in-use.js';
import { rescheduled } from '../usage-billing/account-schedule.js';
import { draftOf } from '../writing/draft-of.js';
import { refuseInvalid } from './refuse-invalid.js';
import type { LedgerRecords, Stored } from './ledger-records.js';

type Consequences = {
  readonly [Name in AdminWritable]: (before: Stored<Name>, changes: Drafts[Name]) => Promise<Drafts[Name]>;
};

/** Changes the given members of a record and what depends on them. The rules are checked for the whole record. */
export class ChangeRecord {
  private readonly consequences: Partial<Consequences>;

  constructor(
    private readonly records: LedgerRecords,
    private readonly clock: Clock,
  ) {
    this.consequences = {
      account: (before, changes) => this.rescheduled(before, changes),
      reseller: (before, changes) => this.moved('reseller', before, changes),
      resellerAccount: (before, changes) => this.moved('resellerAccount', before, changes),
    };
  }

  /** @throws InvalidRecord or RecordNotFound */
  async execute<Name extends AdminWritable>(name: Name, id: number, input: RecordInput): Promise<void> {
    const before = await this.records.locked(name, id);
    if (before === undefined) throw new RecordNotFound(name, String(id));
    const changes = draftOf<Drafts[Name]>(input);
    refuseInvalid(name, { ...before, ...changes }, input);
    if (Object.keys(changes).length === 0) return;
    const withConsequences: Consequences[Name] | undefined = this.consequences[name];
    await this.records.change(
      name,
      id,
      withConsequences === undefined ? changes : await withConsequences(before, changes),
    );
  }

  private async rescheduled(before: Stored<'account'>, changes: AccountDraft): Promise<AccountDraft> {
    const billedSoFar = () => this.records.billedSoFar(before.id);
    return { ...changes, ...(await rescheduled(before, changes, this.clock.now(), billedSoFar)) };
  }

  /** Amounts stay under the currency and the reseller that they were booked under. A reseller may move below another one at any time. */
  private async moved<Name extends Movable>(
    name: Name,
    before: Stored<Name>,
    changes: Drafts[Name],
  ): Promise<Drafts[Name]> {
    const fixed = name === 'reseller' ? (['currency'] as const) : (['currency', 'reseller'] as const);
    const [was, is] = [before as Stored<'resellerAccount'>, changes as Drafts['resellerAccount']];
    const changed = fixed.filter((member) => is[member] !== undefined && is[member] !== was[member]);
    if (changed.includes('currency')) await refuseUnknownCurrency(this.records, is.currency ?? '');
    await refuseMoveInUse(this.records, { name, id: before.id }, changed);
    return changes;
  }
}
