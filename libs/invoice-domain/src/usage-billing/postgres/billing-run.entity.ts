import type { Instant } from '@org/kernel';
import { Check, Entity, OneToMany, type Relation } from 'typeorm';
import { billingRunStates, type BillingRun, type BillingRunState, type BillingRunSums } from '../billing-run.js';
import type { BillingRunId } from '../../model/ids.js';
import { oneOf } from '../../schema/columns/checks.js';
import {
  InstantColumn,
  IntegerColumn,
  IntegerKey,
  JsonColumn,
  RecordedActor,
  RecordedAt,
  TextColumn,
} from '../../schema/columns/columns.js';
import { BillingRunAccountEntity } from './billing-run-account.entity.js';

@Entity('billing_runs')
@Check('billing_runs_state_check', oneOf('state', billingRunStates))
@Check('billing_runs_finished_check', `(state = 'finished') = (finished_at IS NOT NULL)`)
export class BillingRunEntity implements BillingRun {
  @IntegerKey() readonly id!: BillingRunId;
  @InstantColumn({ unique: true }) readonly at!: Instant;
  @TextColumn() readonly state!: BillingRunState;
  @RecordedActor() readonly actor!: string;
  @RecordedAt() readonly startedAt!: Instant;
  @InstantColumn({ nullable: true }) readonly finishedAt!: Instant | null;
  @IntegerColumn({ default: 0 }) readonly expectedCount!: number;
  @IntegerColumn({ default: 0 }) readonly billedCount!: number;
  @IntegerColumn({ default: 0 }) readonly skippedCount!: number;
  @IntegerColumn({ default: 0 }) readonly parkedCount!: number;
  @JsonColumn({ nullable: true }) readonly sums!: readonly BillingRunSums[] | null;

  @OneToMany(() => BillingRunAccountEntity, (account) => account.billingRun)
  readonly accounts?: Relation<BillingRunAccountEntity[]>;
}
