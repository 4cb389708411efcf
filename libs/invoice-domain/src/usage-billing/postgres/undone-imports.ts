import type { Clock } from '@org/kernel';
import type { ClientBase, Pool } from 'pg';
import type { EntityManager } from 'typeorm';
import { finalState } from '../../invoices/invoice-lifecycle.js';
import { inTransaction } from '../../importing/postgres/audited-transaction.js';
import { markBrokenOff } from '../../importing/postgres/import-record.js';
import { retried } from '../../importing/postgres/sql-state.js';
import { Stage, stageTable } from '../../importing/postgres/stage.js';
import type { ImportId } from '../../model/ids.js';
import type { Import } from '../../usage/import.js';
import { cdrVoidTable, transactionVoidTable } from '../../usage/revision-tables.js';
import { PostgresUndoableImports } from '../../usage/postgres/undoable-imports.js';
import { TakeOutImport, UndoImport, type UndoneUsage } from '../../usage/undo-import.js';
import { offerChanges, revisedCalls, revisedTransactions, type RevisedUsage } from './changed-usage.js';
import { takeOut } from './revise-usage.js';

/** Import that is undone: its usage, its actor and the reason. */
interface Undone {
  readonly usage: RevisedUsage;
  readonly actor: string;
  readonly reason: string | null;
}

/** Approved invoices that had usage of an import ($1) on them. */
const approvedOf = ({ table }: RevisedUsage): string => `
SELECT DISTINCT invoice.id FROM usage_revisions revision
  CROSS JOIN LATERAL (VALUES ${
    table === 'cdrs'
      ? `(CASE WHEN (revision.record ->> 'is_last_cdr')::boolean THEN (revision.record ->> 'customer_account_id')::integer END),
         ((revision.record ->> 'vendor_account_id')::integer)`
      : `((revision.record ->> 'account_id')::integer)`
  }) AS used (account_id)
  JOIN invoices invoice ON invoice.account_id = used.account_id AND invoice.starts_at <= revision.at AND invoice.ends_at > revision.at
WHERE revision.import_id = $1 AND revision.change = 'undone' AND invoice.kind = 'usage' AND invoice.state = '${finalState}'`;

/** Imports whose rows are taken out again: chunk by chunk, so that whoever is stopped goes on where he was. */
export class UndoneImports implements UndoneUsage {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
    /** Rows that one transaction takes out. */
    private readonly chunkRows = 20_000,
  ) {}

  /** Imports whose programs are gone are running no more. */
  async markBrokenOff(): Promise<void> {
    await this.pool.query(markBrokenOff);
  }

  /** As `UndoImport` does, in a transaction. */
  ask(manager: EntityManager, id: ImportId): Promise<boolean> {
    return new UndoImport().execute(new PostgresUndoableImports(manager), id);
  }

  /** As `TakeOutImport` does. */
  undo(id: ImportId): Promise<void> {
    return new TakeOutImport().execute(this, id);
  }

  takeOutSome(id: ImportId): Promise<number> {
    return this.whileUndoing(id, 0, async (client, { usage, reason }) => {
      const stage = await Stage.open(client, usage === revisedCalls ? cdrVoidTable : transactionVoidTable);
      const key = usage.key.join(', ');
      await client.query(
        `INSERT INTO ${stageTable} (${key}, reason) SELECT ${key}, $2 FROM ${usage.table} WHERE import_id = $1 LIMIT ${this.chunkRows}`,
        [id, reason],
      );
      const taken = await takeOut(client, usage, 'undone');
      await stage.close();
      return taken;
    });
  }

  finish(id: ImportId): Promise<void> {
    return this.whileUndoing(id, undefined, async (client, { usage }) => {
      await offerChanges(client, approvedOf(usage), [id]);
      await client.query(`UPDATE imports SET state = 'undone' WHERE id = $1`, [id]);
      return undefined;
    });
  }

  /** Works on an import in a transaction, in the name of whoever wants it undone. @returns `otherwise` for one that nobody wants undone */
  private async whileUndoing<Result>(
    id: ImportId,
    otherwise: Result,
    work: (client: ClientBase, undone: Undone) => Promise<Result>,
  ): Promise<Result> {
    const client = await this.pool.connect();
    try {
      const undone = await undoing(client, id);
      const inTurn = async (): Promise<Result> => {
        // Two that undo the same import take turns.
        await client.query('SELECT FROM imports WHERE id = $1 FOR NO KEY UPDATE', [id]);
        return undone === undefined || (await undoing(client, id)) === undefined ? otherwise : work(client, undone);
      };
      const { actor = '', reason = null } = undone ?? {};
      const audit = { actor, reason: reason ?? '' };
      const result = await retried(() => inTransaction(client, audit, this.clock, inTurn));
      client.release();
      return result;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }
}

const undoing = async (client: ClientBase, id: ImportId): Promise<Undone | undefined> => {
  const { rows } = await client.query<Pick<Import, 'kind' | 'undoneBy' | 'reason'>>(
    `SELECT kind, undone_by AS "undoneBy", undone_reason AS reason FROM imports WHERE id = $1 AND state = 'undoing'`,
    [id],
  );
  const [found] = rows;
  if (found === undefined) return undefined;
  const { kind, undoneBy, reason } = found;
  return { usage: kind === 'cdrs' ? revisedCalls : revisedTransactions, actor: undoneBy ?? 'job:undo-import', reason };
};
