import { Check, Entity, ManyToOne, type Relation } from 'typeorm';
import { inSets } from '../../schema/columns/relations.js';
import { InvoiceEntity } from './invoice.entity.js';
import { NetworkTrafficEntity, trafficAmounts, trafficCounts } from './traffic.entity.js';

@Entity('invoice_terminated_networks')
@Check('invoice_terminated_networks_amount_check', trafficAmounts)
@Check('invoice_terminated_networks_count_check', trafficCounts)
export class InvoiceTerminatedNetworkEntity extends NetworkTrafficEntity {
  @ManyToOne(() => InvoiceEntity, (invoice) => invoice.terminatedNetworks, inSets)
  readonly invoice?: Relation<InvoiceEntity>;
}
