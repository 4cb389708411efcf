import { paymentModels, type PaymentModel } from '../../parties/payment-model.js';
import type { Decimal, Instant, LocalDate } from '@org/kernel';
import { Check, Entity, ForeignKey, Index, ManyToOne, Unique, type Relation } from 'typeorm';
import { approvedStatus } from '../correction-lifecycle.js';
import { correctionStatuses, type Correction, type CorrectionStatus } from '../correction.js';
import type { AccountId, CorrectionId, InvoiceId, ResellerId, SubscriptionId } from '../../model/ids.js';
import { amounts, externalKey, oneOf } from '../../schema/columns/checks.js';
import {
  BigintColumn,
  BigintKey,
  CreatedAt,
  DecimalColumn,
  FlagColumn,
  InstantColumn,
  IntegerColumn,
  LocalDateColumn,
  TextColumn,
  UpdatedAt,
} from '../../schema/columns/columns.js';
import { byComposite } from '../../schema/columns/relations.js';
import { AccountEntity } from '../../parties/postgres/account.entity.js';
import { InvoiceEntity } from '../../invoices/postgres/invoice.entity.js';
import { ResellerEntity } from '../../parties/postgres/reseller.entity.js';
import { SubscriptionEntity } from './subscription.entity.js';

@Entity('corrections')
@Unique(['resellerId', 'externalKey'])
@Check('corrections_external_key_check', externalKey)
@Unique(['id', 'accountId'])
@Unique(['reopensCorrectionId'])
@ForeignKey(() => CorrectionEntity, ['reopensCorrectionId', 'accountId'], ['id', 'accountId'], { onDelete: 'RESTRICT' })
@ForeignKey(() => AccountEntity, ['accountId', 'resellerId'], ['id', 'resellerId'])
@ForeignKey(() => InvoiceEntity, ['invoiceId', 'accountId'], ['id', 'accountId'], { onDelete: 'RESTRICT' })
@ForeignKey(() => SubscriptionEntity, ['subscriptionId', 'accountId'], ['id', 'accountId'])
@Index(['accountId', 'approvedAt'])
@Index(['resellerId', 'id'])
@Index('corrections_unbilled_idx', ['accountId'], {
  where: `invoice_id IS NULL AND include_in_invoice AND status = '${approvedStatus}'`,
})
@Check('corrections_status_check', oneOf('status', correctionStatuses))
@Check('corrections_approved_at_check', `(status = '${approvedStatus}') = (approved_at IS NOT NULL)`)
@Check('corrections_payment_model_check', oneOf('payment_model', paymentModels))
@Check('corrections_total_check', amounts('total'))
@Check('corrections_period_check', 'period_from <= period_to')
export class CorrectionEntity implements Correction {
  @BigintKey() readonly id!: CorrectionId;
  @IntegerColumn() readonly accountId!: AccountId;
  @IntegerColumn() readonly resellerId!: ResellerId;
  @Index() @BigintColumn({ nullable: true }) readonly invoiceId!: InvoiceId | null;
  @Index() @IntegerColumn({ nullable: true }) readonly subscriptionId!: SubscriptionId | null;
  @TextColumn() readonly status!: CorrectionStatus;
  @DecimalColumn() readonly total!: Decimal;
  @TextColumn({ nullable: true }) readonly comment!: string | null;
  @LocalDateColumn({ nullable: true }) readonly periodFrom!: LocalDate | null;
  @LocalDateColumn({ nullable: true }) readonly periodTo!: LocalDate | null;
  @FlagColumn({ default: false }) readonly includeInInvoice!: boolean;
  @InstantColumn({ nullable: true }) readonly approvedAt!: Instant | null;
  @Index() @BigintColumn({ nullable: true }) readonly lateInvoiceId!: InvoiceId | null;
  @BigintColumn({ nullable: true }) readonly reopensCorrectionId!: CorrectionId | null;
  @TextColumn({ nullable: true }) readonly paymentModel!: PaymentModel | null;
  @TextColumn({ nullable: true }) readonly externalKey!: string | null;
  /** Status that a row with its external key gave it last; null of what no row did. */
  @TextColumn({ nullable: true }) readonly importedStatus!: string | null;
  @CreatedAt() readonly createdAt!: Instant;
  @UpdatedAt() readonly updatedAt!: Instant;

  @ManyToOne(() => AccountEntity, byComposite)
  readonly account?: Relation<AccountEntity>;

  @ManyToOne(() => ResellerEntity, byComposite)
  readonly reseller?: Relation<ResellerEntity>;

  @ManyToOne(() => InvoiceEntity, (invoice) => invoice.corrections, byComposite)
  readonly invoice?: Relation<InvoiceEntity> | null;

  @ManyToOne(() => InvoiceEntity, { onDelete: 'SET NULL' })
  readonly lateInvoice?: Relation<InvoiceEntity> | null;

  @ManyToOne(() => SubscriptionEntity, byComposite)
  readonly subscription?: Relation<SubscriptionEntity> | null;
}
