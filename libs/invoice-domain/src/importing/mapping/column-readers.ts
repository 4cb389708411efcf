import { hash } from 'node:crypto';
import type { ZoneOffsets } from '@org/kernel';
import type { FieldKind, KnownIds, UsageColumn } from '../usage-table.js';
import type { ColumnRule } from './mapping.js';
import { Unreadable, type ReadText } from './read-text.js';
import { timeReader } from './times.js';

/** Settings that values are read by besides the mapping. */
export interface LedgerIds extends KnownIds {
  /** Ids of accounts by what third parties call them. */
  readonly accountsByExternalId: ReadonlyMap<string, number>;
}

/** Parts of a key are told apart by what no text holds. */
const partSeparator = '\u001f';

/** A positive bigint that is always the same for the same parts: the first 63 bits of their SHA-256. */
export const hashedKey = (parts: readonly string[]): string =>
  String(hash('sha256', parts.join(partSeparator), 'buffer').readBigUInt64BE() >> 1n);

const decimalKinds: readonly FieldKind[] = ['price', 'rate', 'movement', 'quantity', 'tariff', 'money', 'sum'];

/** Settings that only some kinds of columns take, with what these hold. */
export const settingsOfKinds = [
  { settings: ['time', 'zone'], what: 'times', isFor: ({ kind }) => kind === 'instant' },
  { settings: ['decimal', 'sign'], what: 'decimals', isFor: ({ kind }) => decimalKinds.includes(kind) },
  { settings: ['duration'], what: 'seconds', isFor: ({ kind }) => kind === 'duration' },
  { settings: ['hash'], what: 'keys', isFor: ({ kind }) => kind === 'key' },
  { settings: ['account'], what: 'accounts', isFor: ({ refersTo }) => refersTo === 'accounts' },
] as const satisfies readonly {
  readonly settings: readonly (keyof ColumnRule)[];
  readonly what: string;
  readonly isFor: (column: UsageColumn) => boolean;
}[];

const isNothing = (value: string): boolean => !/[1-9]/.test(value);

const signs: Readonly<Record<NonNullable<ColumnRule['sign']>, (value: string) => string>> = {
  kept: (value) => value,
  dropped: (value) => value.replace(/^[+-]/, ''),
  // Nothing has no sign.
  turned: (value) => {
    const bare = value.replace(/^[+-]/, '');
    return value.startsWith('-') || isNothing(bare) ? bare : `-${bare}`;
  },
};

/** Thousands are not told apart: whether 1.234 is little or much, only a comma behind it would say. */
const decimalReader = ({ decimal, sign = 'kept' }: ColumnRule): ReadText => {
  const signed = signs[sign];
  if (decimal !== 'comma') return signed;
  return (value) =>
    /^[+-]?\d+(,\d+)?$/.test(value)
      ? signed(value.replace(',', '.'))
      : new Unreadable('is not a decimal number with a comma and without marks of thousands');
};

const clock: ReadText = (value) => {
  const [, hours, minutes, seconds] = /^(\d{1,6}):([0-5]\d):([0-5]\d)$/.exec(value) ?? [];
  return hours === undefined
    ? new Unreadable('is not hours, minutes and seconds')
    : String(Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
};

const asItIs: ReadText = (value) => value;

const byExternalId =
  ({ accountsByExternalId }: LedgerIds): ReadText =>
  (value) => {
    const id = accountsByExternalId.get(value);
    return id === undefined ? new Unreadable('is the external id of none of the accounts') : String(id);
  };

const kindReader = (column: UsageColumn, rule: ColumnRule, zone: ZoneOffsets | undefined, ids: LedgerIds): ReadText => {
  if (column.kind === 'instant') return timeReader(rule.time ?? 'iso8601', rule.zone ?? zone);
  if (decimalKinds.includes(column.kind)) return decimalReader(rule);
  if (rule.duration === 'clock') return clock;
  return rule.account === 'external_id' ? byExternalId(ids) : asItIs;
};

/** Finds what a text stands for: the text itself, or else the longest beginning of it that ends in `*`. */
const lookupReader = ({ lookup = new Map(), ...rule }: ColumnRule): ReadText => {
  const beginnings = [...lookup]
    .filter(([name]) => name.endsWith('*'))
    .map(([name, value]) => [name.slice(0, -1), value] as const);
  const byBeginning = new Map(beginnings);
  const longest = Math.max(-1, ...beginnings.map(([beginning]) => beginning.length));
  return (value) => {
    const exact = lookup.get(value);
    if (exact !== undefined) return exact;
    for (let length = Math.min(longest, value.length); length >= 0; length -= 1) {
      const found = byBeginning.get(value.slice(0, length));
      if (found !== undefined) return found;
    }
    return rule.otherwise === undefined ? new Unreadable('is not in the lookup of the mapping') : rule.otherwise;
  };
};

/** Reads the text that a row has for a column of the ledger, by its rule. */
export const columnReader = (
  column: UsageColumn,
  rule: ColumnRule,
  zone: ZoneOffsets | undefined,
  ids: LedgerIds,
): ReadText => {
  const read = kindReader(column, rule, zone, ids);
  if (rule.lookup === undefined) return read;
  const find = lookupReader(rule);
  return (value) => {
    const found = find(value);
    return typeof found === 'string' ? read(found) : found;
  };
};
