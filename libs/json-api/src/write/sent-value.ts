import { instantOf, localDateOf, type TimeZone } from '@org/kernel';
import type { ExposedAttribute } from '../exposure.js';
import type { JsonValue, KindName, KindValues } from '../kind.js';
import { readers } from '../query/value-text.js';
import { isSentObject, JsonNumber, type SentJson } from './json-text.js';
import { sentDecimal } from './sent-decimal.js';

/** A value of a request: what it means, or why it means nothing, in the words of a validation. */
export type SentValue<Value = unknown> = { readonly value: Value | null } | { readonly fault: string };

/** Rules for reading values. */
export interface ValueRules {
  /** Time zone of times without one. */
  readonly zone: TimeZone;
  /** The words for true and false that a dialect reads, by how PostgreSQL writes them. */
  readonly flags: ReadonlyMap<string, string>;
}

type Read<Value> = (json: SentJson, rules: ValueRules, attribute: ExposedAttribute) => SentValue<Value>;

const isInvalid = { fault: 'is invalid' } as const;
const isNoNumber = { fault: 'is not a number' } as const;
const isNotIncluded = { fault: 'is not included in the list' } as const;

const textOf = (json: SentJson): string | undefined =>
  typeof json === 'string' ? json : json instanceof JsonNumber ? json.text : undefined;

/** PostgreSQL keeps no NUL character. */
const readText: Read<string> = (json) => {
  const text = textOf(json);
  return text === undefined || text.includes('\0') ? isInvalid : { value: text };
};

const wholeNumber = /^[+-]?\d+$/;

/** Digits beyond the safe integers would be rounded on their way. */
const readInteger: Read<number> = (json) => {
  const text = textOf(json)?.trim();
  if (text === undefined || sentDecimal(text) === undefined) return text === '' ? { value: null } : isNoNumber;
  if (!wholeNumber.test(text)) return { fault: 'must be an integer' };
  const value = Number(text);
  if (Number.isSafeInteger(value)) return { value };
  return value > 0
    ? { fault: `must be less than or equal to ${Number.MAX_SAFE_INTEGER}` }
    : { fault: `must be greater than or equal to ${Number.MIN_SAFE_INTEGER}` };
};

/** A single number is a list of one; a list of nothing is no list. */
const readIntegers: Read<readonly number[]> = (json, rules, attribute) => {
  const read = (Array.isArray(json) ? (json as readonly SentJson[]) : [json]).map((one) =>
    readInteger(one, rules, attribute),
  );
  if (!read.every((one) => 'value' in one)) return isInvalid;
  const numbers = read.map(({ value }) => value).filter((value) => value !== null);
  return { value: numbers.length === 0 ? null : numbers };
};

const addressForm = /^[\da-f.:]{2,45}(\/\d{1,3})?$/i;

/** A single address is a list of one, and one text may name several, separated by commas; a list of nothing is no list. */
const readAddresses: Read<readonly string[]> = (json) => {
  const sent = typeof json === 'string' ? json.split(',').filter((one) => one.trim() !== '') : json;
  if (!Array.isArray(sent)) return isInvalid;
  const addresses = (sent as readonly SentJson[]).map((one) => (typeof one === 'string' ? one.trim() : ''));
  if (!addresses.every((one) => addressForm.test(one))) return isInvalid;
  return { value: addresses.length === 0 ? null : addresses };
};

const readFlag: Read<boolean> = (json, { flags }) => {
  if (typeof json === 'boolean') return { value: json };
  const text = textOf(json);
  if (text === '') return { value: null };
  const stored = text === undefined ? undefined : flags.get(text);
  return stored === undefined ? isNotIncluded : { value: stored === 't' };
};

const readDecimal: Read<KindValues['decimal']> = (json) => {
  const text = textOf(json);
  const value = text === undefined ? undefined : sentDecimal(text);
  if (value !== undefined) return { value };
  return text?.trim() === '' ? { value: null } : isNoNumber;
};

/** Reads a value as filters do, except for PostgreSQL's infinite times. */
const readAs =
  <Value>(read: (text: string, zone: TimeZone) => string | undefined, make: (text: string) => Value): Read<Value> =>
  (json, { zone }) => {
    if (json === '') return { value: null };
    const text = typeof json === 'string' ? read(json.trim(), zone) : undefined;
    return text === undefined || text.endsWith('infinity') ? isInvalid : { value: make(text) };
  };

const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

const readUuid: Read<string> = (json) => {
  if (json === '') return { value: null };
  return typeof json === 'string' && uuid.test(json) ? { value: json.toLowerCase() } : isInvalid;
};

/** The stored word of the wire's; of several that are shown as one, the first. */
const readWord: Read<string> = (json, _, { words = {}, ifNull }) => {
  if (json === '' || json === ifNull) return { value: null };
  const [stored] = Object.entries(words).find(([, word]) => word === json) ?? [];
  return stored === undefined ? isNotIncluded : { value: stored };
};

/** Objects within objects, at most: PostgreSQL reads them one within the other, and gives up somewhere. */
const deepest = 50;

/** Free JSON as a `jsonb` can hold it: without NUL characters, and with no number that is none. */
const isStorable = (json: SentJson, left = deepest): boolean => {
  if (typeof json === 'string') return !json.includes('\0');
  if (json instanceof JsonNumber) return Number.isFinite(Number(json.text));
  if (typeof json !== 'object' || json === null) return true;
  return left > 0 && Object.entries(json).every(([key, member]) => !key.includes('\0') && isStorable(member, left - 1));
};

const plain = (json: SentJson): JsonValue => {
  if (json instanceof JsonNumber) return Number(json.text);
  if (Array.isArray(json)) return (json as readonly SentJson[]).map(plain);
  return isSentObject(json)
    ? Object.fromEntries(Object.entries(json).map(([key, member]) => [key, plain(member)]))
    : (json as JsonValue);
};

const readObject: Read<JsonValue> = (json) =>
  isSentObject(json) && isStorable(json) ? { value: plain(json) } : isInvalid;

const readKinds: { readonly [Name in KindName]: Read<KindValues[Name]> } = {
  text: readText,
  secret: readText,
  uuid: readUuid,
  integer: readInteger,
  integers: readIntegers,
  addresses: readAddresses,
  flag: readFlag,
  decimal: readDecimal,
  instant: readAs(readers.instant, instantOf),
  localDate: readAs(readers.localDate, localDateOf),
  oneOf: readWord,
  json: readObject,
};

/** The domain value of an attribute in a request. Numbers can be strings and the other way round, as in Yeti and ActivePlatform. */
export const sentValue = (attribute: ExposedAttribute, json: SentJson, rules: ValueRules): SentValue =>
  json === null ? { value: null } : readKinds[attribute.declared.kind.name](json, rules, attribute);

/** A value that is handed on as it was sent: the text of a string or a number. */
export const verbatimValue = (json: SentJson): SentValue => (json === null ? { value: null } : readVerbatim(json));

const readVerbatim = (json: SentJson): SentValue => {
  const text = textOf(json);
  return text === undefined ? isInvalid : { value: text };
};
