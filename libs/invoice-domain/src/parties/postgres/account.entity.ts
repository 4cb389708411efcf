import type { Decimal, Instant, TimeZone } from '@org/kernel';
import { Check, Entity, Index, ManyToOne, OneToMany, Unique, type Relation } from 'typeorm';
import {
  invoicePeriodIds,
  scheduledInvoiceTypes,
  type Account,
  type InvoicePeriodId,
  type ScheduledInvoiceType,
} from '../account.js';
import type {
  AccountClassId,
  AccountId,
  ContactId,
  ContractorId,
  InvoiceTemplateId,
  ResellerId,
} from '../../model/ids.js';
import { paymentModels, type PaymentModel } from '../payment-model.js';
import {
  amounts,
  bothOrNeither,
  countryCode,
  currencyCode,
  dayOfMonth,
  oneOf,
  sums,
  timeZoneName,
} from '../../schema/columns/checks.js';
import {
  BigintColumn,
  CreatedAt,
  DecimalColumn,
  FlagColumn,
  GeneratedUuid,
  InstantColumn,
  IntegerColumn,
  IntegerKey,
  IntegersColumn,
  SmallintColumn,
  TextColumn,
  UpdatedAt,
} from '../../schema/columns/columns.js';
import { AccountClassEntity } from './account-class.entity.js';
import { ContractorEntity } from './contractor.entity.js';
import { ResellerEntity } from './reseller.entity.js';

const capacity = (column: string) => `${column} BETWEEN 1 AND 32767`;

