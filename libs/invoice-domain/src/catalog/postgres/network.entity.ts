import { Entity, Index, ManyToOne, type Relation } from 'typeorm';
import type { NetworkId, NetworkTypeId } from '../../model/ids.js';
import type { Network } from '../network.js';
import { IntegerColumn, IntegerKey, TextColumn } from '../../schema/columns/columns.js';
import { NetworkTypeEntity } from './network-type.entity.js';

@Entity('networks')
export class NetworkEntity implements Network {
  @IntegerKey() readonly id!: NetworkId;
  @TextColumn({ unique: true }) readonly name!: string;
  @Index() @IntegerColumn() readonly networkTypeId!: NetworkTypeId;

  @ManyToOne(() => NetworkTypeEntity)
  readonly networkType?: Relation<NetworkTypeEntity>;
}
