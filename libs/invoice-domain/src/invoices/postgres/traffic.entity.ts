import type { Decimal, Instant } from '@org/kernel';
import { Index, ManyToOne, type Relation } from 'typeorm';
import type { CountryId, InvoiceId, NetworkId, TrafficRowId } from '../../model/ids.js';
import type { DestinationTraffic, NetworkTraffic } from '../traffic.js';
import { amounts, counts, sums } from '../../schema/columns/checks.js';
import {
  BigintColumn,
  BigintKey,
  DecimalColumn,
  FlagColumn,
  InstantColumn,
  IntegerColumn,
  TextColumn,
} from '../../schema/columns/columns.js';
import { inSets } from '../../schema/columns/relations.js';
import { CountryEntity } from '../../catalog/postgres/country.entity.js';
import { NetworkEntity } from '../../catalog/postgres/network.entity.js';

/** The columns that the four traffic tables share. */
export abstract class NetworkTrafficEntity implements NetworkTraffic {
  @BigintKey() readonly id!: TrafficRowId;
  @Index() @BigintColumn() readonly invoiceId!: InvoiceId;
  @Index() @IntegerColumn({ nullable: true }) readonly countryId!: CountryId | null;
  @Index() @IntegerColumn({ nullable: true }) readonly networkId!: NetworkId | null;
  @DecimalColumn({ nullable: true }) readonly rate!: Decimal | null;
  @FlagColumn() readonly spent!: boolean;
  @DecimalColumn({ nullable: true }) readonly amount!: Decimal | null;
  @BigintColumn({ nullable: true }) readonly callsCount!: number | null;
  @BigintColumn({ nullable: true }) readonly successfulCallsCount!: number | null;
  @BigintColumn({ nullable: true }) readonly callsDuration!: number | null;
  @BigintColumn({ nullable: true }) readonly billingDuration!: number | null;
  @InstantColumn({ nullable: true }) readonly firstCallAt!: Instant | null;
  @InstantColumn({ nullable: true }) readonly lastCallAt!: Instant | null;

  @ManyToOne(() => CountryEntity, inSets)
  readonly country?: Relation<CountryEntity> | null;

  @ManyToOne(() => NetworkEntity, inSets)
  readonly network?: Relation<NetworkEntity> | null;
}

export abstract class DestinationTrafficEntity extends NetworkTrafficEntity implements DestinationTraffic {
  @TextColumn({ nullable: true }) readonly dstPrefix!: string | null;
}

export const trafficAmounts = `${sums('amount')} AND ${amounts('rate')}`;
export const trafficCounts = `${counts('calls_count', 'successful_calls_count', 'calls_duration', 'billing_duration')} AND successful_calls_count <= calls_count`;
