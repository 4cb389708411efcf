export { startPostgres } from './cluster.js';
export type { PostgresCluster, StartOptions } from './cluster.js';
export { ledgerDatabase } from './ledger-database.js';
export { DirectoryInUse } from './ownership.js';
export { runningPostgres, type RunningCluster } from './running-cluster.js';
