import { isUtf8 } from 'node:buffer';
import { columnsByName, meantColumn, type UnknownColumns } from './csv-format.js';
import { maximumRowBytes, originalOf, tooLong, type RowFormat } from './row-format.js';
import type { UsageColumn, UsageTable } from './usage-table.js';

/** One member with the mark behind it. Numbers are taken as they are written: JSON.parse would make a float of them. */
const member =
  /\s*"((?:[^"\\]|\\.)*)"\s*:\s*(?:"((?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\.)*)"|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false)|null)\s*([,}])/uy;

type Members = ReadonlyMap<string, string | null>;

/** Text between quotes; most has nothing to be replaced. */
const textOf = (inside: string): string => (inside.includes('\\') ? (JSON.parse(`"${inside}"`) as string) : inside);

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Why a line is not an object of plain values. */
const faultIn = (line: string): string => {
  try {
    return isObject(JSON.parse(line))
      ? 'a member is neither text, a number, a flag nor null'
      : 'the line is not a JSON object';
  } catch {
    return 'the line is not JSON';
  }
};

const membersOf = (line: string): Members | string => {
  const members = new Map<string, string | null>();
  const start = /^\s*\{/.exec(line);
  if (start === null) return faultIn(line);
  if (/^\s*\{\s*\}\s*$/.test(line)) return members;
  member.lastIndex = start[0].length;
  for (;;) {
    const [, key, text, number, word, mark] = member.exec(line) ?? [];
    if (key === undefined) return faultIn(line);
    const end = member.lastIndex;
    try {
      const name = textOf(key);
      if (members.has(name)) return `${JSON.stringify(name)} is given more than once`;
      members.set(name, text === undefined ? (number ?? word ?? null) : textOf(text));
    } catch {
      return 'the line is not JSON';
    }
    if (mark === '}') return line.slice(end).trim() === '' ? members : faultIn(line);
    member.lastIndex = end;
  }
};

/** One JSON object on each line. */
export const ndjsonFormat = (table: UsageTable, unknown: UnknownColumns): RowFormat => {
  const known = columnsByName(table);
  const meant = new Map<string, UsageColumn | undefined>();

  /** Kept only where every row may have the same strange names. */
  const meantBy = (name: string): UsageColumn | undefined => {
    if (unknown === 'refused') return meantColumn(table, name, []);
    if (!meant.has(name)) meant.set(name, meantColumn(table, name, []));
    return meant.get(name);
  };

  const strangeIn = (names: readonly string[], seen: ReadonlySet<UsageColumn>): string | undefined => {
    for (const name of names) {
      const column = meantBy(name);
      const isMeant = column !== undefined && !seen.has(column);
      const sentence = `${JSON.stringify(name)} is no column of ${table.name}`;
      if (isMeant) return `${sentence}. Did you mean "${column.name}"?`;
      if (unknown === 'refused') return sentence;
    }
    return undefined;
  };

  const fieldsOf = (line: string): readonly (string | null)[] | string => {
    const members = membersOf(line);
    if (typeof members === 'string') return members;
    const fields = new Array<string | null>(table.columns.length).fill(null);
    const seen = new Set<UsageColumn>();
    const strange: string[] = [];
    for (const [name, value] of members) {
      const column = known.get(name);
      if (column === undefined) {
        strange.push(name);
        continue;
      }
      if (seen.has(column)) return `${column.name} is given more than once`;
      seen.add(column);
      fields[table.columns.indexOf(column)] = value;
    }
    return strangeIn(strange, seen) ?? fields;
  };

  return {
    columns: table.columns,
    isCopyable: false,
    read: (bytes, at, isEnd) => {
      const newline = bytes.indexOf(10, at);
      if (newline === -1 && !isEnd && bytes.length - at <= maximumRowBytes) return undefined;
      const content = newline === -1 ? bytes.length : newline;
      const end = newline === -1 ? bytes.length : newline + 1;
      const row = { end, lines: 1, isCut: newline === -1 && !isEnd, original: originalOf(bytes, at, content) };
      if (content - at > maximumRowBytes) return { ...row, fields: tooLong };
      if (!isUtf8(bytes.subarray(at, content))) return { ...row, fields: 'the row is not UTF-8' };
      return { ...row, fields: row.original.trim() === '' ? undefined : fieldsOf(row.original) };
    },
  };
};
