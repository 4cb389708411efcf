import { Check, Entity, ManyToOne, type Relation } from 'typeorm';
import { inSets } from '../../schema/columns/relations.js';
import { InvoiceEntity } from './invoice.entity.js';
import { DestinationTrafficEntity, trafficAmounts, trafficCounts } from './traffic.entity.js';

@Entity('invoice_originated_destinations')
@Check('invoice_originated_destinations_amount_check', trafficAmounts)
@Check('invoice_originated_destinations_count_check', trafficCounts)
export class InvoiceOriginatedDestinationEntity extends DestinationTrafficEntity {
  @ManyToOne(() => InvoiceEntity, (invoice) => invoice.originatedDestinations, inSets)
  readonly invoice?: Relation<InvoiceEntity>;
}
