export { startPostgres } from './cluster.js';
export type { PostgresCluster, StartOptions } from './cluster.js';
export { freePort } from './free-port.js';
export { ledgerDatabase } from './ledger-database.js';
export { openPrivateLedger, type PrivateLedger } from './private-ledger.js';
export type { StopOptions } from './server.js';
