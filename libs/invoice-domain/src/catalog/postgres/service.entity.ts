import type { Decimal, Instant } from '@org/kernel';
import { Check, Entity, Index, JoinColumn, ManyToOne, OneToMany, Unique, type Relation } from 'typeorm';
import type { AccountId, ServiceId, ServiceTypeId } from '../../model/ids.js';
import {
  renewPeriods,
  serviceStates,
  type RenewPeriod,
  type Service,
  type ServiceState,
  type ServiceVariables,
} from '../service.js';
import { amounts, bothOrNeither, oneOf } from '../../schema/columns/checks.js';
import {
  CreatedAt,
  DecimalColumn,
  GeneratedUuid,
  InstantColumn,
  IntegerColumn,
  IntegerKey,
  JsonColumn,
  TextColumn,
} from '../../schema/columns/columns.js';
import { ServiceTypeEntity } from './service-type.entity.js';

@Entity('services')
@Unique(['id', 'accountId'])
@Check('services_state_check', oneOf('state', serviceStates))
@Check('services_renew_period_check', oneOf('renew_period', renewPeriods))
@Check('services_renew_check', bothOrNeither('renew_at', 'renew_period'))
@Check('services_price_check', amounts('initial_price', 'renew_price'))
export class ServiceEntity implements Service {
  @IntegerKey() readonly id!: ServiceId;
  @GeneratedUuid() readonly uuid!: string;
  @Index() @IntegerColumn() readonly accountId!: AccountId;
  @Index() @IntegerColumn() readonly typeId!: ServiceTypeId;
  @TextColumn({ nullable: true }) readonly name!: string | null;
  @TextColumn() readonly state!: ServiceState;
  @DecimalColumn() readonly initialPrice!: Decimal;
  @DecimalColumn() readonly renewPrice!: Decimal;
  @Index() @InstantColumn({ nullable: true }) readonly renewAt!: Instant | null;
  @TextColumn({ nullable: true }) readonly renewPeriod!: RenewPeriod | null;
  @JsonColumn({ nullable: true }) readonly variables!: ServiceVariables | null;
  @CreatedAt() readonly createdAt!: Instant;

  @ManyToOne('AccountEntity', { onDelete: 'CASCADE' })
  readonly account?: object;

  @ManyToOne(() => ServiceTypeEntity)
  @JoinColumn({ name: 'type_id' })
  readonly serviceType?: Relation<ServiceTypeEntity>;

  @OneToMany('TransactionEntity', 'service')
  readonly transactions?: readonly object[];

  @OneToMany('PackageCounterEntity', 'service')
  readonly packageCounters?: readonly object[];
}
