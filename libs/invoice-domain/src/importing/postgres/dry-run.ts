import type { ClientBase } from 'pg';
import type { Chunk } from '../chunk.js';
import { csvFields } from '../csv-row.js';
import type { Outcome } from '../outcome.js';
import type { ImportedTable } from './imported-table.js';
import type { AccountSums, TableDryRun } from './table-dry-run.js';
import type { Stage } from './stage.js';

/** A row by the names of its columns. */
export type NamedRow = Readonly<Record<string, string | null>>;

const shownRows = 5;

const nothing: Outcome = { added: 0, alreadyThere: 0, refusals: [] };

/** Everything that bringing a file in would do, without anything being brought in. For one file. */
export class DryRun {
  /** The first rows with good values, as the ledger would take them. */
  readonly firstRows: NamedRow[] = [];

  private constructor(private readonly tableDryRun: TableDryRun) {}

  static async begin(client: ClientBase, table: ImportedTable): Promise<DryRun> {
    return new DryRun(await table.beginDryRun(client));
  }

  async add(chunk: Chunk, stage: Stage): Promise<Outcome> {
    const outcome = stage.rows === 0 ? nothing : await this.tableDryRun.add(stage);
    for (let row = 0; row < chunk.rows && this.firstRows.length < shownRows; row += 1)
      this.firstRows.push(namedRow(chunk, row));
    return outcome;
  }

  sums(): Promise<readonly AccountSums[]> {
    return this.tableDryRun.sums();
  }
}

const namedRow = ({ columns, takenRow }: Chunk, row: number): NamedRow => {
  const fields = csvFields(takenRow(row));
  return Object.fromEntries(columns.map(({ name }, place) => [name, fields[place] ?? null]));
};
