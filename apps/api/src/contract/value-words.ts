import {
  floatNumber,
  quotedFlag,
  quotedInteger,
  type Codec,
  type Comparable,
  type ExposedAttribute,
  type KindName,
} from '@org/json-api';
import { code, codes } from './markdown.js';

/** Words of the tables for the values of a kind; closed sets are listed instead. */
const kinds: Readonly<Record<KindName, string>> = {
  text: 'text',
  secret: 'text',
  uuid: 'uuid',
  integer: 'int',
  integers: 'array of int',
  addresses: 'addresses',
  flag: 'bool',
  decimal: 'dec',
  instant: 'ts',
  localDate: 'day',
  oneOf: 'word',
  json: 'object',
};

/** Values that are written in another way than those of their kind. */
const codecs = new Map<Codec<never>, string>([
  [floatNumber, 'number'],
  [quotedFlag, codes(['"true"', '"false"'])],
  [quotedInteger, 'string of digits'],
]);

/** Words of the tables for the values of a filter. */
export const filterWords: Readonly<Record<Comparable, string>> = {
  flag: 'flag',
  number: 'number',
  key: 'key',
  instant: 'time',
  localDate: 'day',
  text: 'text',
  uuid: 'uuid',
  word: 'word',
};

/** Form of an attribute's values, for a table cell. */
export const valueWords = ({ words, codec, declared: { kind }, ifNull }: ExposedAttribute): string => {
  if (words === undefined) return codecs.get(codec) ?? (kind.isList === true ? 'list of objects' : kinds[kind.name]);
  const shown = codes(new Set(Object.values(words)));
  return ifNull === null ? shown : `${shown}, ${code(ifNull)} for none`;
};
