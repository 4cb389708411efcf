import type { Decimal, Instant, LocalDate, TimeZone } from '@org/kernel';
import { Check, Entity, Exclusion, ForeignKey, Index, ManyToOne, OneToMany, Unique, type Relation } from 'typeorm';
import { finalState } from '../invoice-lifecycle.js';
import type { AccountId, CdrId, InvoiceId, ResellerId, TransactionId } from '../../model/ids.js';
import {
  invoiceKinds,
  invoiceStates,
  invoiceTypes,
  type Invoice,
  type InvoiceKind,
  type InvoiceState,
  type InvoiceType,
} from '../invoice.js';
import type { InvoiceTotal } from '../payable-total.js';
import { paymentModels, type PaymentModel } from '../../parties/payment-model.js';
import { amounts, counts, currencyCode, oneOf, sums, timeZoneName } from '../../schema/columns/checks.js';
import {
  BigintColumn,
  BigintKey,
  CreatedAt,
  DecimalColumn,
  FlagColumn,
  GeneratedUuid,
  InstantColumn,
  IntegerColumn,
  LocalDateColumn,
  SmallintColumn,
  TextColumn,
  UpdatedAt,
} from '../../schema/columns/columns.js';
import { byComposite } from '../../schema/columns/relations.js';
import { AccountEntity } from '../../parties/postgres/account.entity.js';
import { InvoiceOriginatedDestinationEntity } from './invoice-originated-destination.entity.js';
import { InvoiceOriginatedNetworkEntity } from './invoice-originated-network.entity.js';
import { InvoiceReplacementEntity } from './invoice-replacement.entity.js';
import { InvoiceServiceDataEntity } from './invoice-service-data.entity.js';
import { InvoiceTerminatedDestinationEntity } from './invoice-terminated-destination.entity.js';
import { InvoiceTerminatedNetworkEntity } from './invoice-terminated-network.entity.js';
import { ResellerEntity } from '../../parties/postgres/reseller.entity.js';

const sumOf = (total: string, parts: readonly string[]) => `${total} = ${parts.join(' + ')}`;
const parts = ['originated', 'terminated', 'services'];
const spentParts = parts.map((part) => `${part}_amount_spent`);
const earnedParts = parts.map((part) => `${part}_amount_earned`);
const countColumns = ['originated', 'terminated'].flatMap((part) =>
  ['calls_count', 'successful_calls_count', 'calls_duration', 'billing_duration'].map((column) => `${part}_${column}`),
);
const localDate = (instant: string) => `(${instant} AT TIME ZONE time_zone)::date`;