/** Records of an account refer to (id, reseller_id), so that their reseller is always the account's. */
@Entity('accounts')
@Unique(['id', 'resellerId'])
@Unique(['id', 'resellerId', 'currency'])
@Check('accounts_currency_check', currencyCode('currency'))
@Check('accounts_country_check', countryCode('country'))
@Check('accounts_time_zone_check', timeZoneName('time_zone'))
@Check('accounts_payment_model_check', oneOf('payment_model', paymentModels))
@Check('accounts_balance_check', amounts('balance', 'min_balance', 'max_balance'))
@Check('accounts_balance_range_check', 'min_balance <= max_balance')
@Check('accounts_threshold_check', amounts('balance_low_threshold', 'balance_high_threshold'))
@Check('accounts_threshold_range_check', 'balance_low_threshold < balance_high_threshold')
@Check('accounts_vat_check', 'vat BETWEEN 0 AND 100')
@Check('accounts_destination_rate_limit_check', sums('destination_rate_limit'))
@Check('accounts_max_call_duration_check', 'max_call_duration > 0')
@Check('accounts_origination_capacity_check', capacity('origination_capacity'))
@Check('accounts_termination_capacity_check', capacity('termination_capacity'))
@Check('accounts_total_capacity_check', capacity('total_capacity'))
@Check('accounts_invoice_ref_template_check', `invoice_ref_template <> ''`)
@Check('accounts_invoice_period_check', oneOf('invoice_period_id', invoicePeriodIds))
@Check('accounts_next_invoice_type_check', oneOf('next_invoice_type', scheduledInvoiceTypes))
@Check('accounts_billing_day_check', dayOfMonth('billing_day'))
@Check('accounts_next_invoice_check', bothOrNeither('next_invoice_at', 'next_invoice_type'))
export class AccountEntity implements Account {
  @IntegerKey() readonly id!: AccountId;
  @GeneratedUuid() readonly uuid!: string;
  @TextColumn({ unique: true }) readonly name!: string;
  @BigintColumn({ nullable: true, unique: true }) readonly externalId!: number | null;
  @Index() @IntegerColumn() readonly contractorId!: ContractorId;
  @Index() @IntegerColumn() readonly resellerId!: ResellerId;
  @Index() @IntegerColumn({ nullable: true }) readonly invoiceTemplateId!: InvoiceTemplateId | null;
  @TextColumn() readonly currency!: string;
  @TextColumn({ default: 'UTC' }) readonly timeZone!: TimeZone;
  @TextColumn() readonly paymentModel!: PaymentModel;
  @DecimalColumn({ default: 0 }) readonly balance!: Decimal;
  /** Number of postings in its journal. */
  @BigintColumn({ default: 0 }) readonly postingsCount!: number;
  @DecimalColumn({ default: 0 }) readonly minBalance!: Decimal;
  @DecimalColumn({ default: 0 }) readonly maxBalance!: Decimal;
  @DecimalColumn({ default: 0 }) readonly vat!: Decimal;
  @DecimalColumn({ nullable: true }) readonly balanceLowThreshold!: Decimal | null;
  @DecimalColumn({ nullable: true }) readonly balanceHighThreshold!: Decimal | null;
  @IntegersColumn({ nullable: true }) readonly sendBalanceNotificationsTo!: readonly ContactId[] | null;
  @DecimalColumn({ nullable: true }) readonly destinationRateLimit!: Decimal | null;
  @IntegerColumn({ nullable: true }) readonly maxCallDuration!: number | null;
  @IntegerColumn({ nullable: true }) readonly originationCapacity!: number | null;
  @IntegerColumn({ nullable: true }) readonly terminationCapacity!: number | null;
  @IntegerColumn({ nullable: true }) readonly totalCapacity!: number | null;
  @IntegersColumn({ nullable: true }) readonly sendInvoicesTo!: readonly ContactId[] | null;
  @TextColumn({ default: '$id' }) readonly invoiceRefTemplate!: string;
  /** Whether a period without usage gets an invoice. */
  @FlagColumn({ default: true }) readonly emptyInvoices!: boolean;
  @SmallintColumn({ nullable: true }) readonly invoicePeriodId!: InvoicePeriodId | null;
  @Index() @InstantColumn({ nullable: true }) readonly nextInvoiceAt!: Instant | null;
  @TextColumn({ nullable: true }) readonly nextInvoiceType!: ScheduledInvoiceType | null;
  @Index() @IntegerColumn({ nullable: true }) readonly accountClassId!: AccountClassId | null;
  @IntegerColumn({ nullable: true }) readonly billingDay!: number | null;
  @TextColumn({ nullable: true }) readonly primaryName!: string | null;
  @TextColumn({ nullable: true }) readonly firstName!: string | null;
  @TextColumn({ nullable: true }) readonly middleName!: string | null;
  @TextColumn({ nullable: true }) readonly lastName!: string | null;
  @TextColumn({ nullable: true }) readonly country!: string | null;
  @TextColumn({ nullable: true }) readonly region!: string | null;
  @TextColumn({ nullable: true }) readonly city!: string | null;
  @TextColumn({ nullable: true }) readonly street!: string | null;
  @TextColumn({ nullable: true }) readonly building!: string | null;
  @TextColumn({ nullable: true }) readonly office!: string | null;
  @TextColumn({ nullable: true }) readonly zip!: string | null;
  @TextColumn({ nullable: true }) readonly phone!: string | null;
  @TextColumn({ nullable: true }) readonly email!: string | null;
  @CreatedAt() readonly createdAt!: Instant;
  @UpdatedAt() readonly updatedAt!: Instant;

  @ManyToOne(() => AccountClassEntity)
  readonly accountClass?: Relation<AccountClassEntity> | null;

  @ManyToOne(() => ContractorEntity)
  readonly contractor?: Relation<ContractorEntity>;

  @ManyToOne('InvoiceTemplateEntity')
  readonly invoiceTemplate?: object | null;

  @ManyToOne(() => ResellerEntity)
  readonly reseller?: Relation<ResellerEntity>;

  @OneToMany('PostingEntity', 'account')
  readonly postings?: readonly object[];

  @OneToMany('SubscriptionEntity', 'account')
  readonly subscriptions?: readonly object[];
}
