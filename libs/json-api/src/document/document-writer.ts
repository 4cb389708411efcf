import type { WriteContext } from '../codec.js';
import { pieceLength, type DocumentText } from './document-text.js';
import { compileRowWriter, type RowWriter } from './row-writer.js';
import { linkedIds, type Row, type SelectedRelationship, type Selection } from './selection.js';

/** The rows read for the included resources: by resource name, then by id. */
export type IncludedRows = ReadonlyMap<string, ReadonlyMap<string, Row>>;

/** One relationship that is included, and whether more is included behind it. */
interface Include {
  readonly selected: SelectedRelationship;
  readonly selection: Selection;
}

/** Writes whole documents of one request shape. */
export class DocumentWriter {
  private readonly writers = new Map<string, RowWriter>();
  private readonly includes = new Map<Selection, readonly Include[]>();

  constructor(private readonly selection: Selection) {
    this.prepare(selection);
  }

  /** `{"data":{…}}`, with `included` as the API writes it when something was asked for. */
  *one(row: Row, included: IncludedRows, context: WriteContext): DocumentText {
    const json = this.writerOf(this.selection)('{"data":', row, context);
    yield `${yield* this.included(json, [row], included, context)}}`;
  }

  /** The members `data` and `included` of a list; the braces and the rest are the caller's. */
  *many(rows: readonly Row[], included: IncludedRows, context: WriteContext): DocumentText {
    const json = yield* joined('"data":[', rows, this.writerOf(this.selection), context);
    yield yield* this.included(`${json}]`, rows, included, context);
  }

  private prepare(selection: Selection): void {
    const { resource } = selection.exposure;
    if (!this.writers.has(resource)) this.writers.set(resource, compileRowWriter(selection));
    const includes = selection.relationships.flatMap((selected) =>
      selected.include === undefined ? [] : { selected, selection: selected.include },
    );
    this.includes.set(selection, includes);
    for (const include of includes) this.prepare(include.selection);
  }

  private writerOf({ exposure }: Selection): RowWriter {
    const writer = this.writers.get(exposure.resource);
    if (writer === undefined) throw new Error(`no writer was prepared for ${exposure.type}`);
    return writer;
  }

  private includesOf(selection: Selection): readonly Include[] {
    return this.includes.get(selection) ?? [];
  }

  /** Each object once, grouped by type in the order in which the types are met. */
  private *included(json: string, primary: readonly Row[], rows: IncludedRows, context: WriteContext): Writing {
    if (this.includesOf(this.selection).length === 0) return json;
    const groups = yield* this.collect(primary, rows);
    let written = `${json},"included":[`;
    let isEmpty = true;
    for (const { selection, found } of groups.values()) {
      if (found.size === 0) continue;
      written = yield* joined(isEmpty ? written : `${written},`, found.values(), this.writerOf(selection), context);
      isEmpty = false;
    }
    return isEmpty && !this.selection.exposure.wire.emptyIncluded ? json : `${written}]`;
  }

  /** The included rows by resource, then by id: without those that are primary data. Others have their turns meanwhile. */
  private *collect(primary: readonly Row[], rows: IncludedRows): Generator<string, ReadonlyMap<string, Group>> {
    const groups = new Map<string, Group>();
    const own = this.selection.exposure.resource;
    const primaryIds = new Set(primary.map((row) => row[0]));
    // A record met again on the same path adds nothing; without this, circular paths would multiply.
    const visited = new Map<Selection, Set<string>>();
    const visit = (row: Row, from: Selection): void => {
      for (const { selected, selection } of this.includesOf(from)) {
        const { resource } = selection.exposure;
        const known = rows.get(resource);
        const group = groups.get(resource) ?? { selection, found: new Map<string, Row>() };
        groups.set(resource, group);
        for (const id of linkedIds(selected, row)) {
          const found = known?.get(id);
          if (found === undefined) continue;
          if (resource !== own || !primaryIds.has(id)) group.found.set(id, found);
          if (this.includesOf(selection).length > 0 && isFirstVisit(visited, selection, id)) visit(found, selection);
        }
      }
    };
    for (const [place, row] of primary.entries()) {
      if (place > 0 && place % recordsOfTurn === 0) yield '';
      visit(row, this.selection);
    }
    return groups;
  }
}

/** Records whose includes are looked up before an empty piece is handed out. */
const recordsOfTurn = 250;

/** Hands out pieces that are long enough. Returns the text behind the last of them. */
type Writing = Generator<string, string, undefined>;

interface Group {
  readonly selection: Selection;
  readonly found: Map<string, Row>;
}

const isFirstVisit = (visited: Map<Selection, Set<string>>, selection: Selection, id: string): boolean => {
  const ids = visited.get(selection) ?? new Set<string>();
  visited.set(selection, ids);
  if (ids.has(id)) return false;
  ids.add(id);
  return true;
};

/** Resource objects behind a text, with commas between them. */
function* joined(before: string, rows: Iterable<Row>, write: RowWriter, context: WriteContext): Writing {
  let json = before;
  let isFirst = true;
  for (const row of rows) {
    json = write(isFirst ? json : `${json},`, row, context);
    isFirst = false;
    if (json.length < pieceLength) continue;
    yield json;
    json = '';
  }
  return json;
}
