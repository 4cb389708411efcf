import type { Instant } from '@org/kernel';
import { Check, Entity, Index, ManyToOne, type Relation } from 'typeorm';
import type { ManagerId, ResellerId } from '../../model/ids.js';
import { managerRoles, type Manager, type ManagerRole } from '../manager.js';
import { oneOf } from '../../schema/columns/checks.js';
import {
  CreatedAt,
  FlagColumn,
  InstantColumn,
  IntegerColumn,
  IntegerKey,
  TextColumn,
} from '../../schema/columns/columns.js';
import { ResellerEntity } from './reseller.entity.js';

@Entity('managers')
@Check('managers_role_check', oneOf('role', managerRoles))
@Check('managers_token_hash_check', `token_hash ~ '^[0-9a-f]{64}$'`)
export class ManagerEntity implements Manager {
  @IntegerKey() readonly id!: ManagerId;
  @Index() @IntegerColumn() readonly resellerId!: ResellerId;
  @TextColumn() readonly name!: string;
  @TextColumn() readonly role!: ManagerRole;
  @FlagColumn({ default: true }) readonly active!: boolean;
  /** Of the release that had one token for each manager: `api_tokens` follows it, and nothing reads it. */
  @TextColumn({ nullable: true, unique: true }) readonly tokenHash!: string | null;
  @InstantColumn({ nullable: true }) readonly tokenRevokedAt!: Instant | null;
  @CreatedAt() readonly createdAt!: Instant;

  @ManyToOne(() => ResellerEntity)
  readonly reseller?: Relation<ResellerEntity>;
}
