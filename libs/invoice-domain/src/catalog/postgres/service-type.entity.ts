import { Entity } from 'typeorm';
import type { ServiceTypeId } from '../../model/ids.js';
import type { ServiceType, ServiceVariables } from '../service.js';
import { FlagColumn, IntegerKey, JsonColumn, TextColumn } from '../../schema/columns/columns.js';

@Entity('service_types')
export class ServiceTypeEntity implements ServiceType {
  @IntegerKey() readonly id!: ServiceTypeId;
  @TextColumn() readonly name!: string;
  @FlagColumn({ default: false }) readonly forceRenew!: boolean;
  @TextColumn({ nullable: true }) readonly provisioningClass!: string | null;
  @JsonColumn({ nullable: true }) readonly variables!: ServiceVariables | null;
}
