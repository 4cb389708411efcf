import type { Instant } from '@org/kernel';
import { Check, Entity } from 'typeorm';
import type { ImportId } from '../../model/ids.js';
import { counts, oneOf } from '../../schema/columns/checks.js';
import { BigintColumn, InstantColumn, IntegerKey, JsonColumn, TextColumn } from '../../schema/columns/columns.js';
import { importKinds, importSources, importStates, type Import, type ImportState, type ImportSums } from '../import.js';

@Entity('imports')
@Check('imports_kind_check', oneOf('kind', importKinds))
@Check('imports_source_check', oneOf('source', importSources))
@Check('imports_state_check', oneOf('state', importStates))
@Check('imports_digest_check', `digest ~ '^[0-9a-f]{64}$'`)
@Check('imports_finished_check', `(state = 'running') = (finished_at IS NULL)`)
@Check('imports_undone_check', `(state IN ('undoing', 'undone')) = (undone_by IS NOT NULL)`)
@Check(
  'imports_count_check',
  `${counts('read_count', 'added_count', 'moved_count', 'already_there_count', 'rejected_count')} AND read_count = added_count + moved_count + already_there_count + rejected_count`,
)
export class ImportEntity implements Import {
  @IntegerKey() readonly id!: ImportId;
  @TextColumn() readonly kind!: string;
  @TextColumn() readonly name!: string;
  @TextColumn() readonly source!: string;
  @TextColumn({ nullable: true }) readonly digest!: string | null;
  @TextColumn() readonly state!: ImportState;
  @TextColumn() readonly actor!: string;
  @InstantColumn() readonly startedAt!: Instant;
  @InstantColumn({ nullable: true }) readonly finishedAt!: Instant | null;
  @BigintColumn({ default: 0 }) readonly readCount!: number;
  @BigintColumn({ default: 0 }) readonly addedCount!: number;
  @BigintColumn({ default: 0 }) readonly movedCount!: number;
  @BigintColumn({ default: 0 }) readonly alreadyThereCount!: number;
  @BigintColumn({ default: 0 }) readonly rejectedCount!: number;
  @JsonColumn({ nullable: true }) readonly sums!: readonly ImportSums[] | null;
  @TextColumn({ nullable: true }) readonly undoneBy!: string | null;
  @TextColumn({ nullable: true, name: 'undone_reason' }) readonly reason!: string | null;
}
