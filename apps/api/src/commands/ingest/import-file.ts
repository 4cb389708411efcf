import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import {
  contentOf,
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
import { RejectFile } from './reject-file.js';

/** Audit context of the balance changes that the program makes. */
const audit = { actor: 'job:ingest' } as const;

/** Small enough that what is being copied does not wait for long while a block is read. */
const blockBytes = 131_072;

/** It broke off; what was added before stays. */
export class BrokenOff extends Error {}

/** What a dry run found, besides how many rows there are of each sort. */
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
interface Way extends Pick<Arguments, 'kind' | 'unknownColumns' | 'isDryRun'> {
  readonly mapping: Mapping | undefined;
}

const sizeOf = async ({ file, name }: Input): Promise<number | undefined> => {
  if (file === undefined) return undefined;
  const found = await stat(file).catch(() => undefined);
  if (found?.isDirectory() !== false) throw new UnreadableUsage(`${name}: there is no such file.`);
  return found.size;
};

/** Imports one file and shows how far it is. */
export class ImportFile {
  constructor(
    private readonly client: pg.Client,
    private readonly progress: Progress,
  ) {}

  /** @throws BrokenOff when the file is in only partly; UnreadableUsage when it is not what it should be */
  async run(input: Input, { kind, unknownColumns, mapping, isDryRun }: Way): Promise<ImportedFile> {
    const table: ImportedTable = ingestTables[kind];
    const started = performance.now();
    const seconds = (): number => (performance.now() - started) / 1000;
    const ofBytes = await sizeOf(input);
    const rejects = input.rejects === undefined ? undefined : new RejectFile(input.rejects);
    const told: Reject[] = [];
    const hash = createHash('sha256');
    let bytes = 0;
    let added = 0;
    const counted = async function* (): AsyncGenerator<Buffer> {
      const source =
        input.file === undefined ? process.stdin : createReadStream(input.file, { highWaterMark: blockBytes });
      for await (const block of source as AsyncIterable<Buffer>) {
        bytes += block.length;
        hash.update(block);
        yield block;
      }
    };
    const listener = {
      onProgress: (tally: Tally) => {
        added = tally.added;
        const ofFile = ofBytes === undefined ? {} : { bytes: { read: bytes, of: ofBytes } };
        this.progress.show({ count: tally.read, seconds: seconds(), ...ofFile });
      },
      onRejects: (some: readonly Reject[]) => {
        rejects?.add(some);
        told.push(...some.slice(0, toldRejects - told.length));
      },
    };
    try {
      const origin = { name: input.name, source: 'file', digest: () => hash.digest('hex') } as const;
      const reading = { table, format: input.format, unknownColumns, mapping, origin };
      const dryRun = isDryRun ? await DryRun.begin(this.client, table) : undefined;
      const ingest = new Ingest(this.client, audit, systemClock, dryRun);
      const tally = await ingest.run(contentOf(counted()), reading, listener);
      const file = tally.rejected > 0 ? (input.rejects ?? null) : null;
      const imported = { name: input.name, ...tally, seconds: seconds(), rejects: file };
      if (dryRun === undefined) return imported;
      return { ...imported, dryRun: { sums: await dryRun.sums(), firstRows: dryRun.firstRows, rejects: told } };
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      if (cause instanceof UnreadableUsage) throw new UnreadableUsage(`${input.name}: ${reason}`);
      if (isDryRun) throw new BrokenOff(`${input.name}: the dry run broke off. ${reason}`, { cause });
      throw new BrokenOff(
        `${input.name}: broke off when ${grouped(added)} rows had been added. ${reason}\nSend the same again: nothing is added twice.`,
        { cause },
      );
    } finally {
      this.progress.end();
      rejects?.close();
    }
  }
}
