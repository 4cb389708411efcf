import type { Decimal } from '@org/kernel';
import { Check, Entity } from 'typeorm';
import type { Currency } from '../currency.js';
import type { CurrencyId } from '../../model/ids.js';
import { currencyCode } from '../../schema/columns/checks.js';
import { DecimalColumn, IntegerColumn, IntegerKey, TextColumn } from '../../schema/columns/columns.js';

@Entity('currencies')
@Check('currencies_name_check', currencyCode('name'))
@Check('currencies_rate_check', `rate > 0 AND rate < 'Infinity'::numeric`)
export class CurrencyEntity implements Currency {
  @IntegerKey() readonly id!: CurrencyId;
  @TextColumn({ unique: true }) readonly name!: string;
  @DecimalColumn() readonly rate!: Decimal;
  @IntegerColumn({ nullable: true }) readonly rateProviderId!: number | null;
}
