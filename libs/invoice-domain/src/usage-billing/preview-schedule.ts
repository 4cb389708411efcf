import type { RecordInput } from '@org/json-api';
import type { Clock } from '@org/kernel';
import { RecordNotFound } from '../model/domain-failure.js';
import type { AccountId } from '../model/ids.js';
import { scheduleRules, type ScheduleDraft } from '../parties/account-rules.js';
import { draftOf } from '../writing/draft-of.js';
import { refuseViolations } from '../writing/refuse-violations.js';
import { violationsOf } from '../writing/rule.js';
import { rescheduled } from './account-schedule.js';
import { isWhole } from './billing-period.js';
import { isOver, planOf } from './invoice-schedule.js';
import type { Accounts } from './ledger-transaction.js';
import { comingPeriodsOf, emptyChain, type DuePeriod } from './period-chain.js';
import type { SchedulePreview } from './schedule-preview.js';

/** Periods that a preview shows. */
const shownPeriods = 12;

/** Says which periods an account would be billed for if its terms were changed now. Changes nothing. */
export class PreviewSchedule {
  constructor(private readonly clock: Clock) {}

  /** @throws InvalidRecord or RecordNotFound, as the change itself would */
  async execute(
    accounts: Pick<Accounts, 'chains' | 'find'>,
    id: AccountId,
    input: RecordInput,
  ): Promise<SchedulePreview> {
    const before = await accounts.find(id);
    if (before === undefined) throw new RecordNotFound('account', String(id));
    const change = draftOf<ScheduleDraft>(input);
    refuseViolations([...input.faults, ...violationsOf(scheduleRules, change)]);
    const chain = (await accounts.chains([id])).get(id) ?? emptyChain;
    const now = this.clock.now();
    const changed = await rescheduled(before, change, now, () => Promise.resolve(chain));
    const after = { ...before, ...changed };
    const plan = planOf(after);
    const periods = plan === undefined ? [] : comingPeriodsOf({ ...plan, chain }, shownPeriods);
    const isOdd = ({ startsAt, endsAt }: DuePeriod): boolean =>
      plan !== undefined && !isWhole(plan.terms, startsAt, endsAt);
    const boundary = changed && periods.find((period) => !isOdd(period))?.startsAt.toString();
    return {
      ...(boundary !== undefined && { boundary }),
      periods: periods.map((period) => ({
        startsAt: period.startsAt.toString(),
        endsAt: period.endsAt.toString(),
        type: period.type,
        isOdd: isOdd(period),
        isOver: isOver(period.endsAt, after, now),
      })),
    };
  }
}
