import type { ClientConfig } from 'pg';
import { settingsOf, type WorkLimits } from './limits.js';

export interface ConnectionOptions {
  readonly url: string;
  /** As PostgreSQL lists it among its sessions. */
  readonly name: string;
  /** Milliseconds until a connection is there. */
  readonly connect: number;
  /** Of what is done over it, unless a transaction has limits of its own. */
  readonly limits: WorkLimits;
}

/**
 * Settings of every connection: the text of a time means the same on all of them, and a statement ends within a second of the process that
 * asked for it.
 */
const sessionSettings = {
  TimeZone: 'UTC',
  DateStyle: 'ISO',
  IntervalStyle: 'iso_8601',
  client_connection_check_interval: '1000',
} as const;

/** Milliseconds of silence after which the other end of a connection is asked whether it is still there. */
const keepAlive = 10_000;

const optionsText = (limits: WorkLimits): string =>
  Object.entries({ ...sessionSettings, ...settingsOf(limits) })
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');

/** Settings of a connection of the ledger for `pg`. */
export const connectionConfig = ({ url, name, connect, limits }: ConnectionOptions): ClientConfig => ({
  connectionString: url,
  application_name: name,
  connectionTimeoutMillis: connect,
  keepAlive: true,
  keepAliveInitialDelayMillis: keepAlive,
  options: optionsText(limits),
});
