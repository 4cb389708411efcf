import { Entity, ForeignKey, Index, ManyToOne, Unique, type Relation } from 'typeorm';
import type { AccountId, InvoiceId, InvoiceReplacementId } from '../../model/ids.js';
import type { InvoiceReplacement } from '../../model/links.js';
import { BigintColumn, BigintKey, IntegerColumn } from '../../schema/columns/columns.js';
import { byComposite } from '../../schema/columns/relations.js';
import { InvoiceEntity } from './invoice.entity.js';

@Entity('invoice_replacements')
@Unique(['invoiceId', 'replacementId'])
@ForeignKey(() => InvoiceEntity, ['invoiceId', 'accountId'], ['id', 'accountId'], { onDelete: 'CASCADE' })
@ForeignKey(() => InvoiceEntity, ['replacementId', 'accountId'], ['id', 'accountId'], { onDelete: 'CASCADE' })
export class InvoiceReplacementEntity implements InvoiceReplacement {
  @BigintKey() readonly id!: InvoiceReplacementId;
  @IntegerColumn() readonly accountId!: AccountId;
  @BigintColumn() readonly invoiceId!: InvoiceId;
  @Index() @BigintColumn() readonly replacementId!: InvoiceId;

  @ManyToOne(() => InvoiceEntity, (invoice) => invoice.replacements, byComposite)
  readonly invoice?: Relation<InvoiceEntity>;

  @ManyToOne(() => InvoiceEntity, (invoice) => invoice.replaced, byComposite)
  readonly replacement?: Relation<InvoiceEntity>;
}
