import type { Instant } from '@org/kernel';
import { Check, Entity, ForeignKey, ManyToOne, type Relation } from 'typeorm';
import { closingFileTypes, type ClosingFileType } from '../../invoices/external-invoice.js';
import type { AccountId, PaymentId, PaymentReceiptId } from '../../model/ids.js';
import type { PaymentReceipt } from '../payment-receipt.js';
import { bothOrNeither, oneOf } from '../../schema/columns/checks.js';
import {
  BigintColumn,
  BigintKey,
  BytesColumn,
  CreatedAt,
  IntegerColumn,
  TextColumn,
} from '../../schema/columns/columns.js';
import { byComposite } from '../../schema/columns/relations.js';
import { PaymentEntity } from './payment.entity.js';

@Entity('payment_receipts')
@ForeignKey(() => PaymentEntity, ['paymentId', 'accountId'], ['id', 'accountId'], { onDelete: 'CASCADE' })
@Check('payment_receipts_kind_check', '(link IS NULL) = (content IS NOT NULL)')
@Check('payment_receipts_file_check', bothOrNeither('file_type', 'content'))
@Check('payment_receipts_file_type_check', oneOf('file_type', Object.keys(closingFileTypes)))
@Check('payment_receipts_link_check', `link ~ '^https?://' AND char_length(link) <= 2048`)
export class PaymentReceiptEntity implements PaymentReceipt {
  @BigintKey() readonly id!: PaymentReceiptId;
  @BigintColumn({ unique: true }) readonly paymentId!: PaymentId;
  @IntegerColumn() readonly accountId!: AccountId;
  @TextColumn({ nullable: true }) readonly link!: string | null;
  @TextColumn({ nullable: true }) readonly fileType!: ClosingFileType | null;
  @BytesColumn({ nullable: true }) readonly content!: Uint8Array | null;
  @CreatedAt() readonly createdAt!: Instant;

  @ManyToOne(() => PaymentEntity, byComposite)
  readonly payment?: Relation<PaymentEntity>;
}
