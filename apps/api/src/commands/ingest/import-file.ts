import {
  BrokenGzip,
  contentOf,
  controlTotalsOf,
  DryRun,
  Ingest,
  ingestTables,
  UnreadableUsage,
  type AccountSums,
  type ImportedTable,
  type Mapping,
  type NamedRow,
  type Reject,
  type Tally,
} from '@org/invoice-domain/persistence';
import { systemClock } from '@org/kernel';
import type pg from 'pg';
import { grouped, type Progress } from '../progress.js';
import type { Arguments, Input } from './arguments.js';
import { demandSummed, demandTotals } from './expected-totals.js';
import { FileChanged, FileContent } from './file-content.js';
import { RejectFile } from './reject-file.js';

/** Audit context of the balance changes that the program makes. */
const audit = { actor: 'job:ingest' } as const;

/** It broke off; what was added before stays. */
export class BrokenOff extends Error {}

/** Findings of a dry run, besides the number of rows of each sort. */
export interface DryRunReport {
  readonly sums: readonly AccountSums[];
  readonly firstRows: readonly NamedRow[];
  /** The first ones. */
  readonly rejects: readonly Reject[];
}

/** Rejects that a dry run tells by itself. */
const toldRejects = 20;

/** Outcome of the import of a file. */
export interface ImportedFile extends Tally {
  readonly name: string;
  readonly seconds: number;
  /** The file that the rejected rows were written to, if there are any. */
  readonly rejects: string | null;
  /** Present when nothing was written: added rows are those that would have been. */
  readonly dryRun?: DryRunReport;
}

/** How files are imported. */
interface Way extends Pick<
  Arguments,
  'kind' | 'unknownColumns' | 'isDryRun' | 'mayBeUnfinished' | 'allowsNoAccount' | 'acceptsSameIds' | 'expected'
> {
  readonly mapping: Mapping | undefined;
}

const advices = {
  damaged: 'Get the file anew: what is in stays, and nothing is added twice.',
  changed: 'Send it again once it is written: nothing is added twice.',
  refused: 'The database does not take it, and would not the next time.',
  brokenOff: 'Send the same again: nothing is added twice.',
} as const;

/** SQLSTATE of what is wrong with values, and of constraints. */
const isRefusal = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && /^2[23][\dA-Z]{3}$/.test(String(cause.code));

/** Advice about a file that broke off. */
export const adviceOn = (cause: unknown): string => {
  if (cause instanceof BrokenGzip) return advices.damaged;
  if (cause instanceof FileChanged) return advices.changed;
  return isRefusal(cause) ? advices.refused : advices.brokenOff;
};

/** Imports one file and shows how far it is. */
export class ImportFile {
  private readonly client: pg.Client;

  /** @param connections of which the second one takes every other chunk of calls */
  constructor(
    private readonly connections: { readonly client: pg.Client; readonly second: pg.Client | undefined },
    private readonly progress: Progress,
  ) {
    this.client = connections.client;
  }

  /** @throws BrokenOff when the file is in only partly; UnreadableUsage when it is not what it should be */
  async run(input: Input, way: Way): Promise<ImportedFile> {
    try {
      const content = await FileContent.open(input);
      return await this.import(input, content, way);
    } catch (error) {
      throw error instanceof UnreadableUsage ? new UnreadableUsage(`${input.name}: ${error.message}`) : error;
    }
  }

  private async import(
    input: Input,
    content: FileContent,
    { kind, isDryRun, expected, ...how }: Way,
  ): Promise<ImportedFile> {
    const table: ImportedTable = ingestTables[kind];
    const started = performance.now();
    const seconds = (): number => (performance.now() - started) / 1000;
    const rejects = input.rejects === undefined ? undefined : new RejectFile(input.rejects);
    const told: Reject[] = [];
    let added = 0;
    let isDone = false;
    const listener = {
      onProgress: (tally: Tally) => {
        added = tally.added;
        const ofFile = content.size === undefined ? {} : { bytes: { read: content.bytes, of: content.size } };
        this.progress.show({ count: tally.read, seconds: seconds(), ...ofFile });
      },
      onRejects: (some: readonly Reject[], head: string) => {
        rejects?.add(some, head);
        told.push(...some.slice(0, toldRejects - told.length));
      },
    };
    try {
      const origin = { name: input.name, source: 'file', digest: () => content.digest() } as const;
      const reading = { table, format: input.format, origin, ...how };
      if (expected !== undefined) {
        demandSummed(expected, table);
        demandTotals(expected, await controlTotalsOf(this.client, contentOf(content.blocks()), reading), table.summed);
      }
      const dryRun = isDryRun ? await DryRun.begin(this.client, table) : undefined;
      const ingest = new Ingest(this.client, audit, systemClock, dryRun, this.connections.second);
      const tally = await ingest.run(contentOf(content.blocks()), reading, listener);
      isDone = true;
      const file = tally.rejected > 0 ? (input.rejects ?? null) : null;
      const imported = { name: input.name, ...tally, seconds: seconds(), rejects: file };
      if (dryRun === undefined) return imported;
      return { ...imported, dryRun: { sums: await dryRun.sums(), firstRows: dryRun.firstRows, rejects: told } };
    } catch (cause) {
      if (cause instanceof UnreadableUsage) throw cause;
      const reason = cause instanceof Error ? cause.message : String(cause);
      if (isDryRun) throw new BrokenOff(`${input.name}: the dry run broke off. ${reason}`, { cause });
      throw new BrokenOff(
        `${input.name}: broke off when ${grouped(added)} rows had been added. ${reason}\n${adviceOn(cause)}`,
        { cause },
      );
    } finally {
      this.progress.end();
      rejects?.close(isDone);
    }
  }
}
