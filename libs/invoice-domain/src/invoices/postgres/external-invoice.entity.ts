import type { Decimal, Instant, LocalDate } from '@org/kernel';
import { Check, Entity, ForeignKey, Index, Unique } from 'typeorm';
import {
  closingFileTypes,
  externalInvoiceTypes,
  type ClosingFileType,
  type ExternalInvoice,
  type ExternalInvoiceType,
} from '../external-invoice.js';
import type { AccountId, ExternalInvoiceId, ResellerId } from '../../model/ids.js';
import { amounts, oneOf } from '../../schema/columns/checks.js';
import {
  BigintKey,
  CreatedAt,
  DecimalColumn,
  IntegerColumn,
  LocalDateColumn,
  TextColumn,
  UpdatedAt,
} from '../../schema/columns/columns.js';
import { AccountEntity } from '../../parties/postgres/account.entity.js';
import { CurrencyEntity } from '../../catalog/postgres/currency.entity.js';

/** The content of the file lies in a table of its own, which no entity stands for. */
@Entity('external_invoices')
@Unique(['accountId', 'key'])
@ForeignKey(() => AccountEntity, ['accountId', 'resellerId'], ['id', 'resellerId'])
@ForeignKey(() => CurrencyEntity, ['amountCurrency'], ['name'], { onUpdate: 'CASCADE' })
@Index(['resellerId', 'id'])
@Check('external_invoices_type_check', oneOf('type', externalInvoiceTypes))
@Check('external_invoices_amount_check', amounts('amount_total'))
@Check('external_invoices_period_check', 'start_date <= end_date')
@Check(
  'external_invoices_file_check',
  `${oneOf('file_type', Object.keys(closingFileTypes))} AND file_size > 0 AND file_sha256 ~ '^[0-9a-f]{64}$'`,
)
export class ExternalInvoiceEntity implements ExternalInvoice {
  @BigintKey() readonly id!: ExternalInvoiceId;
  @IntegerColumn() readonly accountId!: AccountId;
  @IntegerColumn() readonly resellerId!: ResellerId;
  @TextColumn() readonly key!: string;
  @TextColumn() readonly type!: ExternalInvoiceType;
  @TextColumn() readonly name!: string;
  @DecimalColumn() readonly amountTotal!: Decimal;
  @Index() @TextColumn() readonly amountCurrency!: string;
  @LocalDateColumn() readonly startDate!: LocalDate;
  @LocalDateColumn() readonly endDate!: LocalDate;
  @TextColumn() readonly fileType!: ClosingFileType;
  @IntegerColumn() readonly fileSize!: number;
  @TextColumn() readonly fileSha256!: string;
  @CreatedAt() readonly createdAt!: Instant;
  @UpdatedAt() readonly updatedAt!: Instant;
}
