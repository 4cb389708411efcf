import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import {
  contentOf,
  Ingest,
  ingestTables,
  UnreadableUsage,
  type Tally,
  type ImportedTable,
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

/** Outcome of the import of a file. */
export interface ImportedFile extends Tally {
  readonly name: string;
  readonly seconds: number;
  /** The file that the rejected rows were written to, if there are any. */
  readonly rejects: string | null;
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
  async run(input: Input, { kind, unknownColumns }: Pick<Arguments, 'kind' | 'unknownColumns'>): Promise<ImportedFile> {
    const table: ImportedTable = ingestTables[kind];
    const started = performance.now();
    const seconds = (): number => (performance.now() - started) / 1000;
    const ofBytes = await sizeOf(input);
    const rejects = new RejectFile(input.rejects);
    let bytes = 0;
    let added = 0;
    const counted = async function* (): AsyncGenerator<Buffer> {
      const source =
        input.file === undefined ? process.stdin : createReadStream(input.file, { highWaterMark: blockBytes });
      for await (const block of source as AsyncIterable<Buffer>) {
        bytes += block.length;
        yield block;
      }
    };
    const listener = {
      onProgress: (tally: Tally) => {
        added = tally.added;
        const ofFile = ofBytes === undefined ? {} : { bytes: { read: bytes, of: ofBytes } };
        this.progress.show({ count: tally.read, seconds: seconds(), ...ofFile });
      },
      onRejects: rejects.add.bind(rejects),
    };
    try {
      const reading = { table, format: input.format, unknownColumns };
      const tally = await new Ingest(this.client, audit, systemClock).run(contentOf(counted()), reading, listener);
      return { name: input.name, ...tally, seconds: seconds(), rejects: tally.rejected > 0 ? input.rejects : null };
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      if (cause instanceof UnreadableUsage) throw new UnreadableUsage(`${input.name}: ${reason}`);
      throw new BrokenOff(
        `${input.name}: broke off when ${grouped(added)} rows had been added. ${reason}\nSend the same again: nothing is added twice.`,
        { cause },
      );
    } finally {
      this.progress.end();
      rejects.close();
    }
  }
}
