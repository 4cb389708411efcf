import { setImmediate as pause } from 'node:timers/promises';
import { ChunkBuilder, type Chunk } from './chunk.js';
import { csvFormat, type UnknownColumns } from './csv-format.js';
import { readCsvRow } from './csv-row.js';
import { faultOf, instantForm, isZero, quoted } from './field-faults.js';
import type { MappedFormat } from './mapping/mapped-format.js';
import { ndjsonFormat } from './ndjson-format.js';
import { endsField, plainField, type LastKey, type PlainField } from './plain-fields.js';
import { behindByteOrderMark, Remarks } from './remarks.js';
import { maximumRowBytes, UnreadableUsage, type ReadRow, type RowFormat } from './row-format.js';
import type { KnownIds, UsageColumn, UsageTable } from './usage-table.js';

export const usageFormats = ['csv', 'ndjson'] as const;
export type UsageFormat = (typeof usageFormats)[number];

/** Settings for reading a file. */
export interface Reading {
  readonly table: UsageTable;
  readonly format: UsageFormat;
  readonly unknownColumns: UnknownColumns;
  readonly known: KnownIds;
  /** How a file of somebody else's is read; it is the format then. */
  readonly mapped?: MappedFormat | undefined;
  /** Whether it may be written still: a last row without its line end is left out then. */
  readonly mayBeUnfinished?: boolean;
  /** Whether rows with a price need not say who owes it. */
  readonly allowsNoAccount?: boolean;
}

const newline = 10;

