import { Decimal, instantOf, localDateOf, type Instant, type ZoneOffsets } from '@org/kernel';
import type { Codec, Codecs } from './codec.js';
import type { JsonValue } from './kind.js';

const same = (text: string): string => text;

/**
 * Shortest plain notation with at least one digit after the point: `0.0`, `12.5`, `100.0`, `-6.25`.
 * Works on the digits as text, so a number of any length arrives whole.
 */
export const moneyText = (digits: string): string => {
  const point = digits.indexOf('.');
  if (point === -1) return `${digits}.0`;
  let end = digits.length;
  while (end > point + 2 && digits.charCodeAt(end - 1) === 48) end -= 1;
  return digits.slice(0, end);
};

/** A value of the type that a kind is sent as. @throws TypeError for anything else */
const sentAs =
  <Sent>(isSent: (json: JsonValue) => boolean) =>
  (json: JsonValue): Sent => {
    if (!isSent(json)) throw new TypeError(`an unexpected value: ${JSON.stringify(json)}`);
    return json as Sent;
  };

const string = sentAs<string>((json) => typeof json === 'string');
const number = sentAs<number>(Number.isFinite);
const boolean = sentAs<boolean>((json) => typeof json === 'boolean');
/** Integers beyond the safe range would have been rounded by the JSON parser. */
const safeInteger = sentAs<number>(Number.isSafeInteger);
const object = sentAs<JsonValue>((json) => typeof json === 'object');
const list = sentAs<readonly JsonValue[]>(Array.isArray);

/** Stands for a secret that is not shown. */
export const secretMask = '********';

const text: Codec<string> = {
  encode: same,
  decode: string,
};

/** Codecs on which JSON:API servers agree; an API has its own for instants and other differences. */
export const plainCodecs: Omit<Codecs, 'instant'> = {
  text,
  oneOf: text,
  secret: { encode: (value, { reveal }) => (reveal === undefined ? secretMask : reveal(value)), decode: string },
  uuid: { encode: same, decode: string },
  integer: { encode: (value) => value, decode: safeInteger },
  integers: {
    encode: (value) => value,
    decode: (json) => list(json).map(safeInteger),
  },
  addresses: {
    encode: (value) => value,
    decode: (json) => list(json).map(string),
  },
  flag: {
    encode: (value) => value,
    decode: boolean,
  },
  decimal: {
    encode: (value: Decimal): JsonValue => moneyText(value.toString()),
    decode: (json) => Decimal.of(string(json)),
  },
  localDate: {
    encode: (value) => value.toString(),
    decode: (json) => localDateOf(string(json)),
  },
  json: { encode: (value) => value, decode: object },
};

/** A decimal that the wire sends as a JSON number, with a float's precision: never for money. */
export const floatNumber: Codec<Decimal> = {
  encode: (value) => Number(value.toString()),
  // Without the exponent of small numbers, which a decimal has none of.
  decode: (json) => Decimal.of(/e/.test(`${number(json)}`) ? number(json).toFixed(20) : `${number(json)}`),
};

/** A flag that the wire sends as the string `"true"` or `"false"`. */
export const quotedFlag: Codec<boolean> = {
  encode: String,
  decode: (json) => string(json) === 'true',
};

/** A whole number that the wire sends as a string. */
export const quotedInteger: Codec<number> = {
  encode: String,
  decode: (json) => safeInteger(Number(string(json))),
};

/** Index of the fraction of a second in PostgreSQL's text of an instant, and length of the offset `+00`. */
const fractionStart = 20;
const offsetLength = 3;

const fraction = (text: string, digits: number): string => {
  const end = Math.min(text.length - offsetLength, fractionStart + digits);
  const fraction = end > fractionStart ? text.slice(fractionStart, end) : '';
  return fraction.length === digits ? fraction : fraction.padEnd(digits, '0');
};

/** PostgreSQL's text of an instant in a UTC session: `2025-12-26 12:46:07.352+00`. */
export const instantText = (value: Instant): string =>
  `${value.toString({ smallestUnit: 'microsecond' }).slice(0, -1).replace('T', ' ')}+00`;

/** `2025-12-26T12:46:07.352Z`: UTC, the fraction cut (not rounded) to three digits. */
export const utcMilliseconds = (text: string): string =>
  `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction(text, 3)}Z`;

export const utcMillisecondInstant: Codec<Instant> = {
  encode: (value) => utcMilliseconds(instantText(value)),
  decode: (json) => instantOf(string(json)),
};

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** `2021-03-02T01:12:58.186820+0300`: local time of the zone, six fraction digits, offset without a colon. */
export const zonedMicroseconds = (text: string, zone: ZoneOffsets): string => {
  const seconds = Date.parse(`${text.slice(0, 10)}T${text.slice(11, 19)}Z`) / 1000;
  const offset = zone.at(seconds);
  const local = new Date((seconds + offset) * 1000).toISOString().slice(0, 19);
  const minutes = Math.trunc(Math.abs(offset) / 60);
  const sign = offset < 0 ? '-' : '+';
  return `${local}.${fraction(text, 6)}${sign}${twoDigits(Math.trunc(minutes / 60))}${twoDigits(minutes % 60)}`;
};

export const zonedMicrosecondInstant: Codec<Instant> = {
  encode: (value, { zone }) => zonedMicroseconds(instantText(value), zone),
  decode: (json) => instantOf(string(json)),
};

/** The codecs of an API that spells nothing of its own but instants. */
export const codecsWith = (instant: Codec<Instant>): Codecs => ({ ...plainCodecs, instant });
