import { Decimal, instantOf, localDateOf } from '@org/kernel';
import pg from 'pg';

type Parser = (text: string) => unknown;

/** @throws RangeError for an integer that a double cannot hold exactly: it is refused rather than rounded */
export function safeIntegerOf(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`beyond the safe integers: ${text}`);
  return value;
}

const { builtins } = pg.types;

const parsers: ReadonlyMap<number, Parser> = new Map<number, Parser>([
  [builtins.INT8, safeIntegerOf],
  [builtins.NUMERIC, (text) => Decimal.of(text)],
  [builtins.TIMESTAMPTZ, instantOf],
  [builtins.DATE, localDateOf],
]);

/**
 * Values leave the driver as the domain's own types, before TypeORM sees them: its `timestamptz` handling would make a
 * `Date` of a text, losing microseconds, and the values that `RETURNING` brings back never pass a column transformer.
 */
export const ledgerTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): Parser {
    const parser = format === 'binary' ? undefined : parsers.get(oid);
    return parser ?? (pg.types.getTypeParser as (oid: number, format: string) => Parser)(oid, format ?? 'text');
  },
};
