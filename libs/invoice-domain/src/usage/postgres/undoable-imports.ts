import type { EntityManager } from 'typeorm';
import { markBrokenOff } from '../../importing/postgres/import-record.js';
import type { ImportId } from '../../model/ids.js';
import type { Import } from '../import.js';
import type { UndoableImports } from '../undo-import.js';

/** On the entity manager of a transaction. */
export class PostgresUndoableImports implements UndoableImports {
  constructor(private readonly manager: EntityManager) {}

  async lock(id: ImportId): Promise<Pick<Import, 'kind' | 'state'> | undefined> {
    await this.manager.query(markBrokenOff);
    const [found]: readonly Pick<Import, 'kind' | 'state'>[] = await this.manager.query(
      'SELECT kind, state FROM imports WHERE id = $1 FOR UPDATE',
      [id],
    );
    return found;
  }

  async begin(id: ImportId): Promise<void> {
    await this.manager.query(
      `UPDATE imports SET state = 'undoing', undone_by = ledger_actor(),
         undone_reason = nullif(current_setting('ledger.reason', true), '') WHERE id = $1`,
      [id],
    );
  }
}
