import type { ClientBase } from 'pg';
import type { Chunk } from '../chunk.js';
import type { Month } from '../month.js';
import type { Touched } from '../touched.js';
import type { Outcome } from '../outcome.js';
import type { UsageTable } from '../usage-table.js';
import type { TableDryRun } from './table-dry-run.js';
import type { Stage } from './stage.js';

/** A table that records are imported into, and how they get there. */
export interface ImportedTable<Name extends string = string> extends UsageTable<Name> {
  /**
   * Whether nothing else in the ledger changes with new rows, so that they can be copied in without a stage; it stays so until the caller's
   * transaction ends. Absent when something always does.
   */
  readonly mayCopy?: (client: ClientBase, touched: Touched) => Promise<boolean>;
  /** Whether its rows name records without foreign keys, so that these have to stay while it is imported into. */
  readonly namesWithoutKeys?: true;
  /** Whether rows of a chunk may be suspiciously near to others, so that they have to be staged. */
  readonly mayHaveNeighbours?: (client: ClientBase, chunk: Chunk) => Promise<boolean>;
  /** Makes the partitions of months; not in a transaction that has touched the table. Absent when it has none. */
  readonly createMonths?: (client: ClientBase, months: ReadonlySet<Month>) => Promise<void>;
  /** SQL of the sums by currency of what an import ($1) has added, as JSON. */
  readonly sums?: string;
  /** Adds staged rows within the caller's transaction; a row that is there already stays as it is. */
  readonly load: (client: ClientBase, stage: Stage) => Promise<Outcome>;
  /** Begins to add staged rows as if: everything is checked, and nothing but temporary tables is written. */
  readonly beginDryRun: (client: ClientBase) => Promise<TableDryRun>;
}

/** Merges the staged rows, if any, into their table within the caller's transaction. */
export const loadStaged = async (client: ClientBase, table: ImportedTable, stage: Stage): Promise<Outcome> =>
  stage.rows === 0 ? { added: 0, alreadyThere: 0, refusals: [] } : table.load(client, stage);
