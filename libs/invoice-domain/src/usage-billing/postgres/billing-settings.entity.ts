import type { Instant } from '@org/kernel';
import { Entity } from 'typeorm';
import type { AccountId } from '../../model/ids.js';
import { FlagColumn, InstantColumn, IntegerKey, JsonColumn } from '../../schema/columns/columns.js';
import type { BillingSettings, ShownOpenPeriod } from '../billing-settings.js';

/** A view of accounts, through which they are written. */
@Entity('billing_settings', { synchronize: false })
export class BillingSettingsEntity implements BillingSettings {
  @IntegerKey() readonly id!: AccountId;
  @FlagColumn() readonly emptyInvoices!: boolean;
  @InstantColumn({ nullable: true }) readonly billedFrom!: Instant | null;
  @InstantColumn({ nullable: true }) readonly billedUntil!: Instant | null;
  @JsonColumn() readonly openPeriods!: readonly ShownOpenPeriod[];
}
