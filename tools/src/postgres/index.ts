export { startPostgres } from './cluster.js';
export type { PostgresCluster, StartOptions } from './cluster.js';
export { DirectoryInUse } from './ownership.js';
