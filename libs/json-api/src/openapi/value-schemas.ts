import type { Codec } from '../codec.js';
import {
  floatNumber,
  plainCodecs,
  quotedFlag,
  quotedInteger,
  utcMillisecondInstant,
  zonedMicrosecondInstant,
} from '../codecs.js';
import type { ExposedAttribute } from '../exposure.js';
import { oneOfWords, type JsonSchema } from '../json-schema.js';

const wholeNumber: JsonSchema = { type: 'integer', format: 'int64' };

/** Schema of each codec; kept apart from the codec because the SDK does not need it. */
const schemas = new Map<Codec<never>, JsonSchema>([
  [plainCodecs.text, { type: 'string' }],
  [plainCodecs.secret, { type: 'string' }],
  [plainCodecs.uuid, { type: 'string', format: 'uuid' }],
  [plainCodecs.integer, wholeNumber],
  [plainCodecs.integers, { type: 'array', items: wholeNumber }],
  [plainCodecs.addresses, { type: 'array', items: { type: 'string', examples: ['10.0.0.0/8'] } }],
  [plainCodecs.flag, { type: 'boolean' }],
  [plainCodecs.decimal, { type: 'string', pattern: '^-?\\d+\\.(\\d|\\d*[1-9])$', examples: ['12.5'] }],
  [plainCodecs.localDate, { type: 'string', format: 'date', examples: ['2021-02-01'] }],
  [plainCodecs.json, { type: 'object' }],
  [floatNumber, { type: 'number' }],
  [quotedFlag, { type: 'string', enum: ['true', 'false'] }],
  [quotedInteger, { type: 'string', pattern: '^-?\\d+$' }],
  [
    utcMillisecondInstant,
    { type: 'string', format: 'date-time', pattern: '\\.\\d{3}Z$', examples: ['2025-12-26T12:46:07.352Z'] },
  ],
  [
    zonedMicrosecondInstant,
    {
      // No `date-time`: RFC 3339 wants a colon in the offset.
      type: 'string',
      pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}[+-]\\d{4}$',
      examples: ['2021-03-02T01:12:58.186820+0300'],
    },
  ],
]);

/** @throws Error for a codec that nobody has described */
export const schemaOfCodec = (codec: Codec<never>): JsonSchema => {
  const schema = schemas.get(codec);
  if (schema === undefined) throw new Error('a codec has no schema');
  return schema;
};

/** Schema of an attribute's values, without null. */
export const schemaOfValue = ({ words, codec, declared }: ExposedAttribute): JsonSchema => {
  if (words !== undefined) return oneOfWords(Object.values(words));
  const schema = schemaOfCodec(codec);
  return declared.kind.isList === true ? { type: 'array', items: schema } : schema;
};
