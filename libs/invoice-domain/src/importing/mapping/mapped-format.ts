import { csvReader, type CsvReader, type IsWidth } from '../csv-row.js';
import { faultOf, quoted } from '../field-faults.js';
import { UnreadableUsage, type ReadRow, type RowFormat } from '../row-format.js';
import type { UsageColumn } from '../usage-table.js';
import type { LedgerIds } from './column-readers.js';
import { FileColumns } from './file-columns.js';
import type { Mapping } from './parse-mapping.js';
import { Unreadable } from './read-text.js';
import { textIn, valueMaker, type FileRow, type MakeValue } from './value-maker.js';

interface Rule {
  readonly name: string;
  readonly place: number | undefined;
  readonly values: ReadonlySet<string | null>;
}

/** Everything about rows that is known once the columns of the file are. */
interface Plan {
  readonly widths: ReadonlySet<number>;
  /** Fields that a row has to have at least, where there are no widths. */
  readonly least: number;
  readonly isWidth: IsWidth;
  readonly leaveOut: readonly Rule[];
  readonly expect: readonly Rule[];
  readonly makers: readonly MakeValue[];
}

/** Rows of a file of somebody else's, as the rows of the ledger's table that a mapping makes of them. For one file. */
export class MappedFormat implements RowFormat {
  readonly columns: readonly UsageColumn[];
  readonly isCopyable = false;
  /** Rows passed over because the mapping says so. */
  leftOut = 0;
  private readonly reader: CsvReader;
  private plan: Plan | undefined;
  private toSkip: number;

  constructor(
    private readonly mapping: Mapping,
    private readonly ids: LedgerIds,
  ) {
    const { delimiter = ',', quotes = 'doubled', skip_before: before = 0 } = mapping.csv;
    this.columns = mapping.columns.map(({ column }) => column);
    this.reader = csvReader({ delimiter, quotes }, () => this.plan?.isWidth);
    this.toSkip = before;
    if (!this.hasHeader) this.begin(mapping.csv.names ?? []);
  }

  /** Whether the file ended before it said what its columns are. */
  get lacksHeader(): boolean {
    return this.plan === undefined;
  }

  /** Whether what comes next is no row yet: a header, or what stands before or behind it. */
  get isBeforeRows(): boolean {
    return this.plan === undefined || this.toSkip > 0;
  }

  /** @throws UnreadableUsage for a header without a column that the mapping reads */
  read(bytes: Buffer, at: number, isEnd: boolean): ReadRow | undefined {
    const row = this.reader(bytes, at, isEnd);
    return row === undefined ? undefined : { ...row, fields: this.take(row.fields) };
  }

  private get hasHeader(): boolean {
    return this.mapping.csv.header ?? true;
  }

  private take(fields: ReadRow['fields']): ReadRow['fields'] {
    if (this.toSkip > 0) {
      this.toSkip -= 1;
      return undefined;
    }
    if (fields === undefined) return undefined;
    if (this.plan !== undefined) return typeof fields === 'string' ? fields : this.made(fields, this.plan);
    if (typeof fields === 'string') throw new UnreadableUsage(`The header cannot be read: ${fields}.`);
    this.begin(fields.map((name) => name ?? ''));
    return undefined;
  }

  private begin(names: readonly string[]): void {
    const { csv, columns, leaveOut, expect } = this.mapping;
    const columnsOf = new FileColumns(names, this.hasHeader ? names.length : Infinity);
    const ruleOf = ([name, values]: readonly [string, readonly (string | null)[]]): Rule => ({
      name,
      place: columnsOf.placeOf(name),
      values: new Set(values),
    });
    const rules = { leaveOut: [...leaveOut].map(ruleOf), expect: [...expect].map(ruleOf) };
    const places = columns.flatMap(({ rule }) => rule.from?.map((name) => columnsOf.placeOf(name)) ?? []);
    const used = [...places, ...Object.values(rules).flatMap((some) => some.map(({ place }) => place))];
    const widths = new Set(csv.fields ?? (this.hasHeader ? [names.length] : []));
    const least = Math.max(0, ...used.map((place) => (place ?? -1) + 1));
    this.plan = {
      widths,
      least,
      isWidth: (fields) => (widths.size > 0 ? widths.has(fields) : fields >= least),
      ...rules,
      makers: columns.map((each) => valueMaker(each, columnsOf, this.mapping, this.ids)),
    };
    this.toSkip = csv.skip_after ?? 0;
  }

  private made(row: FileRow, plan: Plan): FileRow | string | undefined {
    const { widths, least, isWidth, leaveOut, expect, makers } = plan;
    if (!isWidth(row.length)) {
      const wanted = widths.size > 0 ? [...widths].join(' or ') : `at least ${least}`;
      return `the row has ${row.length} fields instead of ${wanted}`;
    }
    const valueOf = ({ place }: Rule): string | null => (place === undefined ? null : textIn(row[place]));
    if (leaveOut.some((rule) => rule.values.has(valueOf(rule)))) {
      this.leftOut += 1;
      return undefined;
    }
    const odd = expect.find((rule) => !rule.values.has(valueOf(rule)));
    if (odd !== undefined) {
      const wanted = [...odd.values].map((value) => value ?? 'nothing').join(', ');
      return `${odd.name} is none of what the mapping expects, ${wanted}: ${quoted(valueOf(odd) ?? '')}`;
    }
    const values = makers.map((make) => make(row));
    return values.some((value) => value instanceof Unreadable) ? this.faultsIn(values) : (values as FileRow);
  }

  /** Everything that is wrong with a row, also what the check of its columns would find. */
  private faultsIn(values: readonly (string | null | Unreadable)[]): string {
    const faults = values.map((value, place) => {
      const column = this.columns[place] as UsageColumn;
      return value instanceof Unreadable ? `${column.name} ${value.fault}` : faultOf(column, value, this.ids);
    });
    return faults.filter((fault) => fault !== undefined).join('; ');
  }
}
