import { Entity, Index, ManyToOne, type Relation } from 'typeorm';
import type { Contact } from '../contact.js';
import type { ContactId, ContractorId } from '../../model/ids.js';
import { IntegerColumn, IntegerKey, TextColumn } from '../../schema/columns/columns.js';
import { ContractorEntity } from './contractor.entity.js';

@Entity('contacts')
export class ContactEntity implements Contact {
  @IntegerKey() readonly id!: ContactId;
  @Index() @IntegerColumn({ nullable: true }) readonly contractorId!: ContractorId | null;
  @TextColumn() readonly email!: string;
  @TextColumn({ nullable: true }) readonly notes!: string | null;

  @ManyToOne(() => ContractorEntity, { onDelete: 'CASCADE' })
  readonly contractor?: Relation<ContractorEntity> | null;
}
