import type { Decimal, Instant } from '@org/kernel';
import { Check, Entity, ForeignKey, Index, ManyToOne, type Relation } from 'typeorm';
import type { AccountId, ServiceId, TransactionId } from '../../model/ids.js';
import type { Transaction } from '../transaction.js';
import {
  BigintKey,
  CreatedAt,
  DecimalColumn,
  GeneratedUuid,
  IntegerColumn,
  TextColumn,
} from '../../schema/columns/columns.js';
import { byComposite } from '../../schema/columns/relations.js';
import { AccountEntity } from '../../parties/postgres/account.entity.js';
import { ServiceEntity } from '../../catalog/postgres/service.entity.js';

@Entity('transactions')
@ForeignKey(() => ServiceEntity, ['serviceId', 'accountId'], ['id', 'accountId'])
@Index(['accountId', 'createdAt'])
@Check('transactions_amount_check', 'amount <> 0 AND amount > -1e15 AND amount < 1e15')
export class TransactionEntity implements Transaction {
  @BigintKey() readonly id!: TransactionId;
  @GeneratedUuid() readonly uuid!: string;
  @IntegerColumn() readonly accountId!: AccountId;
  @Index() @IntegerColumn({ nullable: true }) readonly serviceId!: ServiceId | null;
  @DecimalColumn() readonly amount!: Decimal;
  @TextColumn({ nullable: true }) readonly description!: string | null;
  @CreatedAt() readonly createdAt!: Instant;
  /** The import that brought it. */
  @Index() @IntegerColumn({ nullable: true }) readonly importId!: number | null;

  @ManyToOne(() => AccountEntity, { onDelete: 'CASCADE' })
  readonly account?: Relation<AccountEntity>;

  @ManyToOne(() => ServiceEntity, (service) => service.transactions, byComposite)
  readonly service?: Relation<ServiceEntity> | null;
}
