import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../ledger/postgres/data-source.js';
import { migrate } from '../schema/migrate.js';

export interface EmptyDatabase {
  readonly url: string;
  /** Drops the database and closes all connections to it. */
  drop(): Promise<void>;
}

export interface TestDatabase extends EmptyDatabase {
  /** Initialised; every migration has run. */
  readonly dataSource: DataSource;
}

const templateLock = 7_310_455_289;

/**
 * A database of its own on the cluster that `TEST_DATABASE_URL`, the URL of a superuser, points at: copied from a
 * migrated template, which the first caller on the cluster makes.
 */
export const createTestDatabase = (): Promise<TestDatabase> => createTestDatabaseOf(migrated);

/** The same with what is in another template. */
export async function createTestDatabaseOf(template: Template): Promise<TestDatabase> {
  const database = await createDatabaseOf(template);
  const dataSource = await createDataSource({ url: database.url, poolSize: 5 }).initialize();
  return {
    url: database.url,
    dataSource,
    async drop() {
      await dataSource.destroy();
      await database.drop();
    },
  };
}

/**
 * For tests of single rows and of plain columns: the rules that tie an invoice to its lines and its past no longer hold, nor those
 * of what its lines refer to; those of keys, of all other references and of checks still do. Also for tests that need invoices by the ten thousand.
 */
export async function withoutLifecycle(dataSource: DataSource): Promise<void> {
  const tables: readonly { readonly table: string }[] = await dataSource.query(
    `SELECT DISTINCT tgrelid::regclass::text AS table FROM pg_trigger
     WHERE NOT tgisinternal AND tgrelid <> 'resellers'::regclass`,
  );
  for (const { table } of tables) await dataSource.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
}

/** A database without tables, for tests of the migrations. */
export const createEmptyDatabase = (): Promise<EmptyDatabase> => createDatabase('template0');

/** A copy of another database, which must have no connections. */
export const copyOf = ({ url }: EmptyDatabase): Promise<EmptyDatabase> =>
  createDatabase(new URL(url).pathname.slice(1));

async function createDatabase(template: string): Promise<EmptyDatabase> {
  const name = `invoices_test_${randomBytes(8).toString('hex')}`;
  await onCluster((client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`));
  return {
    url: urlOf(name),
    async drop() {
      await onCluster((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

/** Template of test databases: made once on a cluster, then copied. */
export interface Template {
  readonly name: string;
  /** Folders whose files decide what is in the template: changed, they ask for another. */
  readonly madeBy: readonly URL[];
  /**
   * @param dataSource of an empty database, with a single connection
   * @param url of the same
   */
  readonly load: (dataSource: DataSource, url: string) => Promise<unknown>;
}

const migrations = new URL('../schema/migrations/', import.meta.url);

const migrated: Template = { name: 'ledger', madeBy: [], load: (dataSource) => migrate(dataSource) };

/** A database of its own with what is in the template, which the first caller on the cluster makes. */
export const createDatabaseOf = async (template: Template): Promise<EmptyDatabase> =>
  createDatabase(await madeTemplate(template));

/** The template flag is set last: a database of that name without it was left half made, and is made again. */
async function madeTemplate({ name: kind, madeBy, load }: Template): Promise<string> {
  const name = `invoices_${kind}_${digestOf([migrations, ...madeBy])}`;
  await onCluster(async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [templateLock]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1 AND datistemplate', [name]);
    if (rowCount === 1) return;
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${name} TEMPLATE template0`);
    const dataSource = await createDataSource({ url: urlOf(name), poolSize: 1 }).initialize();
    try {
      await load(dataSource, urlOf(name));
    } finally {
      await dataSource.destroy();
    }
    await client.query(`ALTER DATABASE ${name} IS_TEMPLATE true`);
  });
  return name;
}

function digestOf(folders: readonly URL[]): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.[jt]s$/.test(name));
    for (const file of files.sort()) hash.update(readFileSync(new URL(file, folder)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Ending the connection gives up its advisory lock too. */
async function onCluster<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: clusterUrl() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(database: string): string {
  const url = new URL(clusterUrl());
  url.pathname = `/${database}`;
  return url.href;
}

function clusterUrl(): string {
  const url = process.env['TEST_DATABASE_URL'];
  if (url === undefined) throw new Error('TEST_DATABASE_URL is not set: it points at a PostgreSQL cluster for tests');
  return url;
}
