import type { Decimal } from '@org/kernel';
import { Check, Entity, ForeignKey, Index, ManyToOne, Unique, type Relation } from 'typeorm';
import type { AccountId, ChargeId, CorrectionId, CreditNoteId, CreditNoteLineId, ResellerId } from '../../model/ids.js';
import { AccountEntity } from '../../parties/postgres/account.entity.js';
import { ResellerEntity } from '../../parties/postgres/reseller.entity.js';
import { amounts } from '../../schema/columns/checks.js';
import { BigintColumn, BigintKey, DecimalColumn, IntegerColumn, TextColumn } from '../../schema/columns/columns.js';
import { byComposite } from '../../schema/columns/relations.js';
import { ChargeEntity } from '../../subscription-billing/postgres/charge.entity.js';
import { CorrectionEntity } from '../../subscription-billing/postgres/correction.entity.js';
import type { CreditNoteLine } from '../credit-note.js';
import { CreditNoteEntity } from './credit-note.entity.js';

/** Written before its credit note, whose seal is made of it. */
@Entity('credit_note_lines')
@Unique(['creditNoteId', 'chargeId'])
@Unique(['creditNoteId', 'correctionId'])
@ForeignKey(() => CreditNoteEntity, ['creditNoteId', 'accountId'], ['id', 'accountId'], {
  deferrable: 'INITIALLY DEFERRED',
})
@ForeignKey(() => AccountEntity, ['accountId', 'resellerId'], ['id', 'resellerId'])
@ForeignKey(() => ChargeEntity, ['chargeId', 'accountId'], ['id', 'accountId'], { onDelete: 'RESTRICT' })
@ForeignKey(() => CorrectionEntity, ['correctionId', 'accountId'], ['id', 'accountId'], { onDelete: 'RESTRICT' })
@Index(['accountId', 'id'])
@Index(['resellerId', 'id'])
@Check('credit_note_lines_item_check', 'charge_id IS NULL OR correction_id IS NULL')
@Check('credit_note_lines_amount_check', `amount <> 0 AND ${amounts('amount')}`)
export class CreditNoteLineEntity implements CreditNoteLine {
  @BigintKey() readonly id!: CreditNoteLineId;
  @BigintColumn() readonly creditNoteId!: CreditNoteId;
  @IntegerColumn() readonly accountId!: AccountId;
  @IntegerColumn() readonly resellerId!: ResellerId;
  @Index() @BigintColumn({ nullable: true }) readonly chargeId!: ChargeId | null;
  @Index() @BigintColumn({ nullable: true }) readonly correctionId!: CorrectionId | null;
  @TextColumn({ nullable: true }) readonly name!: string | null;
  @DecimalColumn() readonly amount!: Decimal;

  @ManyToOne(() => CreditNoteEntity, (note) => note.lines, byComposite)
  readonly creditNote?: Relation<CreditNoteEntity>;

  @ManyToOne(() => ResellerEntity, byComposite)
  readonly reseller?: Relation<ResellerEntity>;

  @ManyToOne(() => ChargeEntity, byComposite)
  readonly charge?: Relation<ChargeEntity> | null;

  @ManyToOne(() => CorrectionEntity, byComposite)
  readonly correction?: Relation<CorrectionEntity> | null;
}
