import { SeenIds, type IdSpan } from './seen-ids.js';
import { Touched } from './touched.js';
import type { UsageColumn } from './usage-table.js';

/** A row that stays out. */
export interface Reject {
  /** First line of the row in its file, from 1. */
  readonly line: number;
  readonly reason: string;
  /** Text of the row as it was sent. */
  readonly row: string;
}

/** Rows that go to the database together, as CSV that `COPY` takes. */
export interface Chunk {
  readonly columns: readonly UsageColumn[];
  readonly copy: Buffer;
  /** Offsets in `copy` at which rows begin, and the end of the last one. */
  readonly starts: Uint32Array;
  readonly rows: number;
  /** On which each row begins. */
  readonly lines: Uint32Array;
  /** @param row counted from 0 */
  readonly originalOf: (row: number) => string;
  /** As `COPY` takes it, without its line break. @param row counted from 0 */
  readonly takenRow: (row: number) => string;
  readonly touched: Touched;
  /** Absent where rows have no ids of numbers. */
  readonly ids: IdSpan | undefined;
  readonly rejects: readonly Reject[];
  /** Everything before the first row of the file, such as the line that names the columns. */
  readonly head: string;
}

/**
 * Maximum number of rows in a chunk, which is copied while the next one is read, and staged instead when one of its rows exists already.
 */
const chunkRows = 32_768;
const chunkBytes = 4_194_304;
/** Initial buffer size of a chunk; the buffer doubles when it is full. */
const leastBytes = 16_384;

/** Fills one chunk. */
export class ChunkBuilder {
  readonly touched = new Touched();
  readonly ids = new SeenIds();
  readonly rejects: Reject[] = [];
  rows = 0;
  private copy = Buffer.allocUnsafe(leastBytes);
  private length = 0;
  /** Rows that are counted already and yet to be copied. */
  private source: Buffer | undefined;
  private sourceStart = 0;
  private sourceEnd = 0;
  private readonly starts = new Uint32Array(chunkRows + 1);
  private readonly lines = new Uint32Array(chunkRows);
  /** Original text of the rows that were rewritten. */
  private readonly originals = new Map<number, string>();

  get isFull(): boolean {
    return this.rows === chunkRows || this.length >= chunkBytes || this.rejects.length >= chunkRows;
  }

  get isEmpty(): boolean {
    return this.rows === 0 && this.rejects.length === 0;
  }

  /** Takes a row with its line break. Rows that stand together are copied together. */
  add(bytes: Buffer, start: number, end: number, line: number): void {
    this.note(line);
    if (this.source !== bytes || this.sourceEnd !== start) {
      this.copyRun();
      this.source = bytes;
      this.sourceStart = start;
    }
    this.sourceEnd = end;
    this.length += end - start;
    this.starts[this.rows] = this.length;
  }

  private copyRun(): void {
    const runBytes = this.sourceEnd - this.sourceStart;
    this.reserve(this.length);
    this.source?.copy(this.copy, this.length - runBytes, this.sourceStart, this.sourceEnd);
    this.source = undefined;
    this.sourceStart = this.sourceEnd = 0;
  }

  /** Makes room for that many bytes in all. */
  private reserve(bytes: number): void {
    if (bytes <= this.copy.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(bytes, 2 * this.copy.length));
    this.copy.copy(larger);
    this.copy = larger;
  }

  addRewritten(row: string, line: number, original: string): void {
    this.copyRun();
    this.originals.set(this.rows, original);
    this.note(line);
    this.reserve(this.length + Buffer.byteLength(row));
    this.length += this.copy.write(row, this.length);
    this.starts[this.rows] = this.length;
  }

  private note(line: number): void {
    this.lines[this.rows] = line;
    this.rows += 1;
  }

  finish(columns: readonly UsageColumn[], head: string): Chunk {
    this.copyRun();
    const { rows, touched, rejects, lines, originals, starts } = this;
    const copy = this.copy.subarray(0, this.length);
    const takenRow = (row: number): string => copy.toString('utf8', starts[row] ?? 0, (starts[row + 1] ?? 0) - 1);
    return {
      columns,
      copy,
      starts: starts.slice(0, rows + 1),
      rows,
      touched,
      ids: this.ids.span,
      rejects,
      head,
      lines: lines.slice(0, rows),
      originalOf: (row) => originals.get(row) ?? takenRow(row),
      takenRow,
    };
  }
}
