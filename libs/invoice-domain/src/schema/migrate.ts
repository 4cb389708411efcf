import { MigrationExecutor, type DataSource } from 'typeorm';

/** Any number, as long as every process of this project takes the same one. */
const migrationLock = 7_310_455_288;

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
 * Runs the pending migrations and returns their names. Processes that start at once queue on an advisory lock: the first migrates, the
 * others find nothing left to do.
 */
export async function migrate(dataSource: DataSource): Promise<readonly string[]> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    try {
      const executed = await new MigrationExecutor(dataSource, runner).executePendingMigrations();
      return executed.map((migration) => migration.name);
    } finally {
      await runner.query('SELECT pg_advisory_unlock($1)', [migrationLock]);
    }
  } finally {
    await runner.release();
  }
}
