import type { Clock } from '@org/kernel';
import type { ClientBase, Pool } from 'pg';
import type { EntityManager } from 'typeorm';
import { inTransaction } from '../../importing/postgres/audited-transaction.js';
import { markBrokenOff } from '../../importing/postgres/import-record.js';
import { retried } from '../../importing/postgres/sql-state.js';
import { Stage, stageTable } from '../../importing/postgres/stage.js';
import { RecordNotFound } from '../../model/domain-failure.js';
import type { ImportId } from '../../model/ids.js';
import type { Import } from '../../usage/import.js';
import { cdrVoidTable, transactionVoidTable } from '../../usage/revision-tables.js';
import { isToBeUndone } from '../../usage/undo-import.js';
import { offerChanges, revisedCalls, revisedTransactions, type RevisedUsage } from './changed-usage.js';
import { takeOut } from './revise-usage.js';

type Undone = Pick<Import, 'kind' | 'undoneBy' | 'reason'>;

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
WHERE revision.import_id = $1 AND revision.change = 'undone' AND invoice.kind = 'usage' AND invoice.state = 'approved'`;

/** Imports whose rows are taken out again: chunk by chunk, so that whoever is stopped goes on where he was. */
export class UndoneImports {
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

  /**
   * Says that an import is to be undone, in the name and for the reason of the transaction.
   * @returns false when it is already
   * @throws RecordNotFound, or InvalidRecord when it cannot be undone
   */
  async ask(manager: EntityManager, id: ImportId): Promise<boolean> {
    await manager.query(markBrokenOff);
    const [found]: readonly Pick<Import, 'kind' | 'state'>[] = await manager.query(
      'SELECT kind, state FROM imports WHERE id = $1 FOR UPDATE',
      [id],
    );
    if (found === undefined) throw new RecordNotFound('import', String(id));
    if (!isToBeUndone(found)) return false;
    await manager.query(
      `UPDATE imports SET state = 'undoing', undone_by = ledger_actor(),
         undone_reason = nullif(current_setting('ledger.reason', true), '') WHERE id = $1`,
      [id],
    );
    return true;
  }

  /** Takes out what is left; does nothing for an import that nobody wants undone. */
  async undo(id: ImportId): Promise<void> {
    const client = await this.pool.connect();
    try {
      while (await retried(() => this.undoSome(client, id)));
      client.release();
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  /** @returns whether something may be left */
  private async undoSome(client: ClientBase, id: ImportId): Promise<boolean> {
    const { rows } = await client.query<Undone>(
      `SELECT kind, undone_by AS "undoneBy", undone_reason AS reason FROM imports WHERE id = $1 AND state = 'undoing'`,
      [id],
    );
    const [undone] = rows;
    if (undone === undefined) return false;
    const audit = { actor: undone.undoneBy ?? 'job:undo-import', reason: undone.reason ?? '' };
    return inTransaction(client, audit, this.clock, async () => {
      // Two that undo the same import take turns.
      await client.query('SELECT FROM imports WHERE id = $1 FOR NO KEY UPDATE', [id]);
      const usage = undone.kind === 'cdrs' ? revisedCalls : revisedTransactions;
      if ((await this.takeOutSome(client, usage, id, undone.reason)) > 0) return true;
      await offerChanges(client, approvedOf(usage), [id]);
      await client.query(`UPDATE imports SET state = 'undone' WHERE id = $1`, [id]);
      return false;
    });
  }

  private async takeOutSome(
    client: ClientBase,
    usage: RevisedUsage,
    id: ImportId,
    reason: string | null,
  ): Promise<number> {
    const stage = await Stage.open(client, usage === revisedCalls ? cdrVoidTable : transactionVoidTable);
    const key = usage.key.join(', ');
    await client.query(
      `INSERT INTO ${stageTable} (${key}, reason) SELECT ${key}, $2 FROM ${usage.table} WHERE import_id = $1 LIMIT ${this.chunkRows}`,
      [id, reason],
    );
    const taken = await takeOut(client, usage, 'undone');
    await stage.close();
    return taken;
  }
}
