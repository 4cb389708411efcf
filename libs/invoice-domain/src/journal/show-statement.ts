import type { TimeZone } from '@org/kernel';
import { RecordNotFound } from '../model/domain-failure.js';
import type { AccountId } from '../model/ids.js';
import {
  statementOf,
  statementPeriodOf,
  type PostedFigures,
  type Statement,
  type StatementDays,
  type StatementPeriod,
} from './statement.js';

/** The journals within a scope, as one state of the ledger has them. */
export interface PostedJournals {
  /** Undefined where there is no such account. */
  zoneOf(id: AccountId): Promise<TimeZone | undefined>;
  figures(id: AccountId, period: StatementPeriod): Promise<PostedFigures>;
}

/** Makes the statement of an account for days of its own time zone. */
export class ShowStatement {
  /** @throws RecordNotFound */
  async execute(journals: PostedJournals, id: AccountId, days: StatementDays): Promise<Statement> {
    const zone = await journals.zoneOf(id);
    if (zone === undefined) throw new RecordNotFound('account', String(id));
    const period = statementPeriodOf(days, zone);
    return statementOf(id, { ...days, ...period }, await journals.figures(id, period));
  }
}
