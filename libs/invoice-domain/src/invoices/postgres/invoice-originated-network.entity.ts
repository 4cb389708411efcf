import { Check, Entity, ManyToOne, type Relation } from 'typeorm';
import { inSets } from '../../schema/columns/relations.js';
import { InvoiceEntity } from './invoice.entity.js';
import { NetworkTrafficEntity, trafficAmounts, trafficCounts } from './traffic.entity.js';

@Entity('invoice_originated_networks')
@Check('invoice_originated_networks_amount_check', trafficAmounts)
@Check('invoice_originated_networks_count_check', trafficCounts)
export class InvoiceOriginatedNetworkEntity extends NetworkTrafficEntity {
  @ManyToOne(() => InvoiceEntity, (invoice) => invoice.originatedNetworks, inSets)
  readonly invoice?: Relation<InvoiceEntity>;
}
