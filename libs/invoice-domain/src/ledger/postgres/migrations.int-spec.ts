import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { loadSampleLedger } from '../../testing/sample-ledger.js';
import { createEmptyDatabase, type EmptyDatabase } from '../../testing/test-database.js';
import { createDataSource } from './data-source.js';
import { ledgerMigrations } from './ledger-migrations.js';
import { migrate } from '../../schema/migrate.js';
import { schemaOf } from '../../testing/schema-catalog.js';

const migrationNames = ledgerMigrations.map((migration) => migration.name);

/** Tables that SQL alone reads and writes, row sets at a time. */
const tablesWithoutEntity = [
  'sales_billed',
  'billing_chains',
  'cdrs',
  'credit_note_seals',
  'external_invoice_files',
  'idempotency_keys',
  'invoice_deletions',
  'invoice_seals',
  'invoice_series',
  'line_changes',
  'open_periods',
  'proven_invoices',
  'proven_months',
  'proven_usage',
  'rate_limits',
  'service_renewals',
  'stale_invoices',
  'usage_batches',
  'usage_changes',
  'usage_revision_seals',
  'usage_revisions',
  'verifications',
];

/** TypeORM's comparison asks for all tables at once over one connection, which pg will refuse from version 9. */
function askInTurn(source: DataSource): void {
  const runnerOf = source.createQueryRunner.bind(source);
  source.createQueryRunner = (mode) => {
    const runner = runnerOf(mode);
    const ask = runner.query.bind(runner);
    let last: Promise<unknown> = Promise.resolve();
    runner.query = <Result>(...question: Parameters<typeof ask>) => {
      const answer = last.then(() => ask(...question));
      last = answer;
      return answer as Promise<Result>;
    };
    return runner;
  };
}

/** Schema lines that TypeORM cannot express. */
const isBeyondEntities = (line: string): boolean =>
  /^(function|trigger) | TRIGGER DEFERRABLE /.test(line) ||
  tablesWithoutEntity.some((table) => new RegExp(`^\\w+ ${table}\\.| public\\.${table} `).test(line));

describe('the migrations', () => {
  let database: EmptyDatabase;
  let dataSource: DataSource;

  beforeEach(async () => {
    database = await createEmptyDatabase();
    dataSource = await createDataSource({ url: database.url, poolSize: 2 }).initialize();
  });

  afterEach(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const revertAll = async () => {
    for (let left = ledgerMigrations.length; left > 0; left -= 1) await dataSource.undoLastMigration();
  };

  it('run once each, in order, and are named', async () => {
    expect(await migrate(dataSource)).toEqual(migrationNames);
    expect(await migrate(dataSource)).toEqual([]);
  });

  it('leave no table, function or trigger behind when reverted, and come again as they were', async () => {
    const empty = await schemaOf(dataSource);
    await migrate(dataSource);
    const migrated = await schemaOf(dataSource);
    await revertAll();
    expect(await schemaOf(dataSource)).toEqual(empty);
    await migrate(dataSource);
    expect(await schemaOf(dataSource)).toEqual(migrated);
  });

  it('are reverted with rows in every table', async () => {
    await migrate(dataSource);
    await loadSampleLedger(dataSource);
    await revertAll();
    expect(await migrate(dataSource)).toEqual(migrationNames);
    await loadSampleLedger(dataSource);
  });

  it('wait for one another when two processes start at once', async () => {
    const other = await createDataSource({ url: database.url, poolSize: 1 }).initialize();
    const ran = await Promise.all([migrate(dataSource), migrate(other)]);
    await other.destroy();
    expect(ran.flat()).toEqual(migrationNames);
  });

  it('give up a lock that others hold, so that nobody waits behind them, and try again', async () => {
    await migrate(dataSource);
    await dataSource.undoLastMigration();
    const busy = await createDataSource({ url: database.url, poolSize: 1 }).initialize();
    const writer = busy.createQueryRunner();
    await writer.startTransaction();
    await writer.query('LOCK TABLE migrations IN EXCLUSIVE MODE');
    const hurried = { lockMilliseconds: 50, attempts: 2, pauseMilliseconds: 1 };
    await expect(migrate(dataSource, hurried)).rejects.toThrow('canceling statement due to lock timeout');
    const patient = migrate(dataSource, { lockMilliseconds: 50, attempts: 1_000, pauseMilliseconds: 1 });
    await writer.commitTransaction();
    expect(await patient).toEqual(migrationNames.slice(-1));
    await busy.destroy();
  });

  it('make the schema that the entities describe', async () => {
    await migrate(dataSource);
    askInTurn(dataSource);
    const { upQueries, downQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect({ upQueries, downQueries }).toEqual({ upQueries: [], downQueries: [] });
  });

  it('make every expression, action and index that the entities declare', async () => {
    await migrate(dataSource);
    const migrated = await schemaOf(dataSource);
    await revertAll();
    await dataSource.query(`CREATE EXTENSION IF NOT EXISTS btree_gist;
      CREATE FUNCTION ledger_at() RETURNS timestamptz LANGUAGE sql RETURN now();
      CREATE FUNCTION ledger_actor() RETURNS text LANGUAGE sql RETURN 'somebody';
      CREATE FUNCTION ledger_session() RETURNS text LANGUAGE sql RETURN 'some session'`);
    askInTurn(dataSource);
    await dataSource.synchronize();
    const declared = await schemaOf(dataSource);

    const onlyIn = (one: readonly string[], other: readonly string[]) => one.filter((line) => !other.includes(line));
    expect(onlyIn(declared, migrated)).toEqual([]);
    expect(onlyIn(migrated, declared).filter((line) => !isBeyondEntities(line))).toEqual([
      'index CREATE INDEX invoices_reference_idx ON public.invoices USING btree (reference text_pattern_ops)',
      `index CREATE UNIQUE INDEX invoices_issued_reference_key ON public.invoices USING btree (reseller_id, COALESCE(NULLIF(issued_reference, ''::text), reference)) WHERE ((state = 'approved'::text) AND (NOT shares_issued_reference))`,
    ]);
  });
});
