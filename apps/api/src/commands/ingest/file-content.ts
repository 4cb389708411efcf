import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { UnreadableUsage } from '@org/invoice-domain/persistence';
import type { Input } from './arguments.js';

/** Small enough that what is being copied does not wait for long while a block is read. */
const blockBytes = 131_072;

/** A file that was written to while it was read. */
export class FileChanged extends Error {}

/** Size and time of a file, which change when it is written to. */
interface Version {
  readonly size: number;
  readonly mtimeMs: number;
}

/** @throws UnreadableUsage */
const versionOf = async (file: string): Promise<Version> => {
  const found = await stat(file).catch(() => undefined);
  if (found?.isDirectory() !== false) throw new UnreadableUsage('there is no such file.');
  return { size: found.size, mtimeMs: found.isFile() ? found.mtimeMs : 0 };
};

/** The content of a file or of standard input. */
export class FileContent {
  /** Bytes that have been read. */
  bytes = 0;
  private hash = createHash('sha256');

  private constructor(
    private readonly file: string | undefined,
    private readonly version: Version | undefined,
  ) {}

  /** @throws UnreadableUsage when there is no such file */
  static async open({ file }: Input): Promise<FileContent> {
    return new FileContent(file, file === undefined ? undefined : await versionOf(file));
  }

  /** Undefined for standard input. */
  get size(): number | undefined {
    return this.version?.size;
  }

  /** SHA-256 of what has been read, once, as hexadecimal digits. */
  digest(): string {
    return this.hash.digest('hex');
  }

  /** @throws FileChanged before its end is told, so that what stands there is not taken for whole */
  async *blocks(): AsyncGenerator<Buffer> {
    this.bytes = 0;
    this.hash = createHash('sha256');
    const source = this.file === undefined ? process.stdin : createReadStream(this.file, { highWaterMark: blockBytes });
    for await (const block of source as AsyncIterable<Buffer>) {
      this.bytes += block.length;
      this.hash.update(block);
      yield block;
    }
    if (this.file === undefined) return;
    const { size, mtimeMs } = await versionOf(this.file);
    if (size !== this.version?.size || mtimeMs !== this.version.mtimeMs)
      throw new FileChanged('The file was written to while it was read.');
  }
}
