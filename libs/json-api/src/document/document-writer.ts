import type { WriteContext } from '../codec.js';
import { compileRowWriter, type RowWriter } from './row-writer.js';
import { linkedIds, type Row, type Selection } from './selection.js';

/** The rows read for the included resources: by resource name, then by id. */
export type IncludedRows = ReadonlyMap<string, ReadonlyMap<string, Row>>;

/** Writes whole documents of one request shape. */
export class DocumentWriter {
  private readonly writers = new Map<string, RowWriter>();
  private readonly includes: boolean;

  constructor(private readonly selection: Selection) {
    this.prepare(selection);
    this.includes = selection.relationships.some(({ include }) => include !== undefined);
  }

  /** `{"data":{…}}`, with `included` as the API writes it when something was asked for. */
  one(row: Row, included: IncludedRows, context: WriteContext): string {
    return `{"data":${this.writerOf(this.selection)(row, context)}${this.included([row], included, context)}}`;
  }

  /** The members `data` and `included` of a list; the braces and the rest are the caller's. */
  many(rows: readonly Row[], included: IncludedRows, context: WriteContext): string {
    const writer = this.writerOf(this.selection);
    const objects = rows.map((row) => writer(row, context));
    return `"data":[${objects.join(',')}]${this.included(rows, included, context)}`;
  }

  private prepare(selection: Selection): void {
    if (!this.writers.has(selection.exposure.resource)) {
      this.writers.set(selection.exposure.resource, compileRowWriter(selection));
    }
    for (const { include } of selection.relationships) if (include !== undefined) this.prepare(include);
  }

  private writerOf({ exposure }: Selection): RowWriter {
    const writer = this.writers.get(exposure.resource);
    if (writer === undefined) throw new Error(`no writer was prepared for ${exposure.type}`);
    return writer;
  }

  /** Each object once, grouped by type in the order in which the types are met. */
  private included(primary: readonly Row[], rows: IncludedRows, context: WriteContext): string {
    if (!this.includes) return '';
    const { exposure } = this.selection;
    const groups = new Map<string, Map<string, string>>();
    const written = new Set(primary.map((row) => `${exposure.resource} ${row[0]}`));
    // A record met again on the same path brings nothing new; without this a path that leads in a circle would multiply.
    const met = new Map<Selection, Set<string>>();
    const visit = (row: Row, selection: Selection): void => {
      const { relationships } = selection;
      const seen = met.get(selection) ?? new Set<string>();
      met.set(selection, seen);
      if (seen.has(row[0] ?? '')) return;
      seen.add(row[0] ?? '');
      for (const selected of relationships) {
        const { include } = selected;
        if (include === undefined) continue;
        const { resource } = include.exposure;
        for (const id of linkedIds(selected, row)) {
          const found = rows.get(resource)?.get(id);
          if (found === undefined) continue;
          const group = groups.get(resource) ?? new Map<string, string>();
          groups.set(resource, group);
          if (!group.has(id) && !written.has(`${resource} ${id}`))
            group.set(id, this.writerOf(include)(found, context));
          visit(found, include);
        }
      }
    };
    for (const row of primary) visit(row, this.selection);
    const objects = [...groups.values()].flatMap((group) => [...group.values()]);
    return objects.length === 0 && !exposure.dialect.emptyIncluded ? '' : `,"included":[${objects.join(',')}]`;
  }
}
