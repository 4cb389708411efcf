import type { Instant, TimeZone } from '@org/kernel';
import { Check, Entity, Index, ManyToOne, type Relation } from 'typeorm';
import type { ResellerId } from '../../model/ids.js';
import type { Reseller } from '../reseller.js';
import { countryCode, currencyCode, timeZoneName } from '../../schema/columns/checks.js';
import {
  CreatedAt,
  FlagColumn,
  IntegerColumn,
  IntegerKey,
  TextColumn,
  UpdatedAt,
} from '../../schema/columns/columns.js';

/** A tree of any depth: a trigger, `resellers_refuse_cycle`, keeps a reseller from being above itself. */
@Entity('resellers')
@Check('resellers_currency_check', currencyCode('currency'))
@Check('resellers_country_check', countryCode('country'))
@Check('resellers_invoice_ref_template_check', `invoice_ref_template <> ''`)
@Check('resellers_credit_note_ref_template_check', `credit_note_ref_template ~ '\\$(seq|id)'`)
@Check('resellers_time_zone_check', timeZoneName('time_zone'))
export class ResellerEntity implements Reseller {
  @IntegerKey() readonly id!: ResellerId;
  @Index() @IntegerColumn({ nullable: true }) readonly parentId!: ResellerId | null;
  @TextColumn() readonly name!: string;
  @TextColumn() readonly domain!: string;
  @TextColumn() readonly currency!: string;
  @TextColumn({ nullable: true }) readonly timeZone!: TimeZone | null;
  @TextColumn() readonly managerName!: string;
  @TextColumn() readonly companyName!: string;
  @TextColumn({ name: 'address_line_1' }) readonly addressLine1!: string;
  @TextColumn({ name: 'address_line_2' }) readonly addressLine2!: string;
  @TextColumn() readonly city!: string;
  @TextColumn() readonly country!: string;
  @TextColumn() readonly zip!: string;
  @FlagColumn({ default: false }) readonly externallyInvoiced!: boolean;
  @FlagColumn({ default: true }) readonly settlesFromCredit!: boolean;
  @TextColumn({ default: '$id' }) readonly invoiceRefTemplate!: string;
  @TextColumn({ default: 'CN-$seq' }) readonly creditNoteRefTemplate!: string;
  @CreatedAt() readonly createdAt!: Instant;
  @UpdatedAt() readonly updatedAt!: Instant;

  @ManyToOne(() => ResellerEntity)
  readonly parent?: Relation<ResellerEntity> | null;
}
