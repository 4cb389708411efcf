import pg from 'pg';
import { QueryFailedError } from 'typeorm';

/** What a row can be refused for: its values, its constraints, the state that it is in. Anything else is no fault of the data. */
const faultsOfData = /^(22|23|55000)/;

/** What PostgreSQL found wrong with the data of an account, for people; undefined when it is not the data. */
export const plainCauseOf = (error: unknown): string | undefined => {
  if (!(error instanceof pg.DatabaseError) || error.code === undefined || !faultsOfData.test(error.code))
    return undefined;
  if (error.constraint?.endsWith('_country_id_fkey') === true)
    return `its calls name a country that is not there: ${error.detail ?? ''}`;
  if (error.constraint?.endsWith('_network_id_fkey') === true)
    return `its calls name a network that is not there: ${error.detail ?? ''}`;
  if (error.constraint === 'invoices_period_excl') return 'another invoice of the account covers a part of the period';
  return error.message;
};

/** foreign_key_violation; and restrict_violation, as PostgreSQL 18 calls it where the key says RESTRICT. */
const needed = new Set(['23503', '23001']);

/** What refers to a row that was to be deleted, in words; undefined when something else is the matter. */
export const dependentIn = (error: unknown): string | undefined => {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : undefined;
  if (!(cause instanceof pg.DatabaseError) || cause.code === undefined || !needed.has(cause.code)) return undefined;
  return (cause.table ?? '').replaceAll('_', ' ');
};
