import { Decimal, localDateOf, type LocalDate } from '@org/kernel';
import { oneOfWords, type JsonSchema } from '../json-schema.js';
import type { JsonValue } from '../kind.js';
import { JsonNumber, type SentJson } from '../write/json-text.js';
import { valueOr, type Member, type MemberKind, type MemberOptions } from './member.js';

interface Simple<Value> {
  readonly kind: MemberKind;
  /** Requirement on the member, without its name: `has to be a day, YYYY-MM-DD`. */
  readonly message: string;
  /** Undefined for what it cannot be. */
  readonly read: (sent: SentJson) => Value | undefined;
  readonly schema: JsonSchema;
  readonly example: JsonValue;
  readonly values?: readonly string[];
}

/** A member that is one value by itself. */
export const simpleMember = <Value>(
  { kind, message, read, schema, example, values }: Simple<Value>,
  { description }: MemberOptions = {},
): Member<Value, false> => ({
  kind,
  isOptional: false,
  description,
  read: (sent, spot) => valueOr(read(sent), spot, message),
  schema: () => ({ ...schema, ...(description !== undefined && { description }) }),
  example: () => example,
  ...(values && { values }),
});

/** PostgreSQL keeps no NUL character, and no half of a surrogate pair. */
export const isStorable = (text: string): boolean => !/\0|\p{Surrogate}/u.test(text);

/** The bound of a text that names no other, in UTF-16 code units. */
const usualLength = 255;

/** Text that is not blank, of at most `max` UTF-16 code units. */
export const textMember = ({
  max = usualLength,
  example = 'text',
  ...options
}: MemberOptions & { readonly max?: number; readonly example?: string } = {}): Member<string, false> =>
  simpleMember(
    {
      kind: 'text',
      message: `has to be text of 1 to ${max} characters`,
      read: (sent) =>
        typeof sent === 'string' && sent.trim() !== '' && sent.length <= max && isStorable(sent) ? sent : undefined,
      schema: { type: 'string', minLength: 1, maxLength: max },
      example,
    },
    options,
  );

/** One of a closed set of words. */
export const oneOfMember = <const Word extends string>(
  words: readonly [Word, ...Word[]],
  options?: MemberOptions,
): Member<Word, false> =>
  simpleMember(
    {
      kind: 'oneOf',
      message: `has to be one of ${words.join(', ')}`,
      read: (sent) => words.find((word) => word === sent),
      schema: oneOfWords(words),
      example: words[0],
      values: words,
    },
    options,
  );

const currencyForm = /^[A-Z]{3}$/;

/** An ISO 4217 alpha-3 code in capitals; whether the ledger knows the currency is another question. */
export const currencyCodeMember = (options?: MemberOptions): Member<string, false> =>
  simpleMember(
    {
      kind: 'currencyCode',
      message: 'has to be a currency code such as "USD"',
      read: (sent) => (typeof sent === 'string' && currencyForm.test(sent) ? sent : undefined),
      schema: { type: 'string', pattern: currencyForm.source },
      example: 'EUR',
    },
    options,
  );

const amountForm = /^-?\d{1,20}(?:\.\d{1,10})?$/;

/** An amount as a string or a number: at most 20 digits and ten decimals, without an exponent. */
export const amountMember = (options?: MemberOptions): Member<Decimal, false> =>
  simpleMember(
    {
      kind: 'decimal',
      message: 'has to be an amount such as "123.45"',
      read: (sent) => {
        const text = sent instanceof JsonNumber ? sent.text : sent;
        return typeof text === 'string' && amountForm.test(text) ? Decimal.of(text) : undefined;
      },
      schema: { type: ['string', 'number'], pattern: amountForm.source, examples: ['123.45'] },
      example: '123.45',
    },
    options,
  );

/** PostgreSQL has no year 0. */
const dayForm = /^(?!0000)\d{4}-\d\d-\d\d$/;

const dayIn = (sent: SentJson): LocalDate | undefined => {
  if (typeof sent !== 'string' || !dayForm.test(sent)) return undefined;
  try {
    return localDateOf(sent);
  } catch {
    return undefined;
  }
};

/** A day of the calendar, `YYYY-MM-DD`. */
export const localDateMember = ({
  example = '2026-01-01',
  ...options
}: MemberOptions & { readonly example?: string } = {}): Member<LocalDate, false> =>
  simpleMember(
    {
      kind: 'localDate',
      message: 'has to be a day, YYYY-MM-DD',
      read: dayIn,
      schema: { type: 'string', format: 'date' },
      example,
    },
    options,
  );

const idForm = /^[1-9]\d{0,14}$/;

/** The id of a record, a JSON number of at most 15 digits. */
export const idMember = <Id extends number>(options?: MemberOptions): Member<Id, false> =>
  simpleMember(
    {
      kind: 'id',
      message: 'has to be the id of a record',
      read: (sent) => (sent instanceof JsonNumber && idForm.test(sent.text) ? (Number(sent.text) as Id) : undefined),
      schema: { type: 'integer', minimum: 1, maximum: 999_999_999_999_999 },
      example: 1,
    },
    options,
  );

const longestLink = 2_048;

const linkIn = (sent: SentJson): string | undefined => {
  if (typeof sent !== 'string' || sent.length > longestLink || !isStorable(sent)) return undefined;
  return /^https?:\/\//.test(sent) && URL.canParse(sent) ? sent : undefined;
};

/** A web address of http or https, kept as the text that it is. */
export const linkMember = (options?: MemberOptions): Member<string, false> =>
  simpleMember(
    {
      kind: 'link',
      message: `has to be a URL of http or https, of ${longestLink} characters at most`,
      read: linkIn,
      schema: { type: 'string', format: 'uri', maxLength: longestLink },
      example: 'https://example.com/receipt/1',
    },
    options,
  );
