import type { Decimal, Instant, LocalDate } from '@org/kernel';
import { Check, Entity, ForeignKey, Index, ManyToOne, OneToMany, Unique, type Relation } from 'typeorm';
import { billableStatuses } from '../charge-lifecycle.js';
import { chargeStatuses, type Charge, type ChargeStatus } from '../charge.js';
import type { AccountId, ChargeId, InvoiceId, ResellerId, SubscriptionId } from '../../model/ids.js';
import { amounts, externalKey, oneOf, sums } from '../../schema/columns/checks.js';
import {
  BigintColumn,
  BigintKey,
  CreatedAt,
  DecimalColumn,
  FlagColumn,
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
import { TaxEntity } from './tax.entity.js';

@Entity('charges')
@Unique(['resellerId', 'externalKey'])
@Check('charges_external_key_check', externalKey)
@Unique(['id', 'accountId'])
@Unique(['id', 'resellerId'])
@Unique(['reopensChargeId'])
@ForeignKey(() => ChargeEntity, ['reopensChargeId', 'accountId'], ['id', 'accountId'], { onDelete: 'RESTRICT' })
@ForeignKey(() => AccountEntity, ['accountId', 'resellerId'], ['id', 'resellerId'])
@ForeignKey(() => InvoiceEntity, ['invoiceId', 'accountId'], ['id', 'accountId'], { onDelete: 'RESTRICT' })
@ForeignKey(() => SubscriptionEntity, ['subscriptionId', 'accountId'], ['id', 'accountId'])
@Index(['accountId', 'closeDate'])
@Index(['resellerId', 'id'])
@Index('charges_unbilled_idx', ['accountId', 'closeDate'], {
  where: `invoice_id IS NULL AND ${oneOf('status', billableStatuses)}`,
})
@Check('charges_status_check', oneOf('status', chargeStatuses))
@Check('charges_quantity_check', sums('quantity'))
@Check('charges_duration_check', sums('duration'))
@Check('charges_amount_check', sums('amount'))
@Check('charges_allocated_check', 'allocated = 0 OR (allocated > 0 AND allocated <= amount)')
@Check('charges_discount_amount_check', sums('discount_amount'))
@Check('charges_signed_amount_check', amounts('unit_price', 'taxes_amount'))
@Check('charges_period_check', 'operate_from <= operate_to')
export class ChargeEntity implements Charge {
  @BigintKey() readonly id!: ChargeId;
  @IntegerColumn() readonly accountId!: AccountId;
  @IntegerColumn() readonly resellerId!: ResellerId;
  @Index() @BigintColumn({ nullable: true }) readonly invoiceId!: InvoiceId | null;
  @Index() @IntegerColumn() readonly subscriptionId!: SubscriptionId;
  @IntegerColumn({ nullable: true }) readonly subscriptionResourceId!: number | null;
  @TextColumn() readonly name!: string;
  @TextColumn() readonly description!: string;
  @TextColumn() readonly type!: string;
  @TextColumn() readonly status!: ChargeStatus;
  @DecimalColumn() readonly quantity!: Decimal;
  @DecimalColumn() readonly duration!: Decimal;
  @LocalDateColumn() readonly operateFrom!: LocalDate;
  @LocalDateColumn() readonly operateTo!: LocalDate;
  @DecimalColumn() readonly unitPrice!: Decimal;
  @DecimalColumn({ default: 0 }) readonly discountAmount!: Decimal;
  @DecimalColumn({ default: 0 }) readonly taxesAmount!: Decimal;
  @DecimalColumn() readonly amount!: Decimal;
  /** Allocated to it, where it is paid in advance. */
  @DecimalColumn({ default: 0 }) readonly allocated!: Decimal;
  /** Of a charge in advance that was paid before payments were allocated. */
  @FlagColumn({ default: false }) readonly paidUnallocated!: boolean;
  @LocalDateColumn({ nullable: true }) readonly closeDate!: LocalDate | null;
  @BigintColumn({ nullable: true }) readonly reopensChargeId!: ChargeId | null;
  @TextColumn({ nullable: true }) readonly externalKey!: string | null;
  /** Status that a row with its external key gave it last; null of what no row did. */
  @TextColumn({ nullable: true }) readonly importedStatus!: string | null;
  @CreatedAt() readonly createdAt!: Instant;
  @UpdatedAt() readonly updatedAt!: Instant;

  @ManyToOne(() => AccountEntity, byComposite)
  readonly account?: Relation<AccountEntity>;

  @ManyToOne(() => ResellerEntity, byComposite)
  readonly reseller?: Relation<ResellerEntity>;

  @ManyToOne(() => InvoiceEntity, (invoice) => invoice.charges, byComposite)
  readonly invoice?: Relation<InvoiceEntity> | null;

  @ManyToOne(() => SubscriptionEntity, byComposite)
  readonly subscription?: Relation<SubscriptionEntity>;

  @OneToMany(() => TaxEntity, (tax) => tax.charge)
  readonly taxes?: Relation<TaxEntity>[];

  @OneToMany('AllocationEntity', 'charge')
  readonly allocations?: readonly object[];
}
