import pg from 'pg';
import { QueryFailedError } from 'typeorm';
import { isTakenReference } from '../../invoices/postgres/taken-reference.js';

/** Error classes that are the fault of the data: values, constraints, states. */
const faultsOfData = /^(22|23|55000)/;

const thenRetry = 'then retry.';

/** The cause for which an account is parked, in plain words and with the way out; undefined for an error that is not of its data. */
export const parkedCauseOf = (error: unknown): string | undefined => {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (!(cause instanceof pg.DatabaseError) || !faultsOfData.test(cause.code ?? '')) return undefined;
  if (isTakenReference(cause)) {
    const number = /=\(\d+, (.*)\) already exists/.exec(cause.detail ?? '')?.[1] ?? '';
    return `another final invoice has the number ${number}. Change the reference of the open invoice, or give the reseller's template a $seq, ${thenRetry}`;
  }
  if (cause.constraint === 'invoices_period_excl') {
    return `another invoice of its subscriptions covers a part of the period: ${cause.detail ?? ''} Ask for help, ${thenRetry}`;
  }
  return `${cause.message.replace(/\.?$/, '.')} Put its subscriptions, charges or corrections right, ${thenRetry}`;
};
