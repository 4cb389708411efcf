import type { Decimal, Instant, LocalDate } from '@org/kernel';
import type { ValueTransformer } from 'typeorm';

/** Values arrive as the domain's types already: see `ledgerTypes`. */
const asRead = (value: unknown): unknown => value;

/** TypeORM sends unset values through transformers as well. */
const writing =
  <Value>(write: (value: Value) => unknown): ValueTransformer['to'] =>
  (value: Value | null | undefined): unknown =>
    value === null || value === undefined ? value : write(value);

export const decimalTransformer: ValueTransformer = {
  to: writing((value: Decimal) => value.toString()),
  from: asRead,
};

export const safeIntegerTransformer: ValueTransformer = {
  to: writing((value: number) => {
    if (!Number.isSafeInteger(value)) throw new RangeError(`beyond the safe integers: ${value}`);
    return value;
  }),
  from: asRead,
};

export const localDateTransformer: ValueTransformer = {
  to: writing((value: LocalDate) => value.toString()),
  from: asRead,
};

const postgresEpochMicroseconds = BigInt(Date.UTC(2000, 0, 1)) * 1000n;

/** PostgreSQL's binary `timestamptz`: microseconds since 2000. A finer instant is cut to the microsecond before it. */
export function timestamptzBytes(instant: Instant): Buffer {
  const microseconds = instant.round({ smallestUnit: 'microsecond', roundingMode: 'floor' }).epochNanoseconds / 1000n;
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(microseconds - postgresEpochMicroseconds);
  return bytes;
}

/**
 * Bytes, not text: TypeORM turns a text bound for a `timestamptz` into a `Date` and drops the microseconds; bytes it
 * sends as they are, and compares by content when it looks for changed columns.
 */
export const instantTransformer: ValueTransformer = { to: writing(timestamptzBytes), from: asRead };
