import { QueryFailedError, QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { DatabaseSilent } from './ledger-client.js';

/** SQLSTATEs of a database that cannot do now what it may do later, as beginnings. */
const states = [
  '08', // connection exceptions
  '28', // it does not let the server in
  '3D000', // it has no such database
  '40', // transactions that stood in each other's way too often
  '53', // out of connections, memory or disk
  '55P03', // a lock that somebody held for too long
  '57', // statements that were cancelled, shutting down, starting up
  '58', // the system under it
  '25006', // a standby, which takes no changes
  '25P03', // a transaction that was idle for too long
  '25P04', // a transaction that took too long
] as const;

/** Errors of the way to the database, of Node and of its resolver. */
const ways: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** `pg` and its pool have nothing but sentences for a connection that is lost, or that none is there in time. */
const sentences =
  /^(Connection terminated|Client (has encountered a connection error|was closed)|timeout (expired|exceeded)|Cannot use a pool after calling end)/;

/** Whether the system refused a connection; what it refuses of files is none of the database's. */
const isOfConnection = (error: Error): boolean =>
  'syscall' in error && ['connect', 'read', 'write', 'getaddrinfo'].includes(String(error.syscall));

/** TypeORM lets go of a connection as soon as it is lost. */
const isReleased = (error: unknown): boolean =>
  error instanceof QueryRunnerAlreadyReleasedError || error instanceof QueryRunnerProviderAlreadyReleasedError;

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '');

/**
 * Why the database cannot be used now, in one line; undefined for an error of any other origin.
 * @param error as `pg`, its pool or TypeORM throw it
 */
export const unavailability = (error: unknown): string | undefined => {
  if (error instanceof QueryFailedError) return unavailability(error.driverError);
  if (isReleased(error)) return 'the connection was lost within a transaction';
  if (error instanceof AggregateError) return unavailability(error.errors[0]);
  if (!(error instanceof Error)) return undefined;
  if (error instanceof DatabaseSilent || sentences.test(error.message)) return error.message;
  const code = codeOf(error);
  const isAway =
    'severity' in error ? states.some((state) => code.startsWith(state)) : isOfConnection(error) && ways.has(code);
  return isAway ? `${code} ${error.message}` : undefined;
};
