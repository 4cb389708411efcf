import { Check, Entity, Index, ManyToOne, type Relation } from 'typeorm';
import type { Contractor } from '../contractor.js';
import type { ContractorId, SmtpConnectionId } from '../../model/ids.js';
import { BigintColumn, FlagColumn, IntegerColumn, IntegerKey, TextColumn } from '../../schema/columns/columns.js';
import { SmtpConnectionEntity } from './smtp-connection.entity.js';

@Entity('contractors')
@Check('contractors_role_check', 'vendor OR customer')
export class ContractorEntity implements Contractor {
  @IntegerKey() readonly id!: ContractorId;
  @TextColumn({ unique: true }) readonly name!: string;
  @FlagColumn({ default: false }) readonly enabled!: boolean;
  @FlagColumn({ default: false }) readonly vendor!: boolean;
  @FlagColumn({ default: false }) readonly customer!: boolean;
  @TextColumn({ nullable: true }) readonly description!: string | null;
  @TextColumn({ nullable: true }) readonly address!: string | null;
  @TextColumn({ nullable: true }) readonly phones!: string | null;
  @BigintColumn({ nullable: true, unique: true }) readonly externalId!: number | null;
  @Index() @IntegerColumn({ nullable: true }) readonly smtpConnectionId!: SmtpConnectionId | null;

  @ManyToOne(() => SmtpConnectionEntity)
  readonly smtpConnection?: Relation<SmtpConnectionEntity> | null;
}
