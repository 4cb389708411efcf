import { Check, Entity, ForeignKey, Index, ManyToOne, type Relation } from 'typeorm';
import type { AccountId, PackageCounterId, ServiceId } from '../../model/ids.js';
import type { PackageCounter } from '../package-counter.js';
import { counts } from '../../schema/columns/checks.js';
import { BigintColumn, FlagColumn, IntegerColumn, IntegerKey, TextColumn } from '../../schema/columns/columns.js';
import { byComposite } from '../../schema/columns/relations.js';
import { AccountEntity } from '../../parties/postgres/account.entity.js';
import { ServiceEntity } from '../../catalog/postgres/service.entity.js';

@Entity('package_counters')
@ForeignKey(() => ServiceEntity, ['serviceId', 'accountId'], ['id', 'accountId'])
@Check('package_counters_duration_check', counts('duration'))
export class PackageCounterEntity implements PackageCounter {
  @IntegerKey() readonly id!: PackageCounterId;
  @Index() @IntegerColumn() readonly accountId!: AccountId;
  @Index() @IntegerColumn({ nullable: true }) readonly serviceId!: ServiceId | null;
  @TextColumn() readonly prefix!: string;
  @FlagColumn({ default: false }) readonly exclude!: boolean;
  @BigintColumn() readonly duration!: number;

  @ManyToOne(() => AccountEntity, { onDelete: 'CASCADE' })
  readonly account?: Relation<AccountEntity>;

  @ManyToOne(() => ServiceEntity, (service) => service.packageCounters, byComposite)
  readonly service?: Relation<ServiceEntity> | null;
}
