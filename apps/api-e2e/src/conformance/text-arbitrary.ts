import fc, { type Arbitrary } from 'fast-check';

/** Texts that have broken servers before: quotes, SQL, patterns, NUL, odd numbers, text that is not what it looks like. */
const notorious = [
  '',
  ' ',
  '\0',
  'a\0b',
  "'",
  '"',
  '"a',
  'a"b"',
  '""',
  '%',
  '_',
  '\\',
  '%25',
  "' OR '1'='1",
  "1'; DROP TABLE invoices; --",
  '1) UNION SELECT auth_password FROM smtp_connections --',
  '$1',
  '{}',
  '{1,2}',
  '[]',
  'null',
  'undefined',
  'NaN',
  'Infinity',
  '-0',
  '1e400',
  '1e-400',
  '0x10',
  '1_000',
  '٣',
  '99999999999999999999999999',
  '-9223372036854775809',
  '0.1e1',
  '.5',
  '5.',
  '2025-02-30',
  '2025-13-01',
  '0000-01-01',
  '9999-12-31T23:59:60Z',
  '+275760-09-13',
  '2025-03-30T02:30:00',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '\u202Eabc',
  '👩‍👩‍👧',
  'İ',
  'ß',
  '\uFEFF',
  ',',
  ',,',
  '-',
  '--',
  '.',
  '..',
  '-id,-id',
  'id,',
  'a'.repeat(3_000),
  '9'.repeat(1_500),
  `${'a.'.repeat(40)}a`,
];

const wellFormed = (text: string): string => Buffer.from(text).toString();

/** Any text at all, what has broken servers before included. Never half a surrogate: that has no encoding. */
export const anyText: Arbitrary<string> = fc.oneof(
  fc.constantFrom(...notorious),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }).map((text) => wellFormed(text)),
  fc.integer().map(String),
  fc.double().map(String),
  fc.uuid(),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);

/** Characters that need no encoding in a query, brackets included. */
const plain = /^[\w.~!$'()*,;:@/?[\]-]$/;

const percent = (character: string): string =>
  [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

const encoders: readonly ((character: string) => string)[] = [
  (character) => (plain.test(character) ? character : percent(character)),
  percent,
  (character) => (/\w/.test(character) ? character : percent(character).toUpperCase()),
  (character) => (character === ' ' ? '+' : encodeURIComponent(character)),
];

/** One of the ways to write a text in a query; all of them mean the same. */
export const encodedText = (text: string): Arbitrary<string> =>
  fc.constantFrom(...encoders).map((encode) => Array.from(text, encode).join(''));

/**
 * A piece of a query that nobody encoded: half escapes, stray separators, escapes of bytes that are no UTF-8. A byte beyond
 * ASCII makes it no request at all: the parser gives up on it before there is anything to conform to.
 */
export const roughText: Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '%',
        '%2',
        '%zz',
        '%C3',
        '%FF%FE',
        '%ED%A0%80',
        '=',
        '==',
        '&',
        '&&',
        '?',
        '[',
        ']',
        '[]',
        '+',
        ';',
      ),
      fc.constantFrom(
        'filter',
        'page',
        'sort',
        'include',
        'fields',
        'filter[',
        'page[size',
        'fields[]',
        'filter[a][b][c]',
      ),
      fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));
