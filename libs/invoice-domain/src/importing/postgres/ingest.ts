import type { Clock } from '@org/kernel';
import type { ClientBase } from 'pg';
import type { AuditContext } from '../../model/audit-context.js';
import type { Chunk, Reject } from '../chunk.js';
import { ChunkLanes, type ChunkWork } from './chunk-lanes.js';
import { copyRows } from './copy-rows.js';
import { MappedFormat } from '../mapping/mapped-format.js';
import type { Mapping } from '../mapping/parse-mapping.js';
import { recorded, type ImportOrigin, type ImportRecord } from './import-record.js';
import { loadExternalIds, loadKnownIds, whileNamesStay } from './known-ids.js';
import { inTransaction } from './audited-transaction.js';
import type { Month } from '../month.js';
import { chunksOf, type Reading } from '../row-chunks.js';
import type { Outcome } from '../outcome.js';
import type { DryRun } from './dry-run.js';
import { loadStaged, type ImportedTable } from './imported-table.js';
import { isRetryable, isUniqueViolation, retried } from './sql-state.js';
import { Stage } from './stage.js';

/** Number of rows by outcome. */
export interface Tally {
  readonly read: number;
  readonly added: number;
  /** Rows that moved a record along its life cycle; absent where none did. */
  readonly moved?: number;
  readonly alreadyThere: number;
  readonly rejected: number;
  /** Rows that the mapping passes over; absent without one. They are not among those that were read. */
  readonly leftOut?: number;
  /** On which a last row begins that was left out because its line does not end; absent without one. */
  readonly unfinishedLine?: number;
}

export interface IngestListener {
  /** After each chunk, once it is committed. */
  readonly onProgress: (tally: Tally) => void;
  /** Called with the rejects of a chunk, ordered by line, and what stood before all rows, after its other rows are committed. */
  readonly onRejects: (rejects: readonly Reject[], head: string) => void;
}

export const byLine = <Row extends { readonly line: number }>(rejects: readonly Row[]): readonly Row[] =>
  [...rejects].sort((one, other) => one.line - other.line);

/** Settings for reading a file, and its table. */
export type ImportSettings = Omit<Reading, 'known' | 'table' | 'mapped'> & {
  readonly table: ImportedTable;
  readonly origin: ImportOrigin;
  /** Of a file of somebody else's. */
  readonly mapping?: Mapping | undefined;
  /** Whether calls are taken that have the id of another one and nearly its time. */
  readonly acceptsSameIds?: boolean;
};

/** Loads a chunk over one of the connections. */
type Load = ChunkWork['load'];

/** Reader of the rows of a file, with the ids that the ledger knows when it begins. */
export const readingOf = async (client: ClientBase, { mapping, ...how }: ImportSettings): Promise<Reading> => {
  const known = await loadKnownIds(client);
  if (mapping === undefined) return { ...how, known };
  const ids = { ...known, accountsByExternalId: await loadExternalIds(client) };
  return { ...how, known, mapped: new MappedFormat(mapping, ids) };
};

/**
 * Imports a file into the ledger, one transaction per chunk. It can be interrupted and repeated, because rows are identified by their keys.
 */
export class Ingest {
  private readonly months = new Set<Month>();
  /** Whether the next chunk is tried without a stage: not when the last one had rows that were there already. */
  private expectsNew = true;

  constructor(
    private readonly client: ClientBase,
    private readonly audit: AuditContext,
    private readonly clock: Clock,
    /** Instead of bringing rows in. */
    private readonly dryRun?: DryRun,
    /** Another connection, which takes every other chunk of a table that chunks are copied into. */
    private readonly second?: ClientBase,
  ) {}

  run(source: AsyncIterable<Buffer>, how: ImportSettings, listener: IngestListener): Promise<Tally> {
    const { table, origin } = how;
    const { dryRun } = this;
    const importWith = (load: Load): Promise<Tally> => this.importAll(source, how, listener, load);
    return whileNamesStay(this.client, table, () =>
      dryRun === undefined
        ? recorded(this.client, table, origin, this.audit.actor, async (record) => {
            for (const client of this.lanesFor(table)) await record.addOver(client);
            return importWith((client, chunk) => this.import(client, chunk, how, record));
          })
        : importWith((_, chunk) => this.importDry(chunk, how, dryRun)),
    );
  }

  private async importAll(
    source: AsyncIterable<Buffer>,
    how: ImportSettings,
    listener: IngestListener,
    load: Load,
  ): Promise<Tally> {
    const reading = await readingOf(this.client, how);
    let tally: Tally = { read: 0, added: 0, alreadyThere: 0, rejected: 0 };
    const lanes = new ChunkLanes(this.lanesFor(how.table), {
      load: (client, chunk) => retried(() => load(client, chunk)),
      done: (chunk, outcome) => {
        const rejects = [...chunk.rejects, ...rejectsOf(chunk, outcome)];
        tally = sum(tally, chunk, outcome);
        if (rejects.length > 0) listener.onRejects(byLine(rejects), chunk.head);
        listener.onProgress(tally);
      },
    });
    const chunks = chunksOf(source, reading);
    // PostgreSQL copies chunks while the next one is read.
    try {
      for (let next = await chunks.next(); ; next = await chunks.next()) {
        if (next.done !== true) {
          await lanes.add(next.value);
          continue;
        }
        await lanes.finish();
        return {
          ...tally,
          ...(reading.mapped === undefined ? {} : { leftOut: reading.mapped.leftOut }),
          ...(next.value === undefined ? {} : { unfinishedLine: next.value }),
        };
      }
    } catch (error) {
      // Chunks that are under way are told of as well.
      await lanes.finish().catch(() => undefined);
      throw error;
    }
  }

