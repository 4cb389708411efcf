import { Entity } from 'typeorm';
import type { NetworkTypeId } from '../../model/ids.js';
import type { NetworkType } from '../network.js';
import { IntegerKey, TextColumn } from '../../schema/columns/columns.js';

@Entity('network_types')
export class NetworkTypeEntity implements NetworkType {
  @IntegerKey() readonly id!: NetworkTypeId;
  @TextColumn({ unique: true }) readonly name!: string;
}
