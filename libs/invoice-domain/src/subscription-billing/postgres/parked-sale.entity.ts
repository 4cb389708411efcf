import type { Instant } from '@org/kernel';
import { Check, Entity, ManyToOne, type Relation } from 'typeorm';
import type { AccountId, ParkedSaleId } from '../../model/ids.js';
import { AccountEntity } from '../../parties/postgres/account.entity.js';
import { FlagColumn, InstantColumn, IntegerColumn, IntegerKey, TextColumn } from '../../schema/columns/columns.js';
import type { ParkedSale } from '../parked-sale.js';

@Entity('parked_sales')
@Check('parked_sales_cause_check', `cause <> ''`)
export class ParkedSaleEntity implements ParkedSale {
  @IntegerKey() readonly id!: ParkedSaleId;
  @IntegerColumn({ unique: true }) readonly accountId!: AccountId;
  @TextColumn() readonly cause!: string;
  @InstantColumn() readonly parkedAt!: Instant;

  /** True when somebody has asked for another attempt. */
  @FlagColumn({ default: false }) readonly isDue!: boolean;

  @ManyToOne(() => AccountEntity, { onDelete: 'CASCADE' })
  readonly account?: Relation<AccountEntity>;
}
