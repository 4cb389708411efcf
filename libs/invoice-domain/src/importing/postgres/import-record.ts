import type { ClientBase } from 'pg';
import type { Outcome } from '../outcome.js';
import type { ImportedTable } from './imported-table.js';

/** Where rows come from. */
export interface ImportOrigin {
  /** Name of a file, or id of a batch. */
  readonly name: string;
  readonly source: 'file' | 'batch';
  /** SHA-256 of what came, in hex; asked for once all of it has. */
  readonly digest: () => string;
}

/** Rows of one chunk or batch, those that stayed out before it was loaded among them. */
export interface Counted extends Pick<Outcome, 'added' | 'moved' | 'alreadyThere'> {
  readonly read: number;
  readonly rejected: number;
}

/** A batch, which is an import in one transaction. */
export interface RecordedBatch {
  readonly id: number;
  readonly table: ImportedTable;
  readonly digest: string;
  readonly actor: string;
  readonly startedAt: string;
}

/** The id of an import to come, whose rows the transaction adds from now on. */
export const nextImport = async (client: ClientBase): Promise<number> => {
  const { rows } = await client.query<{ readonly id: number }>(
    `WITH next AS MATERIALIZED (SELECT nextval(pg_get_serial_sequence('imports', 'id'))::integer AS id)
     SELECT id, set_config('ledger.import', id::text, true) FROM next`,
  );
  return rows[0]?.id ?? 0;
};

/** Writes the record of a batch within its transaction. */
export const recordBatch = async (
  client: ClientBase,
  { id, table, digest, actor, startedAt }: RecordedBatch,
  report: { readonly id: string; readonly received: number } & Omit<Counted, 'read'>,
): Promise<void> => {
  await client.query(
    `INSERT INTO imports (id, kind, name, source, digest, state, actor, started_at, finished_at, read_count, added_count,
       already_there_count, rejected_count, moved_count, sums)
     VALUES ($1, $2, $3, 'batch', $4, 'finished', $5, $6, ledger_at(), $7, $8, $9, $10, $11, (${table.sums ?? 'NULL::jsonb'}))`,
    [
      ...[id, table.name, report.id, digest, actor, startedAt],
      ...[report.received, report.added, report.alreadyThere, report.rejected, report.moved ?? 0],
    ],
  );
};

/** An import that nobody holds has broken off: its connection is gone. */
export const markBrokenOff = `
UPDATE imports SET state = 'brokenOff', finished_at = ledger_at() WHERE state = 'running' AND NOT EXISTS (
  SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = hashtext('imports')::oid AND objid = imports.id::oid AND objsubid = 2
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))`;

const count = `
UPDATE imports SET read_count = read_count + $2, added_count = added_count + $3, already_there_count = already_there_count + $4,
  rejected_count = rejected_count + $5, moved_count = moved_count + $6 WHERE id = $1`;

/** The record of an import on a connection, which its rows refer to. */
export class ImportRecord {
  private constructor(
    private readonly client: ClientBase,
    readonly id: number,
    private readonly table: ImportedTable,
  ) {}

  /** Begins one; the rows that the connection adds from now on are its own. It is held until it ends or the connection does. */
  static async begin(
    client: ClientBase,
    table: ImportedTable,
    { name, source }: ImportOrigin,
    actor: string,
  ): Promise<ImportRecord> {
    await client.query(markBrokenOff);
    const { rows } = await client.query<{ readonly id: number }>(
      `SELECT nextval(pg_get_serial_sequence('imports', 'id'))::integer AS id`,
    );
    const id = rows[0]?.id ?? 0;
    await client.query(
      `SELECT pg_advisory_lock(hashtext('imports'), $1), set_config('ledger.import', $1::text, false)`,
      [id],
    );
    await client.query(
      `INSERT INTO imports (id, kind, name, source, state, actor, started_at) VALUES ($1, $2, $3, $4, 'running', $5, ledger_at())`,
      [id, table.name, name, source, actor],
    );
    return new ImportRecord(client, id, table);
  }

  /** Rows that the connection adds from now on are the import's, too. */
  async addOver(client: ClientBase): Promise<void> {
    await client.query(`SELECT set_config('ledger.import', $1::text, false)`, [this.id]);
  }

  /** Within the transaction that adds the rows, over its connection. */
  async add(client: ClientBase, { read, added, moved = 0, alreadyThere, rejected }: Counted): Promise<void> {
    await client.query(count, [this.id, read, added, alreadyThere, rejected, moved]);
  }

  async finish({ digest }: ImportOrigin): Promise<void> {
    await this.client.query(
      `UPDATE imports SET state = 'finished', finished_at = ledger_at(), digest = $2, sums = $3 WHERE id = $1`,
      [this.id, digest(), await this.sums()],
    );
  }

  /** By themselves: PostgreSQL has no workers for a query within a statement that writes. */
  private async sums(): Promise<string | null> {
    const { sums } = this.table;
    if (sums === undefined) return null;
    const { rows } = await this.client.query<{ readonly sums: string }>(`SELECT (${sums})::text AS sums`, [this.id]);
    return rows[0]?.sums ?? null;
  }

  async breakOff(): Promise<void> {
    await this.client.query(
      `UPDATE imports SET state = 'brokenOff', finished_at = ledger_at() WHERE id = $1 AND state = 'running'`,
      [this.id],
    );
  }

  /** The connection may be gone already, and what it held with it. */
  async release(): Promise<void> {
    await this.client.query(
      `SELECT pg_advisory_unlock(hashtext('imports'), $1), set_config('ledger.import', '', false)`,
      [this.id],
    );
  }
}

/** Does the work as an import: its record says how it ended. */
export const recorded = async <Result>(
  client: ClientBase,
  table: ImportedTable,
  origin: ImportOrigin,
  actor: string,
  work: (record: ImportRecord) => Promise<Result>,
): Promise<Result> => {
  const record = await ImportRecord.begin(client, table, origin, actor);
  try {
    const result = await work(record);
    await record.finish(origin);
    return result;
  } catch (error) {
    await record.breakOff().catch(() => undefined);
    throw error;
  } finally {
    await record.release().catch(() => undefined);
  }
};
