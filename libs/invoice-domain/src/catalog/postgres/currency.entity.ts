import type { Decimal } from '@org/kernel';
import { Check, Entity } from 'typeorm';
import type { Currency } from '../currency.js';
import type { CurrencyId } from '../../model/ids.js';
import { currencyCode } from '../../schema/columns/checks.js';
import { DecimalColumn, IntegerColumn, IntegerKey, SmallintColumn, TextColumn } from '../../schema/columns/columns.js';

@Entity('currencies')
@Check('currencies_name_check', currencyCode('name'))
@Check('currencies_rate_check', `rate > 0 AND rate < 'Infinity'::numeric`)
@Check('currencies_digits_check', 'digits BETWEEN 0 AND 8')
export class CurrencyEntity implements Currency {
  @IntegerKey() readonly id!: CurrencyId;
  @TextColumn({ unique: true }) readonly name!: string;
  @DecimalColumn() readonly rate!: Decimal;
  @IntegerColumn({ nullable: true }) readonly rateProviderId!: number | null;
  /** Digits of an amount that is paid, behind the point; the ledger sets them by ISO 4217. */
  @SmallintColumn({ default: 2 }) readonly digits!: number;
}
