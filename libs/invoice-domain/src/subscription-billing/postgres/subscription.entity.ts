import type { Instant, LocalDate } from '@org/kernel';
import { Check, Entity, ForeignKey, Index, ManyToOne, Unique, type Relation } from 'typeorm';
import type { AccountId, ResellerId, SubscriptionId } from '../../model/ids.js';
import { paymentModels, type PaymentModel } from '../../parties/payment-model.js';
import { subscriptionStatuses, type Subscription, type SubscriptionStatus } from '../subscription.js';
import { dayOfMonth, externalKey, oneOf } from '../../schema/columns/checks.js';
import {
  CreatedAt,
  FlagColumn,
  IntegerColumn,
  IntegerKey,
  LocalDateColumn,
  TextColumn,
  UpdatedAt,
} from '../../schema/columns/columns.js';
import { byComposite } from '../../schema/columns/relations.js';
import { AccountEntity } from '../../parties/postgres/account.entity.js';
import { ResellerEntity } from '../../parties/postgres/reseller.entity.js';

@Entity('subscriptions')
@Unique(['resellerId', 'externalKey'])
@Check('subscriptions_external_key_check', externalKey)
@Unique(['id', 'accountId'])
@ForeignKey(() => AccountEntity, ['accountId', 'resellerId'], ['id', 'resellerId'])
@Index(['accountId', 'id'])
@Index(['resellerId', 'id'])
@Check('subscriptions_status_check', oneOf('status', subscriptionStatuses))
@Check('subscriptions_payment_model_check', oneOf('payment_model', paymentModels))
@Check('subscriptions_billing_day_check', dayOfMonth('billing_day'))
export class SubscriptionEntity implements Subscription {
  @IntegerKey() readonly id!: SubscriptionId;
  @IntegerColumn() readonly accountId!: AccountId;
  @IntegerColumn() readonly resellerId!: ResellerId;
  @IntegerColumn() readonly planId!: number;
  @TextColumn() readonly name!: string;
  @FlagColumn({ default: false }) readonly trial!: boolean;
  @TextColumn() readonly status!: SubscriptionStatus;
  @LocalDateColumn({ nullable: true }) readonly startDate!: LocalDate | null;
  @LocalDateColumn({ nullable: true }) readonly expirationDate!: LocalDate | null;
  @TextColumn() readonly paymentModel!: PaymentModel;
  @IntegerColumn({ nullable: true }) readonly billingDay!: number | null;
  @TextColumn({ nullable: true }) readonly externalKey!: string | null;
  /** Status that a row with its external key gave it last; null of what no row did. */
  @TextColumn({ nullable: true }) readonly importedStatus!: string | null;
  @CreatedAt() readonly createdAt!: Instant;
  @UpdatedAt() readonly updatedAt!: Instant;

  @ManyToOne(() => AccountEntity, (account) => account.subscriptions, byComposite)
  readonly account?: Relation<AccountEntity>;

  @ManyToOne(() => ResellerEntity, byComposite)
  readonly reseller?: Relation<ResellerEntity>;
}