  /** The connections that load chunks of a table. */
  private lanesFor({ mayCopy }: ImportedTable): readonly ClientBase[] {
    const isShared = mayCopy !== undefined && this.dryRun === undefined && this.second !== undefined;
    return isShared ? [this.client, this.second] : [this.client];
  }

  private async import(
    client: ClientBase,
    chunk: Chunk,
    { table, acceptsSameIds = false }: ImportSettings,
    record: ImportRecord,
  ): Promise<Outcome> {
    await this.makeRoom(client, chunk, table);
    if (await this.mayCopy(client, chunk, table, acceptsSameIds)) {
      if (await this.copyStraight(client, chunk, table, record)) return allNew(chunk);
    }
    const stage = await Stage.open(client, table);
    stage.acceptsSameIds = acceptsSameIds;
    await stage.add(chunk);
    const outcome = await inTransaction(client, this.audit, this.clock, async () => {
      const loaded = await loadStaged(client, table, stage);
      await record.add(client, countedOf(chunk, loaded));
      return loaded;
    });
    this.expectsNew = outcome.added === chunk.rows;
    return outcome;
  }

  private async importDry(
    chunk: Chunk,
    { table, acceptsSameIds = false }: ImportSettings,
    dryRun: DryRun,
  ): Promise<Outcome> {
    const stage = await Stage.open(this.client, table);
    stage.acceptsSameIds = acceptsSameIds;
    await stage.add(chunk);
    return inTransaction(this.client, this.audit, this.clock, () => dryRun.add(chunk, stage));
  }

  /** Rows are copied without a stage when no call of another chunk may be meant by one of them. */
  private async mayCopy(
    client: ClientBase,
    chunk: Chunk,
    table: ImportedTable,
    acceptsSameIds: boolean,
  ): Promise<boolean> {
    if (table.mayCopy === undefined || !this.expectsNew) return false;
    return acceptsSameIds || (await table.mayHaveNeighbours?.(client, chunk)) !== true;
  }

  private async makeRoom(
    client: ClientBase,
    { touched: { months } }: Chunk,
    { createMonths }: ImportedTable,
  ): Promise<void> {
    if (createMonths === undefined) return;
    const missing = new Set([...months].filter((month) => !this.months.has(month)));
    await createMonths(client, missing);
    for (const month of missing) this.months.add(month);
  }

  /**
   * @returns whether it is done; nothing has happened when more than the table would change, a row was there already, or another import adds
   * the same rows in another order. Trying once more would meet them again halfway: staged rows go in by their keys.
   */
  private async copyStraight(
    client: ClientBase,
    chunk: Chunk,
    { name, mayCopy }: ImportedTable,
    record: ImportRecord,
  ): Promise<boolean> {
    if (mayCopy === undefined) return false;
    try {
      return await inTransaction(client, this.audit, this.clock, async () => {
        const isFree = await mayCopy(client, chunk.touched);
        if (isFree && chunk.rows > 0) await copyRows(client, name, chunk, { column: 'import_id', value: record.id });
        if (isFree) await record.add(client, countedOf(chunk, allNew(chunk)));
        return isFree;
      });
    } catch (error) {
      if (isUniqueViolation(error) || isRetryable(error)) return false;
      throw error;
    }
  }
}

const rejectsOf = ({ lines, originalOf }: Chunk, { refusals }: Outcome): readonly Reject[] =>
  refusals.map(({ row, reason }) => ({ line: lines[row - 1] ?? 0, reason, row: originalOf(row - 1) }));

const allNew = ({ rows }: Chunk): Outcome => ({ added: rows, alreadyThere: 0, refusals: [] });

const movedOf = (moved: number): Pick<Tally, 'moved'> => (moved === 0 ? {} : { moved });

const countedOf = (chunk: Chunk, { added, moved = 0, alreadyThere, refusals }: Outcome): Tally => ({
  read: chunk.rows + chunk.rejects.length,
  added,
  ...movedOf(moved),
  alreadyThere,
  rejected: chunk.rejects.length + refusals.length,
});

const sum = (tally: Tally, chunk: Chunk, outcome: Outcome): Tally => {
  const more = countedOf(chunk, outcome);
  return {
    read: tally.read + more.read,
    added: tally.added + more.added,
    ...movedOf((tally.moved ?? 0) + (more.moved ?? 0)),
    alreadyThere: tally.alreadyThere + more.alreadyThere,
    rejected: tally.rejected + more.rejected,
  };
};
