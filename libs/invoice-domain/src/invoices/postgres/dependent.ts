import pg from 'pg';
import { QueryFailedError } from 'typeorm';

/** foreign_key_violation; and restrict_violation, as PostgreSQL 18 calls it where the key says RESTRICT. */
const needed = new Set(['23503', '23001']);

/** Name of the record that refers to a row and so prevents its deletion; undefined for any other error. */
export const dependentIn = (error: unknown): string | undefined => {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : undefined;
  if (!(cause instanceof pg.DatabaseError) || cause.code === undefined || !needed.has(cause.code)) return undefined;
  return (cause.table ?? '').replaceAll('_', ' ');
};
