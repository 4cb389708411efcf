import { setTimeout as pause } from 'node:timers/promises';
import { MigrationExecutor, QueryFailedError, type DataSource, type QueryRunner } from 'typeorm';
import { grantRights } from './roles/grant-rights.js';
import { rolesOfOwner } from './roles/role-names.js';

/** Any number, as long as every process of this project takes the same one. */
const migrationLock = 7_310_455_288;

/** How long a statement waits for a lock, as long as others wait behind it, and how often it is tried. */
export interface Patience {
  readonly lockMilliseconds: number;
  readonly attempts: number;
  readonly pauseMilliseconds: number;
}

const patience: Patience = { lockMilliseconds: 4_000, attempts: 40, pauseMilliseconds: 3_000 };

/** PostgreSQL's code for a lock that was not to be had in time. */
const lockNotAvailable = '55P03';

/** Whether migrations are pending. */
export const isBehind = async (dataSource: DataSource): Promise<boolean> => {
  const runner = dataSource.createQueryRunner();
  try {
    // The table that says which ones have run would be made in passing.
    if (!(await runner.hasTable('migrations'))) return true;
    return (await new MigrationExecutor(dataSource, runner).getPendingMigrations()).length > 0;
  } finally {
    await runner.release();
  }
};

/**
 * Runs the pending migrations, each in a transaction of its own, and returns their names. Processes that start at once queue on an advisory
 * lock: the first migrates, the others wait and find nothing left to do.
 * @throws Error saying what to do when the role may not change the schema
 */
export async function migrate(dataSource: DataSource, how: Patience = patience): Promise<readonly string[]> {
  if (!(await isBehind(dataSource))) return [];
  await demandMigrator(dataSource);
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    try {
      // Not before: another process may migrate for longer.
      await runner.query(`SET lock_timeout = ${how.lockMilliseconds}`);
      return await executePending(dataSource, runner, how);
    } finally {
      await runner.query('RESET lock_timeout');
      await runner.query('SELECT pg_advisory_unlock($1)', [migrationLock]);
    }
  } finally {
    await runner.release();
  }
}

/** Gives the roles of the ledger their rights to what migrations have made; nothing where the command for roles was never used. */
export const renewRights = async (dataSource: DataSource): Promise<void> => {
  const [found] = await dataSource.query<readonly { readonly owner: string; readonly isMine: boolean }[]>(
    `SELECT rolname AS owner, rolname = current_user AS "isMine" FROM pg_class JOIN pg_roles ON pg_roles.oid = relowner
     WHERE pg_class.oid = to_regclass('public.migrations')`,
  );
  const roles = rolesOfOwner(found?.owner ?? '');
  if (roles === undefined || found?.isMine !== true) return;
  await dataSource.transaction((manager) => grantRights(manager, roles));
};

/** Whether the role of the session may change the schema. */
export const mayMigrate = async (dataSource: DataSource): Promise<boolean> => {
  const [role] = await dataSource.query<readonly { readonly mayMigrate: boolean }[]>(
    `SELECT has_schema_privilege('public', 'CREATE') AS "mayMigrate"`,
  );
  return role?.mayMigrate === true;
};

const demandMigrator = async (dataSource: DataSource): Promise<void> => {
  if (await mayMigrate(dataSource)) return;
  throw new Error(
    `The database is of an earlier release, and the role of DATABASE_URL may not change it: run \`npm run migrate\` as the migrator first.`,
  );
};

const executePending = async (
  dataSource: DataSource,
  runner: QueryRunner,
  how: Patience,
): Promise<readonly string[]> => {
  const executor = new MigrationExecutor(dataSource, runner);
  executor.transaction = 'each';
  const pending = await executor.getPendingMigrations();
  await patiently(how, () => executor.executePendingMigrations());
  return pending.map(({ name }) => name);
};

/** Gives up a lock that others wait behind, and tries again a little later; what is done by then stays done. */
const patiently = async ({ attempts, pauseMilliseconds }: Patience, work: () => Promise<unknown>): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (attempt === attempts || !isLockNotAvailable(error)) throw error;
      await pause(pauseMilliseconds);
    }
  }
};

const isLockNotAvailable = (error: unknown): boolean =>
  error instanceof QueryFailedError && (error.driverError as { readonly code?: string }).code === lockNotAvailable;
