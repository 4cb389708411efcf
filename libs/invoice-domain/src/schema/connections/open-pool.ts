import pg from 'pg';
import { connectionConfig, type ConnectionOptions } from './connection-config.js';
import { LedgerClient } from './ledger-client.js';

/** A pool of connections besides that of the data source. The caller ends it. */
export const openPool = ({ size, ...options }: ConnectionOptions & { readonly size: number }): pg.Pool => {
  const pool = new pg.Pool({ ...connectionConfig(options), max: size, Client: clientOf(options) });
  // A connection that is lost while nobody uses it is replaced when somebody wants one.
  pool.on('error', () => undefined);
  return pool;
};

/** Class of the connections of a pool, which knows how long they may be silent. */
export const clientOf = ({ limits }: Pick<ConnectionOptions, 'limits'>): typeof LedgerClient =>
  class extends LedgerClient {
    constructor(config?: pg.ClientConfig) {
      super(config);
      this.watch(limits);
    }
  };

/** A connection of its own. Not yet connected; the caller ends it. */
export const createClient = (options: ConnectionOptions): pg.Client =>
  new (clientOf(options))(connectionConfig(options));
