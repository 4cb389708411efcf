import type { Decimal, Instant } from '@org/kernel';
import { Check, Entity, ForeignKey, Index, ManyToOne, Unique, type Relation } from 'typeorm';
import type { AccountId, PaymentId, RefundId, ResellerId } from '../../model/ids.js';
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
import { orderedRefund, refundStatuses, type RefundStatus } from '../refund-lifecycle.js';
import { refundKinds, type Refund, type RefundKind } from '../refund.js';
import { PaymentEntity } from './payment.entity.js';

/** One of a payment is ordered at a time. */
@Entity('refunds')
@Unique(['id', 'accountId'])
@ForeignKey(() => AccountEntity, ['accountId', 'resellerId'], ['id', 'resellerId'])
@ForeignKey(() => PaymentEntity, ['paymentId', 'accountId'], ['id', 'accountId'])
@Index(['accountId'])
@Index(['paymentId', 'id'])
@Index('refunds_ordered_idx', ['paymentId'], { unique: true, where: `status = '${orderedRefund}'` })
@Check('refunds_kind_check', oneOf('kind', refundKinds))
@Check('refunds_status_check', oneOf('status', refundStatuses))
@Check('refunds_amount_check', `amount > 0 AND ${amounts('amount')}`)
@Check('refunds_ended_check', `(status = '${orderedRefund}') = (ended_at IS NULL)`)
export class RefundEntity implements Refund {
  @BigintKey() readonly id!: RefundId;
  @BigintColumn() readonly paymentId!: PaymentId;
  @IntegerColumn() readonly accountId!: AccountId;
  @IntegerColumn() readonly resellerId!: ResellerId;
  @TextColumn() readonly kind!: RefundKind;
  @TextColumn() readonly status!: RefundStatus;
  @DecimalColumn() readonly amount!: Decimal;
  @RecordedActor() readonly actor!: string;
  @TextColumn({ nullable: true }) readonly reason!: string | null;
  @RecordedAt() readonly createdAt!: Instant;
  @InstantColumn({ nullable: true }) readonly endedAt!: Instant | null;

  @ManyToOne(() => PaymentEntity, byComposite)
  readonly payment?: Relation<PaymentEntity>;
}
