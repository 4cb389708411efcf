import { Check, Entity, ManyToOne, type Relation } from 'typeorm';
import { inSets } from '../../schema/columns/relations.js';
import { InvoiceEntity } from './invoice.entity.js';
import { DestinationTrafficEntity, trafficAmounts, trafficCounts } from './traffic.entity.js';

@Entity('invoice_terminated_destinations')
@Check('invoice_terminated_destinations_amount_check', trafficAmounts)
@Check('invoice_terminated_destinations_count_check', trafficCounts)
export class InvoiceTerminatedDestinationEntity extends DestinationTrafficEntity {
  @ManyToOne(() => InvoiceEntity, (invoice) => invoice.terminatedDestinations, inSets)
  readonly invoice?: Relation<InvoiceEntity>;
}
