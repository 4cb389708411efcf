import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { DataSource } from 'typeorm';
import { isBehind } from '@org/invoice-domain/persistence';
import { systemClock } from '@org/kernel';
import type { AppConfig } from '../../config/app-config.js';
import type { Complaint } from './complaint.js';

const oldestPostgres = 150_000;
/** Free space below which the next large batch may not fit. */
const scarceBytes = 2 * 1024 ** 3;

interface Server {
  readonly version: string;
  readonly number: number;
  readonly offSeconds: number;
  readonly role: string;
  readonly isPowerful: boolean;
  readonly mayWrite: boolean;
  readonly connections: number;
  readonly unsafe: readonly string[];
  readonly bytes: string;
}

/** $1: the time of this machine. Settings that lose what was acknowledged when power fails are unsafe. */
const server = `
SELECT current_setting('server_version') AS version, current_setting('server_version_num')::integer AS number,
  extract(epoch FROM clock_timestamp() - $1::timestamptz)::float8 AS "offSeconds", current_user AS role,
  (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
    OR EXISTS (SELECT FROM pg_class WHERE oid = to_regclass('public.invoices') AND pg_has_role(current_user, relowner, 'USAGE')) AS "isPowerful",
  current_setting('transaction_read_only') = 'off' AS "mayWrite",
  current_setting('max_connections')::integer - current_setting('superuser_reserved_connections')::integer AS connections,
  (SELECT coalesce(array_agg(name ORDER BY name), '{}') FROM pg_settings
    WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'autovacuum') AND setting = 'off') AS unsafe,
  pg_size_pretty(pg_database_size(current_database())) AS bytes`;

const examineClock = (offSeconds: number): Complaint => {
  const off = Math.abs(offSeconds);
  return {
    of: 'clock',
    state: off > 60 ? 'error' : off > 2 ? 'warning' : 'fine',
    finding: `${off.toFixed(1)} s from the database's`,
    ...(off > 2 ? { advice: 'let both machines take their time from NTP' } : {}),
  };
};

const examineRole = ({ role, isPowerful }: Server, { isProduction }: AppConfig): Complaint =>
  isPowerful && isProduction
    ? {
        of: 'role',
        state: 'warning',
        finding: `${role} may change the schema and switch triggers off`,
        advice: 'npm run roles, and connect as the application',
      }
    : { of: 'role', state: 'fine', finding: role };

const examineConnections = ({ connections }: Server, { databasePoolSize }: AppConfig): Complaint => {
  // Reads, changes with jobs, the queue's own and that of readiness.
  const wanted = 2 * databasePoolSize + 5;
  const fits = Math.floor(connections / wanted);
  return {
    of: 'connections',
    state: fits === 0 ? 'error' : fits === 1 ? 'warning' : 'fine',
    finding: `PostgreSQL takes ${connections}, and ${wanted} are asked for per process`,
    ...(fits < 2 ? { advice: 'raise max_connections, or lower DATABASE_POOL_SIZE' } : {}),
  };
};

/** Looks at the database server, the schema, the role and the disk of this machine. */
export const examineServer = async (dataSource: DataSource, config: AppConfig): Promise<readonly Complaint[]> => {
  const [found] = await dataSource.query<readonly Server[]>(server, [systemClock.now().toString()]);
  if (found === undefined) throw new Error('PostgreSQL says nothing of itself');
  const behind = await isBehind(dataSource);
  const { bavail, bsize } = await statfs(tmpdir());
  const free = bavail * bsize;
  return [
    {
      of: 'PostgreSQL',
      state: found.number < oldestPostgres ? 'error' : 'fine',
      finding: `${found.version}, ${found.bytes}`,
      ...(found.number < oldestPostgres ? { advice: 'PostgreSQL 15 or newer is needed' } : {}),
    },
    {
      of: 'durability',
      state: found.unsafe.length > 0 || !found.mayWrite ? 'error' : 'fine',
      finding: found.mayWrite
        ? found.unsafe.length === 0
          ? 'what is acknowledged stays'
          : `${found.unsafe.join(', ')} off`
        : 'only reading is allowed: a replica?',
      ...(found.unsafe.length > 0 ? { advice: 'switch them on: a power cut would lose invoices' } : {}),
    },
    examineClock(found.offSeconds),
    {
      of: 'schema',
      state: behind ? 'error' : 'fine',
      finding: behind ? 'is of an earlier release' : 'is of this release',
      ...(behind ? { advice: 'npm run migrate' } : {}),
    },
    examineRole(found, config),
    examineConnections(found, config),
    {
      of: 'disk',
      state: free < scarceBytes ? 'warning' : 'fine',
      finding: `${(free / 1024 ** 3).toFixed(1)} GiB free in ${tmpdir()}`,
      ...(free < scarceBytes ? { advice: 'batches wait there: make room' } : {}),
    },
  ];
};
