import type { Decimal } from '@org/kernel';
import { Check, Entity, Index, ManyToOne, type Relation } from 'typeorm';
import type { InvoiceId, InvoiceServiceDataId, ServiceId } from '../../model/ids.js';
import type { InvoiceServiceData } from '../traffic.js';
import { counts, sums } from '../../schema/columns/checks.js';
import { BigintColumn, BigintKey, DecimalColumn, FlagColumn, IntegerColumn } from '../../schema/columns/columns.js';
import { inSets } from '../../schema/columns/relations.js';
import { InvoiceEntity } from './invoice.entity.js';
import { ServiceEntity } from '../../catalog/postgres/service.entity.js';

@Entity('invoice_service_data')
@Check('invoice_service_data_amount_check', sums('amount'))
@Check('invoice_service_data_count_check', counts('transactions_count'))
export class InvoiceServiceDataEntity implements InvoiceServiceData {
  @BigintKey() readonly id!: InvoiceServiceDataId;
  @Index() @BigintColumn() readonly invoiceId!: InvoiceId;
  @Index() @IntegerColumn({ nullable: true }) readonly serviceId!: ServiceId | null;
  @DecimalColumn() readonly amount!: Decimal;
  @BigintColumn() readonly transactionsCount!: number;
  @FlagColumn() readonly spent!: boolean;

  @ManyToOne(() => InvoiceEntity, (invoice) => invoice.serviceData, inSets)
  readonly invoice?: Relation<InvoiceEntity>;

  @ManyToOne(() => ServiceEntity, inSets)
  readonly service?: Relation<ServiceEntity> | null;
}