@Entity('invoices')
@Unique(['id', 'accountId'])
@Unique(['resellerId', 'number'])
@ForeignKey(() => AccountEntity, ['accountId', 'resellerId'], ['id', 'resellerId'])
@Index(['accountId', 'id'])
@Index(['resellerId', 'id'])
@Index('invoices_open_idx', ['accountId', 'billingDay'], { where: `kind = 'commerce' AND state <> '${finalState}'` })
@Index('invoices_external_reference_key', ['resellerId', 'reference'], {
  unique: true,
  where: 'externally_approved AND NOT shares_external_reference',
})
@Index(['state', 'id'])
@Check('invoices_state_check', oneOf('state', invoiceStates))
@Check('invoices_type_check', oneOf('type', invoiceTypes))
@Check('invoices_kind_check', oneOf('kind', invoiceKinds))
@Check('invoices_billing_day_check', 'billing_day BETWEEN 1 AND 31')
@Check('invoices_commerce_billing_day_check', `(kind = 'commerce') = (billing_day IS NOT NULL)`)
@Check('invoices_payment_model_check', oneOf('payment_model', paymentModels))
@Check('invoices_currency_check', currencyCode('currency'))
@Check('invoices_time_zone_check', timeZoneName('time_zone'))
@Check('invoices_period_check', 'starts_at < ends_at AND isfinite(starts_at) AND isfinite(ends_at)')
@Check(
  'invoices_from_date_check',
  `from_date = ${localDate('starts_at')} OR (kind = 'commerce' AND from_date BETWEEN ${localDate('starts_at')} - 2 AND ${localDate('starts_at')} + 2)`,
)
@Check('invoices_to_date_check', `to_date = ${localDate('ends_at')}`)
@Check(
  'invoices_external_approval_check',
  `NOT externally_approved OR (payment_model = 'postpay' AND state = '${finalState}')`,
)
@Check('invoices_issued_reference_check', 'issued_reference IS NULL OR externally_approved')
@Check('invoices_amount_check', sums(...spentParts, ...earnedParts, 'charges_amount'))
@Check('invoices_corrections_amount_check', amounts('corrections_amount'))
@Check('invoices_count_check', counts(...countColumns, 'service_transactions_count'))
@Check('invoices_originated_success_check', 'originated_successful_calls_count <= originated_calls_count')
@Check('invoices_terminated_success_check', 'terminated_successful_calls_count <= terminated_calls_count')
@Check('invoices_amount_spent_check', sumOf('amount_spent', spentParts))
@Check('invoices_amount_earned_check', sumOf('amount_earned', earnedParts))
@Check(
  'invoices_approved_check',
  `(state = '${finalState}') = (number IS NOT NULL) AND (state = '${finalState}') = (approved_at IS NOT NULL)`,
)
@Check('invoices_total_check', 'total = amount_spent - amount_earned + charges_amount + corrections_amount')
@Exclusion(
  'invoices_period_excl',
  `USING gist (account_id WITH =, kind WITH =, COALESCE(billing_day::integer, 0) WITH =, (CASE WHEN kind = 'commerce' THEN payment_model ELSE '' END) WITH =, tstzrange(starts_at, ends_at) WITH &&)`,
)
export class InvoiceEntity implements Invoice, InvoiceTotal {
  @BigintKey() readonly id!: InvoiceId;
  @GeneratedUuid() readonly uuid!: string;
  /** Its index serves `start`: the operator class that LIKE needs cannot be declared here. */
  @Index('invoices_reference_idx', { synchronize: false })
  @TextColumn({ nullable: true })
  readonly reference!: string | null;
  /** Its index is over the number that an invoice was issued under, which cannot be declared here either. */
  @Index('invoices_issued_reference_key', { synchronize: false })
  @TextColumn({ nullable: true })
  readonly issuedReference!: string | null;
  /** Of invoices of subscriptions: older than the first regular one of their series. */
  @FlagColumn({ default: false }) readonly isLate!: boolean;
  /** Of invoices that shared a number when numbers became unique: its own, or that of a third party. */
  @FlagColumn({ default: false }) readonly sharesIssuedReference!: boolean;
  @FlagColumn({ default: false }) readonly sharesExternalReference!: boolean;
  @TextColumn() readonly state!: InvoiceState;
  @TextColumn() readonly type!: InvoiceType;
  @TextColumn() readonly kind!: InvoiceKind;
  @SmallintColumn({ nullable: true }) readonly billingDay!: number | null;
  @IntegerColumn() readonly accountId!: AccountId;
  @IntegerColumn() readonly resellerId!: ResellerId;
  @TextColumn() readonly currency!: string;
  @TextColumn() readonly timeZone!: TimeZone;
  @Index() @InstantColumn() readonly startsAt!: Instant;
  @Index() @InstantColumn() readonly endsAt!: Instant;
  @LocalDateColumn() readonly fromDate!: LocalDate;
  @LocalDateColumn() readonly toDate!: LocalDate;
  @TextColumn() readonly paymentModel!: PaymentModel;
  @FlagColumn({ default: false }) readonly externallyApproved!: boolean;
  @TextColumn({ nullable: true }) readonly pdfPath!: string | null;
  @TextColumn({ nullable: true }) readonly odtPath!: string | null;
  @DecimalColumn({ default: 0 }) readonly amountSpent!: Decimal;
  @DecimalColumn({ default: 0 }) readonly amountEarned!: Decimal;
  @DecimalColumn({ default: 0 }) readonly originatedAmountSpent!: Decimal;
  @DecimalColumn({ default: 0 }) readonly originatedAmountEarned!: Decimal;
  @BigintColumn({ default: 0 }) readonly originatedCallsCount!: number;
  @BigintColumn({ default: 0 }) readonly originatedSuccessfulCallsCount!: number;
  @BigintColumn({ default: 0 }) readonly originatedCallsDuration!: number;
  @BigintColumn({ default: 0 }) readonly originatedBillingDuration!: number;
  @InstantColumn({ nullable: true }) readonly originatedFirstCallAt!: Instant | null;
  @InstantColumn({ nullable: true }) readonly originatedLastCallAt!: Instant | null;
  @DecimalColumn({ default: 0 }) readonly terminatedAmountSpent!: Decimal;
  @DecimalColumn({ default: 0 }) readonly terminatedAmountEarned!: Decimal;
  @BigintColumn({ default: 0 }) readonly terminatedCallsCount!: number;
  @BigintColumn({ default: 0 }) readonly terminatedSuccessfulCallsCount!: number;
  @BigintColumn({ default: 0 }) readonly terminatedCallsDuration!: number;
  @BigintColumn({ default: 0 }) readonly terminatedBillingDuration!: number;
  @InstantColumn({ nullable: true }) readonly terminatedFirstCallAt!: Instant | null;
  @InstantColumn({ nullable: true }) readonly terminatedLastCallAt!: Instant | null;
  @DecimalColumn({ default: 0 }) readonly servicesAmountSpent!: Decimal;
  @DecimalColumn({ default: 0 }) readonly servicesAmountEarned!: Decimal;
  @BigintColumn({ default: 0 }) readonly serviceTransactionsCount!: number;
  @DecimalColumn({ default: 0 }) readonly chargesAmount!: Decimal;
  @DecimalColumn({ default: 0 }) readonly correctionsAmount!: Decimal;
  @DecimalColumn({ default: 0 }) readonly total!: Decimal;
  /** Set by the ledger when the total changes. */
  @DecimalColumn({ default: 0 }) readonly payableTotal!: Decimal;
  @DecimalColumn({ default: 0 }) readonly roundingDifference!: Decimal;
  @BigintColumn({ nullable: true }) readonly number!: number | null;
  @InstantColumn({ nullable: true }) readonly approvedAt!: Instant | null;
  @InstantColumn({ nullable: true }) readonly voidedAt!: Instant | null;
  @InstantColumn({ nullable: true }) readonly filledAt!: Instant | null;
  @BigintColumn({ nullable: true }) readonly lastOriginatedCdrId!: CdrId | null;
  @BigintColumn({ nullable: true }) readonly lastTerminatedCdrId!: CdrId | null;
  @BigintColumn({ nullable: true }) readonly lastTransactionId!: TransactionId | null;
  @CreatedAt() readonly createdAt!: Instant;
  @UpdatedAt() readonly updatedAt!: Instant;

