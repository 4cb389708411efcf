import type { Decimal, Instant } from '@org/kernel';
import { Check, Entity, ForeignKey, Index, ManyToOne, OneToMany, Unique, type Relation } from 'typeorm';
import type { AccountId, PostingId, ResellerId } from '../../model/ids.js';
import { AccountEntity } from '../../parties/postgres/account.entity.js';
import { amounts, oneOf } from '../../schema/columns/checks.js';
import {
  BigintColumn,
  BigintKey,
  DecimalColumn,
  InstantColumn,
  IntegerColumn,
  RecordedActor,
  RecordedAt,
  TextColumn,
} from '../../schema/columns/columns.js';
import { byComposite } from '../../schema/columns/relations.js';
import { causeTypes, postingKinds, type CauseType, type Posting, type PostingKind } from '../posting.js';

/** Refers to (id, reseller_id, currency) of its account, so that these stay what they were when money moved. */
@Entity('postings')
@ForeignKey(() => AccountEntity, ['accountId', 'resellerId', 'currency'], ['id', 'resellerId', 'currency'], {
  onDelete: 'CASCADE',
})
@Unique(['id', 'accountId'])
@Unique(['accountId', 'number'])
@Unique(['causeType', 'causeId', 'kind'])
@Index(['accountId', 'bookedAt'])
@Index(['resellerId', 'id'])
@Index('postings_credit_idx', ['accountId', 'number'], {
  where: `amount > allocated AND amount > 0 AND kind <> 'settlement'`,
})
@Check('postings_kind_check', oneOf('kind', postingKinds))
@Check('postings_cause_type_check', oneOf('cause_type', causeTypes))
@Check('postings_amount_check', 'amount <> 0')
@Check('postings_balance_check', amounts('amount', 'balance'))
@Check('postings_number_check', 'number > 0')
@Check(
  'postings_adjustment_check',
  `(kind = 'adjustment') = (cause_type = 'posting') AND (cause_type <> 'posting' OR cause_id = id)`,
)
@Check(
  'postings_settlement_check',
  `(kind = 'settlement') = (cause_type = 'allocation') OR (kind = 'payment' AND cause_type = 'allocation')`,
)
@Check('postings_allocated_check', `allocated = 0 OR (allocated > 0 AND allocated <= amount AND kind <> 'settlement')`)
export class PostingEntity implements Posting {
  @BigintKey() readonly id!: PostingId;
  @IntegerColumn() readonly accountId!: AccountId;
  @IntegerColumn() readonly resellerId!: ResellerId;
  @TextColumn() readonly currency!: string;
  @BigintColumn() readonly number!: number;
  @TextColumn() readonly kind!: PostingKind;
  @DecimalColumn() readonly amount!: Decimal;
  @DecimalColumn() readonly balance!: Decimal;
  @TextColumn() readonly causeType!: CauseType;
  @BigintColumn() readonly causeId!: number;
  @InstantColumn() readonly bookedAt!: Instant;
  @RecordedAt() readonly recordedAt!: Instant;
  @RecordedActor() readonly actor!: string;
  @TextColumn({ nullable: true }) readonly reason!: string | null;
  /** The amount of it that is allocated to open items. */
  @DecimalColumn({ default: 0 }) readonly allocated!: Decimal;

  @ManyToOne(() => AccountEntity, byComposite)
  readonly account?: Relation<AccountEntity>;

  @OneToMany('AllocationEntity', 'posting')
  readonly allocations?: readonly object[];
}
