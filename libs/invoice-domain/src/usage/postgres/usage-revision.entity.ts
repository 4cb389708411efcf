import type { Instant } from '@org/kernel';
import { Entity } from 'typeorm';
import type { AccountId, ImportId, UsageRevisionId } from '../../model/ids.js';
import {
  BigintKey,
  InstantColumn,
  IntegerColumn,
  JsonColumn,
  RecordedActor,
  RecordedAt,
  TextColumn,
} from '../../schema/columns/columns.js';
import type { UsageRevision } from '../usage-revision.js';

/** Rows that SQL alone writes, in sets; what they name is worked out by the database from what the record was. */
@Entity('usage_revisions', { synchronize: false })
export class UsageRevisionEntity implements UsageRevision {
  @BigintKey() readonly id!: UsageRevisionId;
  @TextColumn() readonly kind!: string;
  @TextColumn() readonly recordKey!: string;
  @InstantColumn() readonly at!: Instant;
  @TextColumn() readonly change!: string;
  @JsonColumn() readonly record!: Readonly<Record<string, unknown>>;
  @IntegerColumn({ nullable: true }) readonly accountId!: AccountId | null;
  @IntegerColumn({ nullable: true }) readonly vendorAccountId!: AccountId | null;
  @IntegerColumn({ nullable: true }) readonly importId!: ImportId | null;
  @RecordedActor() readonly actor!: string;
  @TextColumn({ nullable: true }) readonly reason!: string | null;
  @RecordedAt() readonly createdAt!: Instant;
}
