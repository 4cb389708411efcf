import { Entity, ForeignKey, Index, ManyToOne, Unique, type Relation } from 'typeorm';
import type { AccountId, CorrectionId, PaymentCorrectionId, PaymentId } from '../../model/ids.js';
import type { PaymentCorrection } from '../../model/links.js';
import { BigintColumn, BigintKey, IntegerColumn } from '../../schema/columns/columns.js';
import { byComposite } from '../../schema/columns/relations.js';
import { CorrectionEntity } from './correction.entity.js';
import { PaymentEntity } from '../../payments/postgres/payment.entity.js';

@Entity('payment_corrections')
@Unique(['paymentId', 'correctionId'])
@ForeignKey(() => PaymentEntity, ['paymentId', 'accountId'], ['id', 'accountId'])
@ForeignKey(() => CorrectionEntity, ['correctionId', 'accountId'], ['id', 'accountId'])
export class PaymentCorrectionEntity implements PaymentCorrection {
  @BigintKey() readonly id!: PaymentCorrectionId;
  @IntegerColumn() readonly accountId!: AccountId;
  @BigintColumn() readonly paymentId!: PaymentId;
  @Index() @BigintColumn() readonly correctionId!: CorrectionId;

  @ManyToOne(() => PaymentEntity, (payment) => payment.paymentCorrections, byComposite)
  readonly payment?: Relation<PaymentEntity>;

  @ManyToOne(() => CorrectionEntity, byComposite)
  readonly correction?: Relation<CorrectionEntity>;
}