/** A CSV field, quoted where needed; empty text is quoted, because an empty field is null. */
const csvField = (value: string | null): string =>
  value === null ? '' : /^$|[",\r\n\\]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

/** Turns the bytes of a file into chunks, and its bad rows into rejects. Knows nothing of a database. */
export class RowChunks {
  /** On which a last row begins that was left out because its line does not end. */
  unfinishedLine: number | undefined;
  private rest: Buffer = Buffer.alloc(0);
  private line = 1;
  private isFirstBlock = true;
  private isPassingOver = false;
  private format: RowFormat | undefined;
  private plain: readonly PlainField[] = [];
  private chunk = new ChunkBuilder();
  private readonly lastKey: LastKey = { value: NaN };
  private readonly remarks = new Remarks();
  /** Everything before the first row. */
  private head = '';
  /** Whether an empty line is nothing at all. */
  private readonly takesLines: boolean;
  private readonly keyColumn: UsageColumn | undefined;
  private readonly owed: UsageTable['owed'];
  /** Places of the price and of who owes it among the plain fields; -1 for none. */
  private pricePlace = -1;
  private owerPlace = -1;

  constructor(private readonly reading: Reading) {
    if (reading.mapped !== undefined) this.format = reading.mapped;
    else if (reading.format === 'ndjson') this.format = ndjsonFormat(reading.table, reading.unknownColumns);
    this.takesLines = reading.mapped === undefined && reading.format === 'ndjson';
    this.keyColumn = reading.table.columns.find(({ kind }) => kind === 'key');
    this.owed = owedIn(reading);
  }

  /**
   * Reads on. Blocks need not end where rows do; the last call says that nothing follows.
   * @throws UnreadableUsage
   */
  *read(block: Buffer, isEnd: boolean): Generator<Chunk> {
    const bytes = this.rest.length === 0 ? block : Buffer.concat([this.rest, block]);
    let at = this.isFirstBlock ? behindByteOrderMark(bytes) : 0;
    this.isFirstBlock &&= bytes.length < 3;
    for (let next: number | undefined; at < bytes.length; at = next) {
      next = this.step(bytes, at, isEnd);
      if (next === undefined) break;
      if (this.chunk.isFull) yield this.finishChunk();
    }
    this.rest = bytes.subarray(at);
    if (!isEnd) return;
    if (this.format === undefined || this.reading.mapped?.lacksHeader === true)
      throw new UnreadableUsage('There is nothing in it.');
    if (!this.chunk.isEmpty) yield this.finishChunk();
  }

  /** @returns where the next row begins; undefined when it takes more bytes to say */
  private step(bytes: Buffer, at: number, isEnd: boolean): number | undefined {
    if (this.isPassingOver) return this.passOver(bytes, at);
    if (this.takesLines && bytes[at] === newline) {
      this.line += 1;
      return at + 1;
    }
    const remarkEnd = this.remarks.endAt(bytes, at, isEnd);
    if (remarkEnd !== undefined) {
      this.line += 1;
      return remarkEnd;
    }
    if (this.format === undefined) return this.readHeader(bytes, at, isEnd);
    const end = this.plainEnd(bytes, at);
    if (end !== -1) {
      this.chunk.add(bytes, at, end, this.line);
      if (this.keyColumn !== undefined) this.chunk.ids.add(this.lastKey.value);
      this.line += 1;
      return end;
    }
    const isHead = this.reading.mapped?.isBeforeRows === true;
    const row = this.format.read(bytes, at, isEnd);
    if (row === undefined) return undefined;
    if (isHead) this.head += bytes.toString('utf8', at, row.end);
    if (isEnd && this.isUnfinished(row, bytes)) this.unfinishedLine = this.line;
    else this.take(row, this.format);
    this.line += row.lines;
    this.isPassingOver = row.isCut;
    return row.end;
  }

  private isUnfinished({ fields, end }: ReadRow, bytes: Buffer): boolean {
    if (this.reading.mayBeUnfinished !== true || fields === undefined) return false;
    return end === bytes.length && bytes[end - 1] !== newline;
  }

  private passOver(bytes: Buffer, at: number): number {
    const found = bytes.indexOf(newline, at);
    this.isPassingOver = found === -1;
    return found === -1 ? bytes.length : found + 1;
  }

  private readHeader(bytes: Buffer, at: number, isEnd: boolean): number | undefined {
    const { table, unknownColumns } = this.reading;
    const header = readCsvRow(bytes, at, isEnd);
    if (header === undefined) return undefined;
    this.format = csvFormat(header, table, unknownColumns);
    this.line += header.lines;
    this.head = `${header.original}\n`;
    this.recognise(this.format);
    return header.end;
  }

  /** Fields are recognised for one chunk: what they find out belongs to it. */
  private recognise({ columns, isCopyable }: RowFormat): void {
    const { known } = this.reading;
    const wanted = columns.filter((column) => column !== undefined);
    this.plain = isCopyable ? wanted.map((column) => plainField(column, known, this.chunk.touched, this.lastKey)) : [];
    const placeOf = (name: string | undefined): number => wanted.findIndex((column) => column.name === name);
    this.pricePlace = placeOf(this.owed?.price);
    this.owerPlace = placeOf(this.owed?.by);
  }

  /** Behind the line break of a row whose fields are all plainly good; -1 for any other. */
  private plainEnd(bytes: Buffer, start: number): number {
    const { plain } = this;
    if (plain.length === 0) return -1;
    const columns = this.format?.columns ?? [];
    const last = plain.length - 1;
    let at = start;
    let hasPrice = false;
    let isOwed = false;
    for (let place = 0; place <= last; place += 1) {
      if (!endsField(bytes[at])) {
        at = plain[place]?.(bytes, at) ?? -1;
        if (place === this.pricePlace) hasPrice = true;
        else if (place === this.owerPlace) isOwed = true;
      } else if (columns[place]?.isRequired !== false) return -1;
      if (at === -1 || bytes[at] !== (place === last ? newline : 44)) return -1;
      at += 1;
    }
    return (hasPrice && !isOwed) || at - start > maximumRowBytes ? -1 : at;
  }

  private take({ fields, original }: ReadRow, { columns }: RowFormat): void {
    if (fields === undefined) return;
    const outcome = typeof fields === 'string' ? { reason: fields } : this.rewrite(fields, columns);
    if (typeof outcome === 'string') this.chunk.addRewritten(outcome, this.line, original);
    else this.chunk.rejects.push({ line: this.line, reason: outcome.reason, row: original });
  }

  /** The row as `COPY` takes it, or everything that is wrong with it. */
  private rewrite(
    fields: readonly (string | null)[],
    columns: RowFormat['columns'],
  ): string | { readonly reason: string } {
    const faults: string[] = [];
    const values: string[] = [];
    fields.forEach((field, place) => {
      const column = columns[place];
      if (column === undefined) return;
      const value = field === '' && column.kind !== 'text' ? null : field;
      const fault = faultOf(column, value, this.reading.known);
      if (fault !== undefined) faults.push(fault);
      values.push(csvField(value));
    });
    const owerFault = this.owerFault(fields, columns);
    if (owerFault !== undefined) faults.push(owerFault);
    if (faults.length > 0) return { reason: faults.join('; ') };
    this.note(fields, columns);
    const keyPlace = columns.findIndex((column) => column !== undefined && column === this.keyColumn);
    if (keyPlace !== -1) this.chunk.ids.add(Number(fields[keyPlace]));
    return `${values.join(',')}\n`;
  }

  private owerFault(fields: readonly (string | null)[], columns: RowFormat['columns']): string | undefined {
    const { owed } = this;
    if (owed === undefined) return undefined;
    const placeOf = (name: string): number => columns.findIndex((column) => column?.name === name);
    const pricePlace = placeOf(owed.price);
    const column = columns[pricePlace];
    const price = fields[pricePlace] ?? '';
    const isPrice = column !== undefined && price !== '' && faultOf(column, price, this.reading.known) === undefined;
    if (!isPrice || isZero(price) || (fields[placeOf(owed.by)] ?? '') !== '') return undefined;
    return `${owed.by} is missing, and nobody would owe ${owed.price}: ${quoted(price)}`;
  }

  private note(fields: readonly (string | null)[], columns: RowFormat['columns']): void {
    const { touched } = this.chunk;
    columns.forEach((column, place) => {
      const field = fields[place] ?? '';
      if (column?.refersTo === 'accounts' && field !== '') touched.accounts.add(Number(field));
      if (column?.kind !== 'instant') return;
      const { year, month, day, hour, minute, second, zone = '' } = instantForm.exec(field)?.groups ?? {};
      touched.at({
        ...{ year: Number(year), month: Number(month), day: Number(day) },
        clock: (Number(hour) * 100 + Number(minute)) * 100 + Number(second ?? 0),
        isUtc: /^(Z|[+-][0:]+)$/.test(zone),
      });
    });
  }

  private finishChunk(): Chunk {
    const columns: readonly (UsageColumn | undefined)[] = this.format?.columns ?? [];
    const chunk = this.chunk.finish(
      columns.filter((column) => column !== undefined),
      this.head,
    );
    this.chunk = new ChunkBuilder();
    if (this.format !== undefined) this.recognise(this.format);
    return chunk;
  }
}

/** A mapping that reads no account says by that that there is none. */
const owedIn = ({ table: { owed }, mapped, allowsNoAccount = false }: Reading): UsageTable['owed'] =>
  allowsNoAccount || mapped?.columns.some(({ name }) => name === owed?.by) === false ? undefined : owed;

/** Bytes of a batch that are read without a pause, however short and however faulty their rows are. */
const pieceBytes = 4_096;

/** Milliseconds after which others get their turn. */
const turnMilliseconds = 10;

/** The chunks of a file; a server that reads them answers others between two pieces. @returns the line of a last row that was left out as unfinished */
export async function* chunksOf(
  source: AsyncIterable<Buffer>,
  reading: Reading,
): AsyncGenerator<Chunk, number | undefined> {
  const rows = new RowChunks(reading);
  let turn = performance.now();
  for await (const block of source) {
    const piece = reading.format === 'ndjson' ? pieceBytes : block.length;
    for (let at = 0; at < block.length; at += piece) {
      yield* rows.read(block.subarray(at, at + piece), false);
      if (performance.now() - turn < turnMilliseconds) continue;
      await pause();
      turn = performance.now();
    }
  }
  yield* rows.read(Buffer.alloc(0), true);
  return rows.unfinishedLine;
}
