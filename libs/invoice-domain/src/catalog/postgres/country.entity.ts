import { Check, Entity } from 'typeorm';
import type { CountryId } from '../../model/ids.js';
import type { Country } from '../network.js';
import { countryCode } from '../../schema/columns/checks.js';
import { IntegerKey, TextColumn } from '../../schema/columns/columns.js';

@Entity('countries')
@Check('countries_iso2_check', countryCode('iso2'))
export class CountryEntity implements Country {
  @IntegerKey() readonly id!: CountryId;
  @TextColumn({ unique: true }) readonly name!: string;
  @TextColumn({ unique: true }) readonly iso2!: string;
}
