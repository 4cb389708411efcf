import type { Clock } from '@org/kernel';
import type { ClientBase, Pool, PoolClient } from 'pg';
import type { AuditContext } from '../../model/audit-context.js';
import { BatchIdReused } from '../../model/domain-failure.js';
import type { Reject } from '../chunk.js';
import { byLine } from './ingest.js';
import { nextImport, recordBatch } from './import-record.js';
import { loadKnownIds, whileNamesStay } from './known-ids.js';
import { inTransaction } from './audited-transaction.js';
import type { Month } from '../month.js';
import { chunksOf } from '../row-chunks.js';
import type { Outcome } from '../outcome.js';
import { loadStaged, type ImportedTable } from './imported-table.js';
import { retried } from './sql-state.js';
import { Stage } from './stage.js';
import type { UsageTable } from '../usage-table.js';

/** Number of rejects that a report lists; it counts all of them. */
const reportedRejects = 100;

type ReportedReject = Omit<Reject, 'row'>;

/** Report of an imported batch. */
export interface BatchReport {
  readonly id: string;
  readonly received: number;
  readonly added: number;
  /** Rows that moved a record along its life cycle. */
  readonly moved: number;
  readonly alreadyThere: number;
  readonly rejected: number;
  readonly rejects: readonly ReportedReject[];
  /** UTC, to the millisecond. */
  readonly createdAt: string;
}

/** Rows that one request imports under an id of the sender. */
export interface Batch {
  readonly id: string;
  /** SHA-256 of the content in hex, which distinguishes a repeated batch from another one with the same id. */
  readonly digest: string;
  /** NDJSON, from the start. */
  readonly content: AsyncIterable<Buffer>;
}

export interface ImportedBatch {
  readonly report: BatchReport;
  readonly isNew: boolean;
}

interface Stored {
  readonly digest: string;
  readonly report: BatchReport;
}

type StoredRow = Omit<BatchReport, 'id'> & Pick<Stored, 'digest'>;

const found = `SELECT received, added, moved, already_there AS "alreadyThere", rejected, rejects, digest,
  to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt"
  FROM usage_batches WHERE kind = $1 AND id = $2`;

const kept = `INSERT INTO usage_batches (kind, id, digest, received, added, moved, already_there, rejected, rejects, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`;

/** The same batch was imported by another request in the meantime. */
class AlreadyKept extends Error {}

/** Batches of usage and of commerce: each is one transaction, and its report is kept with its rows. */
export class UsageBatches {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
  ) {}

  async find(table: UsageTable, id: string): Promise<BatchReport | undefined> {
    return (await this.stored(table, id))?.report;
  }

  /**
   * Adds the good rows of a batch and keeps its report, both or neither; a batch that was here before adds nothing.
   * @throws BatchIdReused
   */
  async import(audit: AuditContext, table: ImportedTable, batch: Batch): Promise<ImportedBatch> {
    const before = await this.again(table, batch);
    if (before !== undefined) return { report: before, isNew: false };
    try {
      return {
        report: await this.withClient((client) =>
          whileNamesStay(client, table, () => this.add(client, audit, table, batch)),
        ),
        isNew: true,
      };
    } catch (error) {
      const meanwhile = error instanceof AlreadyKept ? await this.again(table, batch) : undefined;
      if (meanwhile === undefined) throw error;
      return { report: meanwhile, isNew: false };
    }
  }

  private async add(client: ClientBase, audit: AuditContext, table: ImportedTable, batch: Batch): Promise<BatchReport> {
    const startedAt = this.clock.now().toString();
    const stage = await Stage.open(client, table);
    const staged = await stageRows(client, stage, table, batch.content);
    await table.createMonths?.(client, staged.months);
    const work = async (): Promise<BatchReport> => {
      const id = await nextImport(client);
      const report = this.reportOn(batch, staged, await loadStaged(client, table, stage));
      await this.keep(client, table, batch, report);
      await recordBatch(client, { id, table, digest: batch.digest, actor: audit.actor, startedAt }, report);
      return report;
    };
    const report = await retried(() => inTransaction(client, audit, this.clock, work));
    await stage.close();
    return report;
  }

  private reportOn(
    { id }: Batch,
    { refused, first, lines }: StagedBatch,
    { added, moved = 0, alreadyThere, refusals }: Outcome,
  ): BatchReport {
    return {
      id,
      received: refused + added + moved + alreadyThere + refusals.length,
      added,
      moved,
      alreadyThere,
      rejected: refused + refusals.length,
      rejects: byLine([...first, ...refusals.map(({ row, reason }) => ({ line: lineOf(lines, row), reason }))]).slice(
        0,
        reportedRejects,
      ),
      createdAt: this.clock.now().toString({ smallestUnit: 'millisecond' }),
    };
  }

  private async keep(client: ClientBase, { name }: UsageTable, { digest }: Batch, report: BatchReport): Promise<void> {
    const { id, received, added, moved, alreadyThere, rejected, rejects, createdAt } = report;
    const counts = [received, added, moved, alreadyThere, rejected];
    const { rowCount } = await client.query(kept, [name, id, digest, ...counts, JSON.stringify(rejects), createdAt]);
    if (rowCount === 0) throw new AlreadyKept();
  }

  private async again(table: UsageTable, { id, digest }: Batch): Promise<BatchReport | undefined> {
    const stored = await this.stored(table, id);
    if (stored === undefined) return undefined;
    if (stored.digest !== digest) throw new BatchIdReused(id);
    return stored.report;
  }

  private async stored({ name }: UsageTable, id: string): Promise<Stored | undefined> {
    const [row] = (await this.pool.query<StoredRow>(found, [name, id])).rows;
    if (row === undefined) return undefined;
    const { digest, ...report } = row;
    return { digest, report: { id, ...report } };
  }

  private async withClient<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    const client = await this.pool.connect();
    try {
      const result = await work(client);
      client.release();
      return result;
    } catch (error) {
      // With whatever is left on it: nobody else gets this connection.
      client.release(true);
      throw error;
    }
  }
}

interface StagedBatch {
  readonly refused: number;
  readonly first: readonly ReportedReject[];
  /** Line numbers of the staged rows, by chunk. */
  readonly lines: readonly Uint32Array[];
  readonly months: ReadonlySet<Month>;
}

const lineOf = (lines: readonly Uint32Array[], row: number): number => {
  let place = row - 1;
  for (const some of lines) {
    if (place < some.length) return some[place] ?? 0;
    place -= some.length;
  }
  return 0;
};

/** Stages all of a batch's good rows. */
const stageRows = async (
  client: ClientBase,
  stage: Stage,
  table: UsageTable,
  content: AsyncIterable<Buffer>,
): Promise<StagedBatch> => {
  const reading = { table, format: 'ndjson', unknownColumns: 'refused', known: await loadKnownIds(client) } as const;
  const first: ReportedReject[] = [];
  const lines: Uint32Array[] = [];
  const months = new Set<Month>();
  let refused = 0;
  for await (const chunk of chunksOf(content, reading)) {
    refused += chunk.rejects.length;
    const reported = chunk.rejects.slice(0, reportedRejects - first.length);
    first.push(...reported.map(({ line, reason }) => ({ line, reason })));
    lines.push(chunk.lines);
    for (const month of chunk.touched.months) months.add(month);
    await stage.add(chunk);
  }
  return { refused, first, lines, months };
};