  @ManyToOne(() => AccountEntity, byComposite)
  readonly account?: Relation<AccountEntity>;

  @ManyToOne(() => ResellerEntity, byComposite)
  readonly reseller?: Relation<ResellerEntity>;

  @OneToMany(() => InvoiceOriginatedDestinationEntity, (row) => row.invoice)
  readonly originatedDestinations?: Relation<InvoiceOriginatedDestinationEntity>[];

  @OneToMany(() => InvoiceOriginatedNetworkEntity, (row) => row.invoice)
  readonly originatedNetworks?: Relation<InvoiceOriginatedNetworkEntity>[];

  @OneToMany(() => InvoiceTerminatedDestinationEntity, (row) => row.invoice)
  readonly terminatedDestinations?: Relation<InvoiceTerminatedDestinationEntity>[];

  @OneToMany(() => InvoiceTerminatedNetworkEntity, (row) => row.invoice)
  readonly terminatedNetworks?: Relation<InvoiceTerminatedNetworkEntity>[];

  @OneToMany(() => InvoiceServiceDataEntity, (row) => row.invoice)
  readonly serviceData?: Relation<InvoiceServiceDataEntity>[];

  @OneToMany('ChargeEntity', 'invoice')
  readonly charges?: readonly object[];

  @OneToMany('CorrectionEntity', 'invoice')
  readonly corrections?: readonly object[];

  @OneToMany('InvoiceSubscriptionEntity', 'invoice')
  readonly invoiceSubscriptions?: readonly object[];

  @OneToMany('InvoicePaymentEntity', 'invoice')
  readonly invoicePayments?: readonly object[];

  @OneToMany('AllocationEntity', 'invoice')
  readonly allocations?: readonly object[];

  @OneToMany('CreditNoteEntity', 'invoice')
  readonly creditNotes?: readonly object[];

  @OneToMany(() => InvoiceReplacementEntity, (link) => link.invoice)
  readonly replacements?: Relation<InvoiceReplacementEntity>[];

  @OneToMany(() => InvoiceReplacementEntity, (link) => link.replacement)
  readonly replaced?: Relation<InvoiceReplacementEntity>[];
}
