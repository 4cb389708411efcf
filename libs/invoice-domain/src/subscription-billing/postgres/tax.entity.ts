import type { Decimal, Instant } from '@org/kernel';
import { Check, Entity, ForeignKey, Index, ManyToOne, Unique, type Relation } from 'typeorm';
import type { Tax } from '../charge.js';
import type { ChargeId, ResellerId, TaxId } from '../../model/ids.js';
import { amounts, externalKey } from '../../schema/columns/checks.js';
import {
  BigintColumn,
  BigintKey,
  CreatedAt,
  DecimalColumn,
  IntegerColumn,
  TextColumn,
  UpdatedAt,
} from '../../schema/columns/columns.js';
import { byComposite } from '../../schema/columns/relations.js';
import { ChargeEntity } from './charge.entity.js';
import { ResellerEntity } from '../../parties/postgres/reseller.entity.js';

@Entity('taxes')
@Unique(['resellerId', 'externalKey'])
@Check('taxes_external_key_check', externalKey)
@ForeignKey(() => ChargeEntity, ['chargeId', 'resellerId'], ['id', 'resellerId'])
@Index(['resellerId', 'id'])
@Check('taxes_value_check', amounts('value'))
export class TaxEntity implements Tax {
  @BigintKey() readonly id!: TaxId;
  @Index() @BigintColumn() readonly chargeId!: ChargeId;
  @IntegerColumn() readonly resellerId!: ResellerId;
  @TextColumn() readonly name!: string;
  @TextColumn({ nullable: true }) readonly description!: string | null;
  @DecimalColumn() readonly value!: Decimal;
  @TextColumn({ nullable: true }) readonly externalKey!: string | null;
  @CreatedAt() readonly createdAt!: Instant;
  @UpdatedAt() readonly updatedAt!: Instant;

  @ManyToOne(() => ChargeEntity, (charge) => charge.taxes, byComposite)
  readonly charge?: Relation<ChargeEntity>;

  @ManyToOne(() => ResellerEntity, byComposite)
  readonly reseller?: Relation<ResellerEntity>;
}
