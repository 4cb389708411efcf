/** Expressions of CHECK constraints. A null passes every one of them, as SQL has it. */

/** No NaN either: PostgreSQL orders it above infinity. */
export const sums = (...columns: readonly string[]): string =>
  allOf(columns.map((column) => `${column} >= 0 AND ${column} < 'Infinity'::numeric`));

/** Signed amounts: any number, but a number. */
export const amounts = (...columns: readonly string[]): string =>
  allOf(columns.map((column) => `${column} > '-Infinity'::numeric AND ${column} < 'Infinity'::numeric`));

export const counts = (...columns: readonly string[]): string => allOf(columns.map((column) => `${column} >= 0`));

export const oneOf = (column: string, values: readonly (string | number)[]): string =>
  `${column} IN (${values.map((value) => (typeof value === 'number' ? value : `'${value}'`)).join(', ')})`;

/** ISO 4217 alpha-3. */
export const currencyCode = (column: string): string => `${column} ~ '^[A-Z]{3}$'`;

/** ISO 3166-1 alpha-2. */
export const countryCode = (column: string): string => `${column} ~ '^[A-Z]{2}$'`;

/**
 * Evaluating raises for a zone that PostgreSQL does not know; a fixed instant keeps the expression immutable. A numeric
 * offset is refused: PostgreSQL reads its sign the other way round than ISO 8601 does.
 */
export const timeZoneName = (column: string): string =>
  `${column} ~ '^[A-Za-z]' AND isfinite(timestamptz '2000-01-01 00:00:00+00' AT TIME ZONE ${column})`;

export const dayOfMonth = (column: string): string => `${column} BETWEEN 1 AND 31`;

export const bothOrNeither = (one: string, other: string): string => `(${one} IS NULL) = (${other} IS NULL)`;

/** Check of external keys: 1 to 255 characters. */
export const externalKey = 'char_length(external_key) BETWEEN 1 AND 255';

const allOf = (conditions: readonly string[]): string => conditions.join(' AND ');
