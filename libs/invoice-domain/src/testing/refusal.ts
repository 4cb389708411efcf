import pg from 'pg';
import { QueryFailedError, type DataSource } from 'typeorm';

/**
 * Constraint that refuses a statement, or the message without a constraint; undefined when the statement succeeds. It is rolled back either
 * way.
 */
export async function refusalOf(dataSource: DataSource, sql: string): Promise<string | undefined> {
  const runner = dataSource.createQueryRunner();
  await runner.startTransaction();
  try {
    await runner.query(sql);
    return undefined;
  } catch (error) {
    if (!(error instanceof QueryFailedError) || !(error.driverError instanceof pg.DatabaseError)) throw error;
    return error.driverError.constraint ?? error.driverError.message;
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}

/** Names of the constraints of the schema of one sort: `c` check, `u` unique, `x` exclusion, `f` foreign key. */
export async function constraintsOf(dataSource: DataSource, sort: 'c' | 'u' | 'x' | 'f'): Promise<readonly string[]> {
  const rows: readonly { readonly conname: string }[] = await dataSource.query(
    `SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype = $1 AND coninhcount = 0`,
    [sort],
  );
  return rows.map((row) => row.conname).sort();
}
