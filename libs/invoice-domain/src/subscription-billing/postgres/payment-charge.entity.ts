import { Entity, ForeignKey, Index, ManyToOne, Unique, type Relation } from 'typeorm';
import type { AccountId, ChargeId, PaymentChargeId, PaymentId } from '../../model/ids.js';
import type { PaymentCharge } from '../../model/links.js';
import { BigintColumn, BigintKey, IntegerColumn } from '../../schema/columns/columns.js';
import { byComposite } from '../../schema/columns/relations.js';
import { ChargeEntity } from './charge.entity.js';
import { PaymentEntity } from '../../payments/postgres/payment.entity.js';

@Entity('payment_charges')
@Unique(['paymentId', 'chargeId'])
@ForeignKey(() => PaymentEntity, ['paymentId', 'accountId'], ['id', 'accountId'])
@ForeignKey(() => ChargeEntity, ['chargeId', 'accountId'], ['id', 'accountId'])
export class PaymentChargeEntity implements PaymentCharge {
  @BigintKey() readonly id!: PaymentChargeId;
  @IntegerColumn() readonly accountId!: AccountId;
  @BigintColumn() readonly paymentId!: PaymentId;
  @Index() @BigintColumn() readonly chargeId!: ChargeId;

  @ManyToOne(() => PaymentEntity, (payment) => payment.paymentCharges, byComposite)
  readonly payment?: Relation<PaymentEntity>;

  @ManyToOne(() => ChargeEntity, byComposite)
  readonly charge?: Relation<ChargeEntity>;
}
