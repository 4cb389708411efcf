import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { contentOf, Ingest, UnreadableUsage, type Tally } from '@org/invoice-domain/persistence';
import { systemClock } from '@org/kernel';
import type pg from 'pg';
import type { Arguments, Input } from './arguments.js';
import { grouped, type Progress } from './progress.js';
import { RejectFile } from './reject-file.js';

/** In whose name the program moves balances. */
const act = { actor: 'job:ingest' } as const;

/** Small enough that what is being copied does not wait for long while a block is read. */
const blockBytes = 131_072;

/** It broke off; what was added before stays. */
export class BrokenOff extends Error {}

const summary = (name: string, { read, added, alreadyThere, rejected }: Tally, seconds: number): string => {
  const nothingNew = read > 0 && alreadyThere === read ? ' – nothing new' : '';
  const counts = `${grouped(read)} read, ${grouped(added)} added, ${grouped(alreadyThere)} already there, ${grouped(rejected)} rejected`;
  return `${name}: ${counts}, ${seconds.toFixed(1)} s, ${grouped(read / seconds)} rows/s${nothingNew}`;
};

const sizeOf = async ({ file, name }: Input): Promise<number | undefined> => {
  if (file === undefined) return undefined;
  const found = await stat(file).catch(() => undefined);
  if (found?.isDirectory() !== false) throw new UnreadableUsage(`${name}: there is no such file.`);
  return found.size;
};

/** Brings one file in, shows how far it is, and says at the end what became of its rows. */
export class BringFile {
  constructor(
    private readonly client: pg.Client,
    private readonly progress: Progress,
    private readonly say: (message: string) => void,
  ) {}

  async run(input: Input, { table, unknownColumns }: Omit<Arguments, 'inputs'>): Promise<Tally> {
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
        this.progress.show({ rows: tally.read, bytes, ofBytes, seconds: seconds() });
      },
      onRejects: rejects.add.bind(rejects),
    };
    try {
      const reading = { table, format: input.format, unknownColumns };
      const tally = await new Ingest(this.client, act, systemClock).run(contentOf(counted()), reading, listener);
      this.progress.end();
      this.say(summary(input.name, tally, seconds()));
      if (tally.rejected > 0) this.say(`  rejects: ${input.rejects}`);
      return tally;
    } catch (cause) {
      this.progress.end();
      const reason = cause instanceof Error ? cause.message : String(cause);
      if (cause instanceof UnreadableUsage) throw new UnreadableUsage(`${input.name}: ${reason}`);
      throw new BrokenOff(
        `${input.name}: broke off when ${grouped(added)} rows had been added. ${reason}\nSend the same again: nothing is added twice.`,
        { cause },
      );
    } finally {
      rejects.close();
    }
  }
}
