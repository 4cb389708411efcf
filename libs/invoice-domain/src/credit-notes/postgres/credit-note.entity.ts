import type { Decimal, Instant } from '@org/kernel';
import { Check, Entity, ForeignKey, Index, ManyToOne, OneToMany, Unique, type Relation } from 'typeorm';
import { InvoiceEntity } from '../../invoices/postgres/invoice.entity.js';
import type { AccountId, CorrectionId, CreditNoteId, InvoiceId, ResellerId } from '../../model/ids.js';
import { AccountEntity } from '../../parties/postgres/account.entity.js';
import { ResellerEntity } from '../../parties/postgres/reseller.entity.js';
import { currencyCode, oneOf } from '../../schema/columns/checks.js';
import {
  BigintColumn,
  BigintKey,
  DecimalColumn,
  InstantColumn,
  IntegerColumn,
  TextColumn,
} from '../../schema/columns/columns.js';
import { byComposite } from '../../schema/columns/relations.js';
import { CorrectionEntity } from '../../subscription-billing/postgres/correction.entity.js';
import { creditNoteKinds, type CreditNote, type CreditNoteKind } from '../credit-note.js';
import { CreditNoteLineEntity } from './credit-note-line.entity.js';

/** Numbered, sealed and kept by triggers: `credit_notes_issue`, `credit_notes_append_only`. */
@Entity('credit_notes')
@Unique(['id', 'accountId'])
@Unique(['resellerId', 'number'])
@Unique(['resellerId', 'reference'])
@Unique(['correctionId'])
@ForeignKey(() => AccountEntity, ['accountId', 'resellerId'], ['id', 'resellerId'])
@ForeignKey(() => InvoiceEntity, ['invoiceId', 'accountId'], ['id', 'accountId'], { onDelete: 'RESTRICT' })
@ForeignKey(() => CorrectionEntity, ['correctionId', 'accountId'], ['id', 'accountId'], { onDelete: 'RESTRICT' })
@Index(['accountId', 'id'])
@Index(['resellerId', 'id'])
@Check('credit_notes_kind_check', oneOf('kind', creditNoteKinds))
@Check('credit_notes_number_check', 'number > 0')
@Check('credit_notes_currency_check', currencyCode('currency'))
@Check('credit_notes_total_check', `total > 0 AND total < 'Infinity'::numeric`)
export class CreditNoteEntity implements CreditNote {
  @BigintKey() readonly id!: CreditNoteId;
  @IntegerColumn() readonly accountId!: AccountId;
  @IntegerColumn() readonly resellerId!: ResellerId;
  @Index() @BigintColumn() readonly invoiceId!: InvoiceId;
  @BigintColumn() readonly correctionId!: CorrectionId;
  @TextColumn() readonly kind!: CreditNoteKind;
  @BigintColumn() readonly number!: number;
  @TextColumn() readonly reference!: string;
  @TextColumn() readonly currency!: string;
  @DecimalColumn() readonly total!: Decimal;
  @TextColumn() readonly reason!: string;
  @InstantColumn() readonly issuedAt!: Instant;

  @ManyToOne(() => AccountEntity, byComposite)
  readonly account?: Relation<AccountEntity>;

  @ManyToOne(() => ResellerEntity, byComposite)
  readonly reseller?: Relation<ResellerEntity>;

  @ManyToOne(() => InvoiceEntity, (invoice) => invoice.creditNotes, byComposite)
  readonly invoice?: Relation<InvoiceEntity>;

  @ManyToOne(() => CorrectionEntity, byComposite)
  readonly correction?: Relation<CorrectionEntity>;

  @OneToMany(() => CreditNoteLineEntity, (line) => line.creditNote)
  readonly lines?: Relation<CreditNoteLineEntity>[];
}
