import { finestDigits, firstYear, greatestDigits, lastYear } from './field-faults.js';
import type { Touched } from './touched.js';
import type { FieldKind, KnownIds, UsageColumn } from './usage-table.js';

/**
 * Finds the end of a field that is plainly valid; -1 otherwise. What these do not recognise is not wrong yet: it is read again, precisely
 * and with reasons. They look at bytes because the text of millions of rows is not worth making.
 */
export type PlainField = (bytes: Uint8Array, at: number) => number;

const notPlain = -1;
const [comma, newline, dash, dot, colon, blank, capitalT, capitalZ, plus] = [44, 10, 45, 46, 58, 32, 84, 90, 43];

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57;

export const endsField = (byte: number | undefined): boolean => byte === comma || byte === newline;

/** Behind the digits at a place. */
const digits: PlainField = (bytes, at) => {
  let end = at;
  while (isDigit(bytes[end])) end += 1;
  return end;
};

/** Fewer digits than the largest bigint has. */
const wholeNumber: PlainField = (bytes, at) => {
  const end = digits(bytes, at);
  return end > at && end - at <= 18 ? end : notPlain;
};

/** The number of the last field that was found, not exact beyond 2^53. */
export interface LastKey {
  value: number;
}

const key =
  (last: LastKey): PlainField =>
  (bytes, at) => {
    const end = wholeNumber(bytes, at);
    let value = 0;
    for (let place = at; place < end; place += 1) value = value * 10 + (bytes[place] ?? 48) - 48;
    last.value = value;
    return end;
  };

/** As many digits as all durations that are allowed may have. */
const duration: PlainField = (bytes, at) => {
  const end = digits(bytes, at);
  return end > at && end - at <= 8 ? end : notPlain;
};

const unsigned: PlainField = (bytes, at) => {
  const end = digits(bytes, at);
  if (end === at || end - at > greatestDigits) return notPlain;
  if (bytes[end] !== dot) return end;
  const fraction = digits(bytes, end + 1);
  return fraction === end + 1 || fraction - end - 1 > finestDigits ? notPlain : fraction;
};

const signed: PlainField = (bytes, at) => unsigned(bytes, bytes[at] === dash ? at + 1 : at);

const flag: PlainField = (bytes, at) => {
  const byte = bytes[at];
  if (byte === 49 || byte === 48) return at + 1;
  if (byte === 116) return bytes[at + 1] === 114 && bytes[at + 2] === 117 && bytes[at + 3] === 101 ? at + 4 : at + 1;
  if (byte !== 102) return notPlain;
  return bytes[at + 1] === 97 && bytes[at + 2] === 108 && bytes[at + 3] === 115 && bytes[at + 4] === 101
    ? at + 5
    : at + 1;
};

const quote = 34;
const backslash = 92;

/** Printable ASCII that CSV does not have to quote. */
const text: PlainField = (bytes, at) => {
  let end = at;
  for (;;) {
    const byte = bytes[end];
    if (endsField(byte)) return end;
    if (byte === undefined || byte < blank || byte > 126 || byte === quote || byte === backslash) return notPlain;
    end += 1;
  }
};

/** @param named the ids that were seen */
const reference =
  (known: ReadonlySet<number> | undefined, named: Set<number> | undefined): PlainField =>
  (bytes, at) => {
    let id = 0;
    let end = at;
    for (let byte = bytes[end]; byte !== undefined && byte >= 48 && byte <= 57; byte = bytes[end]) {
      id = id * 10 + byte - 48;
      end += 1;
    }
    if (end === at || end - at > 9) return notPlain;
    if (known?.has(id) === false) return notPlain;
    named?.add(id);
    return end;
  };

/** Two digits as a number; not a number when they are none. */
const pair = (bytes: Uint8Array, at: number): number => {
  const [tens, ones] = [bytes[at], bytes[at + 1]];
  if (tens === undefined || ones === undefined || tens < 48 || tens > 57 || ones < 48 || ones > 57) return NaN;
  return tens * 10 + ones - 528;
};

const offsetEnd = (bytes: Uint8Array, at: number): number => {
  if (bytes[at] === capitalZ) return at + 1;
  if (bytes[at] !== plus && bytes[at] !== dash) return notPlain;
  if (!(pair(bytes, at + 1) <= 15)) return notPlain;
  if (bytes[at + 3] !== colon) return at + 3;
  return pair(bytes, at + 4) <= 59 ? at + 6 : notPlain;
};

const isUtc = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === capitalZ || (pair(bytes, at + 1) === 0 && (bytes[at + 3] !== colon || pair(bytes, at + 4) === 0));

/** Days that only some months have are left to the precise check, except the 31st day of those that have it. */
const isPlainDay = (month: number, day: number): boolean =>
  day >= 1 &&
  (day <= 28 ||
    (month !== 2 && (day <= 30 || (day === 31 && month !== 4 && month !== 6 && month !== 9 && month !== 11))));

const instant =
  (touched: Touched): PlainField =>
  (bytes, at) => {
    const year = pair(bytes, at) * 100 + pair(bytes, at + 2);
    const month = pair(bytes, at + 5);
    const day = pair(bytes, at + 8);
    const isDate =
      year >= firstYear &&
      year <= lastYear &&
      bytes[at + 4] === dash &&
      month >= 1 &&
      month <= 12 &&
      bytes[at + 7] === dash &&
      isPlainDay(month, day) &&
      (bytes[at + 10] === capitalT || bytes[at + 10] === blank);
    const [hour, minute, second] = [pair(bytes, at + 11), pair(bytes, at + 14), pair(bytes, at + 17)];
    const isTime = hour <= 23 && bytes[at + 13] === colon && minute <= 59 && bytes[at + 16] === colon && second <= 59;
    if (!isDate || !isTime) return notPlain;
    let zone = at + 19;
    if (bytes[zone] === dot) {
      zone = digits(bytes, at + 20);
      if (zone === at + 20 || zone > at + 26) return notPlain;
    }
    const end = offsetEnd(bytes, zone);
    const clock = (hour * 100 + minute) * 100 + second;
    if (end !== notPlain) touched.at({ year, month, day, clock, isUtc: isUtc(bytes, zone) });
    return end;
  };

const never: PlainField = () => notPlain;

/** The quick check of a column's fields, which notes what they touch. */
export const plainField = (
  column: UsageColumn,
  known: KnownIds,
  touched: Touched,
  lastKey: LastKey = { value: NaN },
): PlainField => {
  const fields: Readonly<Record<FieldKind, PlainField>> = {
    key: key(lastKey),
    reference: reference(
      column.refersTo && known[column.refersTo],
      column.refersTo === 'accounts' ? touched.accounts : undefined,
    ),
    duration,
    instant: instant(touched),
    flag,
    price: unsigned,
    rate: signed,
    text,
    // For the precise check alone: money moves in far fewer rows than calls come in, and so does commerce.
    movement: never,
    uuid: never,
    day: never,
    word: never,
    name: never,
    quantity: never,
    tariff: never,
    money: never,
    sum: never,
  };
  return fields[column.kind];
};
