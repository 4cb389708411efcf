import { Entity, ForeignKey, ManyToOne, Unique, type Relation } from 'typeorm';
import type { AccountId, InvoiceId, InvoicePaymentId, PaymentId } from '../../model/ids.js';
import type { InvoicePayment } from '../../model/links.js';
import { BigintColumn, BigintKey, IntegerColumn } from '../../schema/columns/columns.js';
import { byComposite } from '../../schema/columns/relations.js';
import { InvoiceEntity } from '../../invoices/postgres/invoice.entity.js';
import { PaymentEntity } from './payment.entity.js';

@Entity('invoice_payments')
@Unique(['invoiceId', 'paymentId'])
@ForeignKey(() => InvoiceEntity, ['invoiceId', 'accountId'], ['id', 'accountId'], { onDelete: 'RESTRICT' })
@ForeignKey(() => PaymentEntity, ['paymentId', 'accountId'], ['id', 'accountId'])
export class InvoicePaymentEntity implements InvoicePayment {
  @BigintKey() readonly id!: InvoicePaymentId;
  @IntegerColumn() readonly accountId!: AccountId;
  @BigintColumn({ unique: true }) readonly invoiceId!: InvoiceId;
  @BigintColumn({ unique: true }) readonly paymentId!: PaymentId;

  @ManyToOne(() => InvoiceEntity, (invoice) => invoice.invoicePayments, byComposite)
  readonly invoice?: Relation<InvoiceEntity>;

  @ManyToOne(() => PaymentEntity, (payment) => payment.invoicePayments, byComposite)
  readonly payment?: Relation<PaymentEntity>;
}
