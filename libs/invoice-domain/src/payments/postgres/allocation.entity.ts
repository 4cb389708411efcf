import type { Decimal, Instant } from '@org/kernel';
import { Check, Entity, ForeignKey, Index, ManyToOne, type Relation } from 'typeorm';
import { InvoiceEntity } from '../../invoices/postgres/invoice.entity.js';
import { PostingEntity } from '../../journal/postgres/posting.entity.js';
import type {
  AccountId,
  AllocationId,
  ChargeId,
  InvoiceId,
  PaymentId,
  PostingId,
  RefundId,
  ResellerId,
} from '../../model/ids.js';
import { AccountEntity } from '../../parties/postgres/account.entity.js';
import { amounts } from '../../schema/columns/checks.js';
import {
  BigintColumn,
  BigintKey,
  DecimalColumn,
  IntegerColumn,
  RecordedActor,
  RecordedAt,
  TextColumn,
} from '../../schema/columns/columns.js';
import { byComposite } from '../../schema/columns/relations.js';
import type { Allocation } from '../allocation.js';
import { InvoicePaymentEntity } from './invoice-payment.entity.js';
import { PaymentEntity } from './payment.entity.js';
import { RefundEntity } from './refund.entity.js';

/** Credit, item and payment belong to its account, and an invoice comes with its own payment. */
@Entity('allocations')
@ForeignKey(() => AccountEntity, ['accountId', 'resellerId'], ['id', 'resellerId'])
@ForeignKey(() => PostingEntity, ['postingId', 'accountId'], ['id', 'accountId'])
@ForeignKey(() => InvoiceEntity, ['invoiceId', 'accountId'], ['id', 'accountId'])
@ForeignKey('ChargeEntity', ['chargeId', 'accountId'], ['id', 'accountId'])
@ForeignKey(() => PaymentEntity, ['paymentId', 'accountId'], ['id', 'accountId'])
@ForeignKey(() => RefundEntity, ['refundId', 'accountId'], ['id', 'accountId'])
@ForeignKey(() => InvoicePaymentEntity, ['invoiceId', 'paymentId'], ['invoiceId', 'paymentId'])
@Index(['accountId', 'id'])
@Index(['resellerId', 'id'])
@Check(
  'allocations_item_check',
  `num_nonnulls(invoice_id, charge_id, refund_id) = 1 AND (invoice_id IS NULL OR payment_id IS NOT NULL)
    AND (refund_id IS NULL OR payment_id IS NULL)`,
)
@Check('allocations_amount_check', `amount <> 0 AND ${amounts('amount')}`)
export class AllocationEntity implements Allocation {
  @BigintKey() readonly id!: AllocationId;
  @IntegerColumn() readonly accountId!: AccountId;
  @IntegerColumn() readonly resellerId!: ResellerId;
  @Index() @BigintColumn() readonly postingId!: PostingId;
  @Index() @BigintColumn({ nullable: true }) readonly invoiceId!: InvoiceId | null;
  @Index() @BigintColumn({ nullable: true }) readonly chargeId!: ChargeId | null;
  /** The refund that the credit was given back by. */
  @Index() @BigintColumn({ nullable: true }) readonly refundId!: RefundId | null;
  @Index() @BigintColumn({ nullable: true }) readonly paymentId!: PaymentId | null;
  @DecimalColumn() readonly amount!: Decimal;
  @RecordedAt() readonly allocatedAt!: Instant;
  @RecordedActor() readonly actor!: string;
  @TextColumn({ nullable: true }) readonly reason!: string | null;

  @ManyToOne(() => AccountEntity, byComposite)
  readonly account?: Relation<AccountEntity>;

  @ManyToOne(() => PostingEntity, byComposite)
  readonly posting?: Relation<PostingEntity>;

  @ManyToOne(() => InvoiceEntity, byComposite)
  readonly invoice?: Relation<InvoiceEntity> | null;

  @ManyToOne('ChargeEntity', byComposite)
  readonly charge?: object | null;

  @ManyToOne(() => PaymentEntity, byComposite)
  readonly payment?: Relation<PaymentEntity> | null;
}
