import { applyDecorators, type Type } from '@nestjs/common';
import { closingFileIn } from '@org/invoice-domain';
import { isSentObject, JsonNumber, type SentJson } from '@org/json-api';
import { Decimal, localDateOf, type LocalDate } from '@org/kernel';
import { plainToInstance, Transform, type TransformFnParams } from 'class-transformer';
import { ValidateBy, ValidateNested, type ValidationArguments } from 'class-validator';

/** Stands where something was sent that is not what the member has to be. */
const unreadable = Symbol('unreadable');

const rule = (
  message: string,
  validate: (value: unknown, validated?: ValidationArguments) => boolean,
): PropertyDecorator =>
  ValidateBy({ name: message, validator: { validate, defaultMessage: () => `$property ${message}` } });

/** A member that becomes what its JSON is read as. @param reading of anything but null; undefined for what it cannot be */
export const member = (message: string, reading: (sent: SentJson) => unknown): PropertyDecorator =>
  applyDecorators(
    Transform(({ obj, key }: TransformFnParams): unknown => {
      const sent = (obj as Readonly<Record<string, SentJson>>)[key];
      return sent === undefined || sent === null ? sent : (reading(sent) ?? unreadable);
    }),
    rule(message, (value) => value !== undefined && value !== null && value !== unreadable),
  );

/** PostgreSQL keeps no NUL character, and no half of a surrogate pair. */
const isStorable = (text: string): boolean => !/\0|\p{Surrogate}/u.test(text);

/** Text that is not blank. @param longest in UTF-16 code units */
export const Text = (longest = 255): PropertyDecorator =>
  rule(
    `has to be text of 1 to ${longest} characters`,
    (value) => typeof value === 'string' && value.trim() !== '' && value.length <= longest && isStorable(value),
  );

/** One of a closed set of words. */
export const OneOf = (words: readonly string[]): PropertyDecorator =>
  rule(`has to be one of ${words.join(', ')}`, (value) => typeof value === 'string' && words.includes(value));

/** ISO 4217 alpha-3, in capitals; whether the currency is known is another question. */
export const CurrencyCode = (): PropertyDecorator =>
  rule('has to be a currency code such as "USD"', (value) => typeof value === 'string' && /^[A-Z]{3}$/.test(value));

const money = /^-?\d{1,20}(?:\.\d{1,10})?$/;

/** An amount, which becomes a `Decimal`: a string or a number with at most ten decimals, without an exponent. */
export const Money = (): PropertyDecorator =>
  member('has to be an amount such as "123.45"', (sent) => {
    const text = sent instanceof JsonNumber ? sent.text : sent;
    return typeof text === 'string' && money.test(text) ? Decimal.of(text) : undefined;
  });

/** PostgreSQL has no year 0. */
const day = /^(?!0000)\d{4}-\d\d-\d\d$/;

const dayIn = (sent: SentJson): LocalDate | undefined => {
  if (typeof sent !== 'string' || !day.test(sent)) return undefined;
  try {
    return localDateOf(sent);
  } catch {
    return undefined;
  }
};

/** A day of the calendar, `YYYY-MM-DD`, which becomes a `LocalDate`. */
export const Day = (): PropertyDecorator => member('has to be a day, YYYY-MM-DD', dayIn);

/** A day that is not before another of the same body; what is no day at all is another fault. */
export const NotBefore = (earlier: string): PropertyDecorator =>
  rule(`has to be ${earlier} or later`, (value, validated) => {
    const { [earlier]: first } = validated?.object as Readonly<Record<string, unknown>>;
    const [start, end] = [String(first), String(value)];
    return !day.test(start) || !day.test(end) || start <= end;
  });

/** The id of a record, a JSON number as among the attributes of documents; it becomes a `number`. */
export const Id = (): PropertyDecorator =>
  member('has to be the id of a record', (sent) =>
    sent instanceof JsonNumber && /^[1-9]\d{0,14}$/.test(sent.text) ? Number(sent.text) : undefined,
  );

/** An object with members of its own, which becomes an instance of a class. */
export const Nested = (type: Type): PropertyDecorator =>
  applyDecorators(
    member('has to be an object', (sent) => (isSentObject(sent) ? plainToInstance(type, sent) : undefined)),
    ValidateNested(),
  );

/** A list of one object or more, each of which becomes an instance of a class. */
export const NestedList = (type: Type, most: number): PropertyDecorator =>
  applyDecorators(
    member(`has to be a list of 1 to ${most} objects`, (sent) =>
      Array.isArray(sent) && sent.length > 0 && sent.length <= most && sent.every(isSentObject)
        ? plainToInstance(type, sent)
        : undefined,
    ),
    ValidateNested({ each: true }),
  );

const longestLink = 2_048;

const linkIn = (sent: SentJson): string | undefined => {
  if (typeof sent !== 'string' || sent.length > longestLink || !isStorable(sent) || !/^https?:\/\//.test(sent))
    return undefined;
  return URL.canParse(sent) ? sent : undefined;
};

/** A web address that stays the text that it is. */
export const Link = (): PropertyDecorator =>
  member(`has to be a URL of http or https, of ${longestLink} characters at most`, linkIn);

/** The file of a document, which becomes a `ClosingFile`. */
export const File = (): PropertyDecorator =>
  member('has to be a PDF, DOC or XLSX file, in base64 with its media type: data:application/pdf;base64,…', (sent) =>
    typeof sent === 'string' ? closingFileIn(sent) : undefined,
  );
