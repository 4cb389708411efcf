import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.js';
import {
  decimalTransformer,
  instantTransformer,
  localDateTransformer,
  safeIntegerTransformer,
} from '../../schema/columns/transformers.js';
import { tableOf } from '../../reading/postgres/schema-map.js';
import { adminRegistry, externalInvoiceRegistry, resellerExposures, resellerRegistry } from '../index.js';
import { computedOf, entityOf } from './readers.js';

/** Tables that only link what the reseller API shows, or stand behind it. */
const besides = [
  'invoice_payments',
  'invoice_subscriptions',
  'managers',
  'payment_charges',
  'payment_corrections',
  'payment_receipts',
];

describe('the schema', () => {
  let database: TestDatabase;
  let columns: readonly ColumnMetadata[];

  beforeAll(async () => {
    database = await createTestDatabase();
    columns = database.dataSource.entityMetadatas.flatMap((metadata) => metadata.columns);
  });

  afterAll(() => database.drop());

  const rows = async <Row>(sql: string) => database.dataSource.query<readonly Row[]>(sql);
  const named = (column: ColumnMetadata) => `${column.entityMetadata.tableName}.${column.databaseName}`;

  it.each([
    ['numeric', decimalTransformer],
    ['timestamptz', instantTransformer],
    ['date', localDateTransformer],
    ['bigint', safeIntegerTransformer],
  ])('converts every %s column the same way', (type, transformer) => {
    const ofType = columns.filter((column) => column.type === type && !column.isGenerated);
    expect(ofType).not.toEqual([]);
    expect(ofType.filter((column) => column.transformer !== transformer).map(named)).toEqual([]);
  });

  it('may lack a value exactly where the APIs may show none', () => {
    const exposures = [adminRegistry, resellerRegistry, externalInvoiceRegistry].flatMap((one) => [...one.exposures]);
    const shown = exposures.flatMap((exposure) => {
      const table = tableOf(
        database.dataSource,
        entityOf[exposure.resource as keyof typeof entityOf],
        computedOf[exposure.resource],
      );
      return exposure.attributes.map(({ wireName, property, declared }) => ({
        name: `${exposure.wire.name} ${exposure.type} ${wireName}`,
        isStoredNull: table.isNullable(property),
        isShownNull: declared.nullable,
      }));
    });
    expect(shown.filter(({ isStoredNull, isShownNull }) => isStoredNull !== isShownNull)).toEqual([]);
  });

  it('uses no type that rounds, cuts or depends on the session', async () => {
    const allowed = [
      'bigint',
      'boolean',
      'bytea',
      'date',
      'inet[]',
      'int8multirange',
      'integer',
      'integer[]',
      'jsonb',
      'numeric',
      'pg_snapshot',
      'smallint',
    ];
    const types = await rows<{ readonly type: string }>(
      `SELECT DISTINCT format_type(atttypid, atttypmod) AS type FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid
       WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnum > 0 AND relname <> 'migrations' ORDER BY 1`,
    );
    expect(types.map(({ type }) => type)).toEqual([...allowed, 'text', 'timestamp with time zone', 'uuid', 'xid8']);
  });

  it('names the reseller, or an account by a composite key, in every table that resellers see', async () => {
    const shown = [...resellerRegistry.exposures, ...externalInvoiceRegistry.exposures]
      .filter((exposure) => exposure !== resellerExposures.reseller)
      .map(({ resource }) => database.dataSource.getMetadata(entityOf[resource as keyof typeof entityOf]).tableName);
    const resellerTables = [...shown, ...besides].sort();
    expect(resellerTables).toEqual(expect.arrayContaining(['accounts', 'external_invoices', 'invoices', 'taxes']));
    const owned = await rows<{ readonly table: string }>(`
      SELECT relname AS table FROM pg_class c WHERE relkind = 'r' AND relname = ANY ('{${resellerTables.join()}}')
      AND (
        EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname = 'reseller_id' AND attnotnull)
        OR EXISTS (
          SELECT FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (k.conkey)
          WHERE k.conrelid = c.oid AND contype = 'f' AND cardinality(conkey) > 1 AND attname = 'account_id' AND attnotnull
        )
      ) ORDER BY 1`);
    expect(owned.map(({ table }) => table)).toEqual(resellerTables);
  });

  it('leads an index with the first column of every foreign key', async () => {
    const unindexed = await rows<{ readonly conname: string }>(`
      SELECT conname FROM pg_constraint k WHERE contype = 'f' AND connamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = k.conrelid AND i.indkey[0] = k.conkey[1])`);
    expect(unindexed).toEqual([]);
  });

  it('has a plain property and an index for the id of every related row', () => {
    const joined = database.dataSource.entityMetadatas
      .flatMap((metadata) => metadata.relations)
      .filter((relation) => relation.isManyToOne)
      .map((relation) => relation.joinColumns);
    expect(joined.filter((joinColumns) => joinColumns.length !== 1)).toEqual([]);
    expect(
      joined
        .flat()
        .filter((column) => column.isVirtual)
        .map(named),
    ).toEqual([]);
  });

  it('has an index for every order and filter that lists are read by', async () => {
    const indexes = await rows<{ readonly indexname: string }>(
      `SELECT indexname FROM pg_indexes WHERE tablename = 'invoices' AND indexname LIKE '%_idx' ORDER BY 1`,
    );
    expect(indexes.map(({ indexname }) => indexname)).toEqual([
      'invoices_account_id_id_idx',
      'invoices_ends_at_idx',
      'invoices_open_idx',
      'invoices_reference_idx',
      'invoices_reseller_id_id_idx',
      'invoices_starts_at_idx',
      'invoices_state_id_idx',
    ]);
  });
});

