/** PostgreSQL's own settings, by name. */
export type Settings = Readonly<Record<string, string>>;

/** For one application on a small machine; what PostgreSQL is not told here it decides itself, durability included. */
export const defaultSettings: Settings = {
  max_connections: '200',
  shared_buffers: '256MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  random_page_cost: '1.1',
  // Compiling a plan costs more than any of our short queries takes.
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
};

/** Not to be changed: what keeps the cluster private. */
export const privateSettings: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
};

/**
 * All that the PostgreSQL programs see of our environment: no secret of the application, no PG* variable meant for
 * clients, and a locale that exists everywhere (on macOS the server does not start with one that does not).
 */
export const serverEnvironment: NodeJS.ProcessEnv = { PATH: process.env['PATH'], LC_ALL: 'C' };
