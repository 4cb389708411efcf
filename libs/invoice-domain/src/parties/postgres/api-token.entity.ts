import type { Instant } from '@org/kernel';
import { Check, Entity, Index, ManyToOne, type Relation } from 'typeorm';
import type { ApiTokenId, ManagerId } from '../../model/ids.js';
import {
  AddressesColumn,
  CreatedAt,
  InstantColumn,
  IntegerColumn,
  IntegerKey,
  TextColumn,
} from '../../schema/columns/columns.js';
import type { ApiToken } from '../api-token.js';
import { ManagerEntity } from './manager.entity.js';

@Entity('api_tokens')
@Check('api_tokens_token_hash_check', `token_hash ~ '^[0-9a-f]{64}$'`)
@Check('api_tokens_name_check', `name <> ''`)
@Check('api_tokens_rotated_check', 'rotated_at IS NULL OR expires_at IS NOT NULL')
@Index('api_tokens_name_idx', ['managerId', 'name'], {
  unique: true,
  where: 'revoked_at IS NULL AND rotated_at IS NULL',
})
export class ApiTokenEntity implements ApiToken {
  @IntegerKey() readonly id!: ApiTokenId;
  @Index() @IntegerColumn() readonly managerId!: ManagerId;
  @TextColumn() readonly name!: string;
  @TextColumn({ nullable: true }) readonly comment!: string | null;
  @TextColumn({ unique: true }) readonly tokenHash!: string;
  @TextColumn({ nullable: true }) readonly issuedBy!: string | null;
  @AddressesColumn({ nullable: true }) readonly allowedIps!: readonly string[] | null;
  @CreatedAt() readonly createdAt!: Instant;
  @InstantColumn({ nullable: true }) readonly expiresAt!: Instant | null;
  @InstantColumn({ nullable: true }) readonly lastUsedAt!: Instant | null;
  @InstantColumn({ nullable: true }) readonly rotatedAt!: Instant | null;
  @InstantColumn({ nullable: true }) readonly revokedAt!: Instant | null;
  @TextColumn({ nullable: true }) readonly endedBy!: string | null;
  @TextColumn({ nullable: true }) readonly endReason!: string | null;
  @IntegerColumn({ nullable: true, unique: true }) readonly predecessorId!: ApiTokenId | null;

  @ManyToOne(() => ManagerEntity, { onDelete: 'CASCADE' })
  readonly manager?: Relation<ManagerEntity>;

  @ManyToOne(() => ApiTokenEntity, { onDelete: 'CASCADE' })
  readonly predecessor?: Relation<ApiTokenEntity> | null;
}
