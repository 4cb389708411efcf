import { ZoneOffsets } from '@org/kernel';
import type { CsvDialect } from '../csv-row.js';
import {
  constant,
  flag,
  mapOf,
  objectOf,
  oneOf,
  oneOrMore,
  text,
  wholeNumber,
  type Setting,
  type ValueOf,
} from './setting.js';
import { timePattern } from './time-pattern.js';

/** Columns of a file, at most. */
const greatestWidth = 1_000;

/** A column of the file: its name, with `?` behind it if the file may lack it, or its place, from 1. */
export type ColumnName = string | number;

const columnName: Setting<ColumnName> = (given, place) =>
  typeof given === 'number' ? wholeNumber(1, greatestWidth)(given, place) : text(given, place);

const delimiter: Setting<string> = (given, place) =>
  typeof given === 'string' && /^[\t -~]$/.test(given) && !/[\w"]/.test(given)
    ? given
    : place.fault(
        'has to be one character of ASCII that is neither a letter, a digit nor a quote, such as ";" or "\\t"',
      );

const zone: Setting<ZoneOffsets> = (given, place) => {
  try {
    if (typeof given === 'string') return new ZoneOffsets(given);
  } catch {
    // Told below, as what is no text.
  }
  return place.fault(`has to be a time zone such as Europe/Kyiv, and ${JSON.stringify(given)} is none`);
};

const timeFormats = ['iso8601', 'rfc2822', 'epoch_seconds', 'epoch_milliseconds'] as const;

/** A named way of writing times, or a pattern. */
export type TimeFormat = (typeof timeFormats)[number] | RegExp;

const time: Setting<TimeFormat> = (given, place) => {
  const named = timeFormats.find((format) => format === given);
  if (named !== undefined) return named;
  const pattern = typeof given === 'string' ? timePattern(given) : undefined;
  return pattern ?? place.fault(`has to be ${timeFormats.join(', ')} or a pattern such as "DD.MM.YYYY HH:mm:ss"`);
};

/** How one column of the ledger is made of a row. */
const columnRule = objectOf({
  from: oneOrMore(columnName, 20),
  value: constant,
  join: (given, place) => (typeof given === 'string' ? given : place.fault('has to be text')),
  time,
  zone,
  decimal: oneOf(['point', 'comma']),
  sign: oneOf(['kept', 'turned', 'dropped']),
  duration: oneOf(['seconds', 'clock']),
  hash: flag,
  account: oneOf(['id', 'external_id']),
  lookup: mapOf(constant),
  otherwise: constant,
  empty: constant,
} satisfies Record<string, Setting<unknown>>);

export type ColumnRule = ValueOf<typeof columnRule>;

/** In short: a column of the file alone, or a flag for every row. */
const shortOrRule: Setting<ColumnRule | null> = (given, place) => {
  if (given === null) return null;
  if (typeof given === 'boolean') return columnRule({ value: given }, place);
  return typeof given === 'string' || typeof given === 'number'
    ? columnRule({ from: given }, place)
    : columnRule(given, place);
};

const values = mapOf(oneOrMore(constant, 1_000));

/** Everything that a mapping file may say. */
export const mappingSettings = objectOf({
  extends: text,
  description: text,
  source: text,
  csv: objectOf({
    delimiter,
    quotes: oneOf(['doubled', 'unescaped', 'none'] satisfies readonly CsvDialect['quotes'][]),
    header: flag,
    names: oneOrMore(text, greatestWidth),
    fields: oneOrMore(wholeNumber(1, greatestWidth), 100),
    skip_before: wholeNumber(0, 1_000),
    skip_after: wholeNumber(0, 1_000),
  }),
  zone,
  leave_out: values,
  expect: values,
  columns: mapOf(shortOrRule),
});

export type MappingSettings = ValueOf<typeof mappingSettings>;
