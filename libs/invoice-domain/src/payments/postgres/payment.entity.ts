import type { Decimal, Instant, LocalDate } from '@org/kernel';
import { Check, Entity, ForeignKey, Index, ManyToOne, OneToMany, Unique, type Relation } from 'typeorm';
import type { AccountId, PaymentId, ResellerId } from '../../model/ids.js';
import { expiringStatuses } from '../payment-lifecycle.js';
import { paymentStatuses, paymentTypes, type Payment, type PaymentStatus, type PaymentType } from '../payment.js';
import { amounts, bothOrNeither, currencyCode, externalKey, oneOf, sums } from '../../schema/columns/checks.js';
import {
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
import { InvoicePaymentEntity } from './invoice-payment.entity.js';
import { ResellerEntity } from '../../parties/postgres/reseller.entity.js';

@Entity('payments')
@Unique(['resellerId', 'externalKey'])
@Check('payments_external_key_check', externalKey)
@Unique(['id', 'accountId'])
@ForeignKey(() => AccountEntity, ['accountId', 'resellerId'], ['id', 'resellerId'])
@Index(['accountId', 'id'])
@Index(['resellerId', 'id'])
@Index('payments_unpaid_idx', ['expirationDate'], {
  where: `${oneOf('status', expiringStatuses)} AND expiration_date IS NOT NULL`,
})
@Check('payments_status_check', oneOf('status', paymentStatuses))
@Check('payments_type_check', oneOf('type', paymentTypes))
@Check('payments_balance_before_payment_check', amounts('balance_before_payment'))
@Check('payments_currency_code_check', currencyCode('currency_code'))
@Check('payments_total_check', amounts('initial_total', 'total', 'external_total'))
@Check('payments_discount_amount_check', sums('discount_amount'))
@Check('payments_amount_paid_from_balance_check', sums('amount_paid_from_balance'))
@Check('payments_allocated_check', 'allocated = 0 OR (allocated > 0 AND allocated <= total)')
@Check('payments_external_currency_code_check', currencyCode('external_currency_code'))
@Check('payments_external_check', bothOrNeither('external_total', 'external_currency_code'))
export class PaymentEntity implements Payment {
  @BigintKey() readonly id!: PaymentId;
  @IntegerColumn() readonly accountId!: AccountId;
  @IntegerColumn() readonly resellerId!: ResellerId;
  @TextColumn() readonly documentId!: string;
  @TextColumn() readonly status!: PaymentStatus;
  @TextColumn() readonly currencyCode!: string;
  @DecimalColumn() readonly initialTotal!: Decimal;
  @DecimalColumn({ default: 0 }) readonly discountAmount!: Decimal;
  @DecimalColumn() readonly total!: Decimal;
  @DecimalColumn({ default: 0 }) readonly amountPaidFromBalance!: Decimal;
  /** Allocated for it, from its own posting and from the balance. */
  @DecimalColumn({ default: 0 }) readonly allocated!: Decimal;
  /** Paid before payments were allocated: nobody recorded with which credit. */
  @FlagColumn({ default: false }) readonly paidUnallocated!: boolean;
  @TextColumn({ nullable: true }) readonly comment!: string | null;
  @LocalDateColumn({ nullable: true }) readonly expirationDate!: LocalDate | null;
  @InstantColumn({ nullable: true }) readonly closedAt!: Instant | null;
  @DecimalColumn({ nullable: true }) readonly externalTotal!: Decimal | null;
  @TextColumn({ nullable: true }) readonly externalCurrencyCode!: string | null;
  @TextColumn({ default: 'manual' }) readonly type!: PaymentType;
  @TextColumn({ nullable: true }) readonly privateNotes!: string | null;
  @DecimalColumn({ nullable: true }) readonly balanceBeforePayment!: Decimal | null;
  @InstantColumn({ nullable: true }) readonly rolledBackAt!: Instant | null;
  @TextColumn({ nullable: true }) readonly externalKey!: string | null;
  /** Status that a row with its external key gave it last; null of what no row did. */
  @TextColumn({ nullable: true }) readonly importedStatus!: string | null;
  @CreatedAt() readonly createdAt!: Instant;
  @UpdatedAt() readonly updatedAt!: Instant;

  @ManyToOne(() => AccountEntity, byComposite)
  readonly account?: Relation<AccountEntity>;

  @ManyToOne(() => ResellerEntity, byComposite)
  readonly reseller?: Relation<ResellerEntity>;

  @OneToMany(() => InvoicePaymentEntity, (link) => link.payment)
  readonly invoicePayments?: Relation<InvoicePaymentEntity>[];

  @OneToMany('PaymentChargeEntity', 'payment')
  readonly paymentCharges?: readonly object[];

  @OneToMany('PaymentCorrectionEntity', 'payment')
  readonly paymentCorrections?: readonly object[];

  @OneToMany('AllocationEntity', 'payment')
  readonly allocations?: readonly object[];
}
