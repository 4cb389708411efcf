import type { Codec, WriteContext } from '../codec.js';
import {
  floatNumber,
  moneyText,
  plainCodecs,
  quotedFlag,
  quotedInteger,
  secretMask,
  utcMillisecondInstant,
  utcMilliseconds,
  zonedMicrosecondInstant,
  zonedMicroseconds,
} from '../codecs.js';
import type { ExposedAttribute } from '../exposure.js';

/** Makes JSON text of PostgreSQL's text: the compiled read path. It says what the codec's `encode` says of the value. */
export type FromText = (text: string, context: WriteContext) => string;

const asItIs: FromText = (text) => text;
const quoted: FromText = (text) => `"${text}"`;

/** JSON between the white space that PostgreSQL writes into a `jsonb`: strings are kept whole, numbers are not re-read. */
const compactJson: FromText = (text) => text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1');

/** It stands here and not with the codec, since a client has no columns. */
const texts = new Map<Codec<never>, FromText>([
  [plainCodecs.text, (text) => JSON.stringify(text)],
  [plainCodecs.secret, (text, { reveal }) => JSON.stringify(reveal === undefined ? secretMask : reveal(text))],
  [plainCodecs.uuid, quoted],
  [plainCodecs.integer, asItIs],
  [plainCodecs.integers, (text) => `[${text.slice(1, -1).replaceAll('NULL', 'null')}]`],
  [plainCodecs.addresses, (text) => JSON.stringify(text === '{}' ? [] : text.slice(1, -1).split(','))],
  [plainCodecs.flag, (text) => (text === 't' ? 'true' : 'false')],
  [plainCodecs.decimal, (text) => `"${moneyText(text)}"`],
  [plainCodecs.localDate, quoted],
  [plainCodecs.json, compactJson],
  [floatNumber, (text) => JSON.stringify(Number(text))],
  [quotedFlag, (text) => (text === 't' ? '"true"' : '"false"')],
  [quotedInteger, quoted],
  [utcMillisecondInstant, (text) => `"${utcMilliseconds(text)}"`],
  [zonedMicrosecondInstant, (text, { zone }) => `"${zonedMicroseconds(text, zone)}"`],
]);

/** @throws Error for a codec that is not known here */
export const fromTextOfCodec = (codec: Codec<never>): FromText => {
  const fromText = texts.get(codec);
  if (fromText === undefined) throw new Error('a codec does not say how columns are written');
  return fromText;
};

const ofWords = (words: Readonly<Record<string, string>>): FromText => {
  const json = new Map(Object.entries(words).map(([stored, word]) => [stored, JSON.stringify(word)]));
  return (text) => {
    const word = json.get(text);
    if (word === undefined) throw new Error(`no word for the value ${text}`);
    return word;
  };
};

/** Writer of an attribute's column. */
export const fromTextOf = ({ words, codec }: Pick<ExposedAttribute, 'words' | 'codec'>): FromText =>
  words === undefined ? fromTextOfCodec(codec) : ofWords(words);
