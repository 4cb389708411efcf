import { Entity, ForeignKey, Index, ManyToOne, Unique, type Relation } from 'typeorm';
import type { AccountId, InvoiceId, InvoiceSubscriptionId, SubscriptionId } from '../../model/ids.js';
import type { InvoiceSubscription } from '../../model/links.js';
import { BigintColumn, BigintKey, IntegerColumn } from '../../schema/columns/columns.js';
import { byComposite } from '../../schema/columns/relations.js';
import { InvoiceEntity } from '../../invoices/postgres/invoice.entity.js';
import { SubscriptionEntity } from './subscription.entity.js';

@Entity('invoice_subscriptions')
@Unique(['invoiceId', 'subscriptionId'])
@ForeignKey(() => InvoiceEntity, ['invoiceId', 'accountId'], ['id', 'accountId'], { onDelete: 'CASCADE' })
@ForeignKey(() => SubscriptionEntity, ['subscriptionId', 'accountId'], ['id', 'accountId'])
export class InvoiceSubscriptionEntity implements InvoiceSubscription {
  @BigintKey() readonly id!: InvoiceSubscriptionId;
  @IntegerColumn() readonly accountId!: AccountId;
  @BigintColumn() readonly invoiceId!: InvoiceId;
  @Index() @IntegerColumn() readonly subscriptionId!: SubscriptionId;

  @ManyToOne(() => InvoiceEntity, (invoice) => invoice.invoiceSubscriptions, byComposite)
  readonly invoice?: Relation<InvoiceEntity>;

  @ManyToOne(() => SubscriptionEntity, byComposite)
  readonly subscription?: Relation<SubscriptionEntity>;
}
