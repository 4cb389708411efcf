import { daysIn } from './month.js';
import type { FieldKind, KnownIds, UsageColumn } from './usage-table.js';

/** The fault of a value for its column, in words that follow the column's name. */
type Fault = (value: string) => string | undefined;

const largest = { integer: 2n ** 31n, bigint: 2n ** 63n } as const;

const wholeNumber =
  (type: keyof typeof largest): Fault =>
  (value) => {
    if (!/^-?\d{1,30}$/.test(value)) return 'is not a whole number';
    const number = BigInt(value);
    return number >= largest[type] || number < -largest[type] ? 'is too large' : undefined;
  };

/** Ten years in seconds; no call and no sum of the ledger's is near it. */
export const longestDuration = 315_360_000;

const duration: Fault = (value) => {
  const fault = wholeNumber('bigint')(value);
  if (fault !== undefined) return fault;
  const seconds = BigInt(value);
  if (seconds < 0n) return 'is negative';
  return seconds > longestDuration ? 'is longer than ten years' : undefined;
};

/** Longer ones than any amount of money, and than any rate per minute, are a mistake or an attack. */
const maximumDigits = 100;

const decimalForm = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?$/i;

const decimal: Fault = (value) => {
  if (!decimalForm.test(value)) return 'is not a decimal number';
  return value.length > maximumDigits ? `has more than ${maximumDigits} characters` : undefined;
};

/** Of a decimal. */
export const isZero = (value: string): boolean => !/[1-9]/.test(value.replace(/e.*/i, ''));

/** Maximum digits before the point; a larger amount is a mistake or an attack. */
export const greatestDigits = 15;

/** Maximum digits behind the point; finer ones come from no tariff. */
export const finestDigits = 30;

/** Digits before the point and behind it, without zeros at the ends: 1200e-3 has 1 and 1. */
const digitsOf = (value: string): { readonly before: number; readonly behind: number } => {
  const [, whole = '', fraction = '', exponent = '0'] = /^[+-]?(\d*)\.?(\d*)(?:e(.*))?$/i.exec(value) ?? [];
  const digits = whole + fraction;
  const scale = fraction.length - Number(exponent);
  const zeros = digits.length - digits.replace(/0+$/, '').length;
  return {
    before: isZero(value) ? 0 : digits.replace(/^0+/, '').length - scale,
    behind: isZero(value) ? 0 : scale - zeros,
  };
};

const tariff: Fault = (value) => {
  const fault = decimal(value);
  if (fault !== undefined) return fault;
  const { before, behind } = digitsOf(value);
  if (before > greatestDigits) return 'is too large';
  return behind > finestDigits ? `has more than ${finestDigits} decimals` : undefined;
};

const belowZero: Fault = (value) => (value.startsWith('-') && !isZero(value) ? 'is negative' : undefined);

const price: Fault = (value) => tariff(value) ?? belowZero(value);

const movement: Fault = (value) => tariff(value) ?? (isZero(value) ? 'is zero' : undefined);

export const instantForm =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)[T ](?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)(?<fraction>\.\d+)?(?<zone>Z|[+-]\d\d(:?\d\d)?)?$/;

export const firstYear = 2000;
export const lastYear = 2099;

const instant: Fault = (value) => {
  const groups = instantForm.exec(value)?.groups;
  if (groups === undefined) return 'is not a time as ISO 8601 writes it';
  const [year, month, day] = [groups['year'], groups['month'], groups['day']].map(Number) as [number, number, number];
  if (groups['zone'] === undefined) return 'has no time zone: an offset such as Z or +02:00 is needed';
  if (day < 1 || day > daysIn(year, month)) return 'is not a day of the calendar';
  if (Number(groups['hour']) > 23 || Number(groups['minute']) > 59 || Number(groups['second']) > 59)
    return 'is not a time of day';
  if (!/^(Z|[+-](0\d|1[0-5])(:?[0-5]\d)?)$/.test(groups['zone'])) return 'has an offset that no zone has';
  if (/^\.\d{7}/.test(groups['fraction'] ?? '')) return 'is finer than a microsecond';
  return year < firstYear || year > lastYear ? `is not in the years ${firstYear} to ${lastYear}` : undefined;
};

const day: Fault = (value) => {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value)?.map(Number) ?? [];
  if (year === undefined || month === undefined || date === undefined) return 'is not a day as ISO 8601 writes it';
  if (date < 1 || date > daysIn(year, month)) return 'is not a day of the calendar';
  return year < firstYear || year > lastYear ? `is not in the years ${firstYear} to ${lastYear}` : undefined;
};

const flag: Fault = (value) => (/^(t|true|f|false|1|0)$/i.test(value) ? undefined : 'is neither true nor false');

const text: Fault = (value) => {
  if (value.includes('\0')) return 'holds a NUL character';
  return /\p{Surrogate}/u.test(value) ? 'holds half a character' : undefined;
};

const longestName = 255;

const name: Fault = (value) => {
  if (value.trim() === '') return 'is blank';
  return text(value) ?? (value.length > longestName ? `has more than ${longestName} characters` : undefined);
};

const uuid: Fault = (value) =>
  /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i.test(value) ? undefined : 'is not a UUID';

const faults: Readonly<Record<FieldKind, Fault>> = {
  key: wholeNumber('bigint'),
  reference: wholeNumber('integer'),
  duration,
  instant,
  flag,
  price,
  rate: tariff,
  movement,
  text,
  uuid,
  day,
  word: text,
  name,
  quantity: price,
  tariff,
  // How many decimals a currency has, its account says.
  money: tariff,
  sum: price,
};

/** Values are shown in messages, but not at any length. */
export const quoted = (value: string): string => JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);

/** The fault of a field in plain words; undefined when it is valid. */
export const faultOf = (column: UsageColumn, value: string | null, known: KnownIds): string | undefined => {
  if (value === null) return column.isRequired ? `${column.name} is missing` : undefined;
  const fault = faults[column.kind](value);
  if (fault !== undefined) return `${column.name} ${fault}: ${quoted(value)}`;
  if (column.words?.includes(value) === false) {
    return `${column.name} is none of ${column.words.join(', ')}: ${quoted(value)}`;
  }
  return column.refersTo === undefined || known[column.refersTo].has(Number(value))
    ? undefined
    : `${column.name} names none of the ledger's ${column.refersTo}: ${value}`;
};
