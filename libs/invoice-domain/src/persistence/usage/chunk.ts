import type { Month } from './month.js';
import type { UsageColumn } from './usage-table.js';

/** A row that stays out. */
export interface Reject {
  /** Where the row begins in its file; the first line is 1. */
  readonly line: number;
  readonly reason: string;
  /** As it was sent. */
  readonly row: string;
}

/** Rows that go to the database together, as CSV that `COPY` takes. */
export interface Chunk {
  readonly columns: readonly UsageColumn[];
  readonly copy: Buffer;
  readonly rows: number;
  /** On which each row begins. */
  readonly lines: Uint32Array;
  /** @param row counted from 0 */
  readonly originalOf: (row: number) => string;
  /** In which a partition is needed. */
  readonly months: ReadonlySet<Month>;
  readonly rejects: readonly Reject[];
}

/** Rows of a chunk at most: what is copied while the next one is read, and lost to the staged way when one of them is there already. */
export const chunkRows = 32_768;
const chunkBytes = 8_388_608;

/** Fills one chunk. */
export class ChunkBuilder {
  readonly months = new Set<Month>();
  readonly rejects: Reject[] = [];
  rows = 0;
  private readonly copy = Buffer.allocUnsafeSlow(chunkBytes + 2 ** 20);
  private length = 0;
  private readonly starts = new Uint32Array(chunkRows + 1);
  private readonly lines = new Uint32Array(chunkRows);
  /** Of the rows that are not passed on as they were. */
  private readonly originals = new Map<number, string>();

  get isFull(): boolean {
    return this.rows === chunkRows || this.length >= chunkBytes;
  }

  get isEmpty(): boolean {
    return this.rows === 0 && this.rejects.length === 0;
  }

  /** Copies a row with its line break. */
  add(bytes: Uint8Array, start: number, end: number, line: number): void {
    this.note(line);
    this.copy.set(bytes.subarray(start, end), this.length);
    this.length += end - start;
    this.starts[this.rows] = this.length;
  }

  addRewritten(row: string, line: number, original: string): void {
    this.originals.set(this.rows, original);
    this.note(line);
    this.length += this.copy.write(row, this.length);
    this.starts[this.rows] = this.length;
  }

  private note(line: number): void {
    this.lines[this.rows] = line;
    this.rows += 1;
  }

  finish(columns: readonly UsageColumn[]): Chunk {
    const { rows, months, rejects, lines, originals, starts } = this;
    const copy = this.copy.subarray(0, this.length);
    return {
      columns,
      copy,
      rows,
      months,
      rejects,
      lines: lines.slice(0, rows),
      originalOf: (row) => originals.get(row) ?? copy.toString('utf8', starts[row] ?? 0, (starts[row + 1] ?? 0) - 1),
    };
  }
}