describe('a function of the ledger', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(() => database.drop());

  /** Signatures of the functions that break a rule; those of extensions are not the ledger's. */
  const breaking = async (rule: string) => {
    const found = await database.dataSource.query<readonly { readonly signature: string }[]>(`
      SELECT p.oid::regprocedure::text AS signature FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'e')
        AND (${rule}) ORDER BY 1`);
    return found.map(({ signature }) => signature);
  };
  const lacksPath = `prosqlbody IS NULL AND 'search_path=public, pg_temp' <> ALL (coalesce(proconfig, '{}'))`;
  const isCalledByAnybody = `EXISTS (SELECT FROM aclexplode(coalesce(proacl, acldefault('f', proowner))) WHERE grantee = 0)`;
  const runsAsWhoWrites = `prorettype = 'trigger'::regtype AND NOT prosecdef`;

  it('finds nothing before the tables of the ledger, whatever search path its caller has', async () => {
    expect(await breaking(lacksPath)).toEqual([]);
  });

  it('is executed by nobody who was not given it', async () => {
    expect(await breaking(isCalledByAnybody)).toEqual([]);
  });

  it('runs as the owner where it is a trigger, so that who writes a row needs no right to what follows', async () => {
    expect(await breaking(runsAsWhoWrites)).toEqual([]);
  });

  it('is told when it keeps none of these rules', async () => {
    await database.dataSource
      .query(`CREATE FUNCTION careless() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
      GRANT EXECUTE ON FUNCTION careless() TO PUBLIC`);
    for (const rule of [lacksPath, isCalledByAnybody, runsAsWhoWrites]) {
      expect(await breaking(rule)).toEqual(['careless()']);
    }
    await database.dataSource.query('DROP FUNCTION careless()');
  });
});

describe('a session', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    const { dataSource, url } = database;
    const name = new URL(url).pathname.slice(1);
    await dataSource.query(`ALTER DATABASE ${name} SET TimeZone = 'Asia/Tokyo'`);
    await dataSource.query(`ALTER DATABASE ${name} SET DateStyle = 'SQL, DMY'`);
    await dataSource.destroy();
    await dataSource.initialize();
  });

  afterAll(() => database.drop());

  it('has the settings that the parsers rely on, whatever the server prefers', async () => {
    const [settings] = await database.dataSource.query<readonly Readonly<Record<string, string>>[]>(`
      SELECT current_setting('TimeZone') AS zone, current_setting('DateStyle') AS dates,
             current_setting('IntervalStyle') AS intervals, timestamptz '2021-03-01 22:12:58.18682Z'::text AS text`);
    expect(settings).toEqual({
      zone: 'UTC',
      dates: 'ISO, MDY',
      intervals: 'iso_8601',
      text: '2021-03-01 22:12:58.18682+00',
    });
  });
});
