import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { migrate, renewRights } from '../../schema/migrate.js';
import { applicationFunctions, applicationRights } from '../../schema/roles/rights.js';
import { createRoles } from '../../schema/roles/create-roles.js';
import { createLedgerRoles, type LedgerRoles } from '../../testing/ledger-roles.js';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { type TestDatabase } from '../../testing/test-database.js';
import { createDataSource } from './data-source.js';

let database: TestDatabase;
let roles: LedgerRoles;
let application: pg.Client;
let reader: pg.Client;

/** Invoices 18 (usage) and 19 (commerce) are approved, 119 is pending. */
beforeAll(async () => {
  database = await createSampleLedger();
  await database.dataSource.query(`
    UPDATE invoices SET state = 'approved' WHERE id = 18;
    UPDATE invoices SET state = 'approved' WHERE id = 19`);
  roles = await createLedgerRoles(database);
  application = new pg.Client(roles.urlOf('application'));
  reader = new pg.Client(roles.urlOf('reader'));
  await Promise.all([application.connect(), reader.connect()]);
});

afterAll(async () => {
  await Promise.all([application.end(), reader.end()]);
  await roles.drop();
});

const refusal = (sql: string): Promise<string> => roles.refusal(application, sql);

/** The line that a transaction of the application leaves in the audit of an invoice; it is rolled back. */
const recorded = async (sql: string, invoice: number): Promise<Readonly<Record<string, unknown>> | undefined> => {
  await application.query('BEGIN');
  try {
    await application.query(sql);
    const { rows } = await application.query<Record<string, unknown>>(
      `SELECT event, actor, recorded_by, created_at = now() AS "isNow" FROM public.invoice_events WHERE invoice_id = $1 ORDER BY id DESC LIMIT 1`,
      [invoice],
    );
    return rows[0];
  } finally {
    await application.query('ROLLBACK');
    await application.query('RESET ALL');
  }
};

describe('the rights of the application', () => {
  it('are declared for every table and view, and for no other', async () => {
    const found = await database.dataSource.query<readonly { readonly name: string }[]>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v')
       AND NOT relispartition ORDER BY relname`,
    );
    expect(found.map(({ name }) => name)).toEqual(Object.keys(applicationRights).sort());
  });

  it('name columns and functions that there are', async () => {
    const named = Object.entries(applicationRights).flatMap(([table, { insert, update }]) =>
      [insert, update].flatMap((on) =>
        on === undefined || on === true
          ? []
          : ('only' in on ? on.only : on.except).map((column) => `${table}.${column}`),
      ),
    );
    const columns = await database.dataSource.query<readonly { readonly name: string }[]>(
      `SELECT attrelid::regclass || '.' || attname AS name FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
       WHERE relnamespace = 'public'::regnamespace`,
    );
    const names = new Set(columns.map(({ name }) => name));
    expect(named.filter((name) => !names.has(name))).toEqual([]);
    const functions = await database.dataSource.query<readonly { readonly name: string }[]>(
      `SELECT DISTINCT proname AS name FROM pg_proc WHERE proname = ANY ($1::text[]) AND prorettype <> 'trigger'::regtype ORDER BY 1`,
      [[...applicationFunctions]],
    );
    expect(functions.map(({ name }) => name)).toEqual([...applicationFunctions].sort());
  });
});

describe('the finality of invoices', () => {
  const shadows = `CREATE TEMPORARY TABLE invoices AS SELECT id, 'new'::text AS state FROM public.invoices;
    CREATE TEMPORARY TABLE stale_invoices AS SELECT id AS invoice_id FROM public.invoices;
    CREATE TEMPORARY TABLE invoice_deletions AS SELECT id AS invoice_id FROM public.invoices;`;

  it.each([
    ['a setting', `SET LOCAL ledger.delete_approved = 'on'; DELETE FROM invoices WHERE id = 18`],
    ['temporary tables before its own', `${shadows} DELETE FROM public.invoices WHERE id = 18`],
    ['a search path', `${shadows} SET LOCAL search_path = pg_temp, public; DELETE FROM public.invoices WHERE id = 18`],
    [
      'an update that a query does',
      `WITH gone AS (UPDATE invoices SET state = 'new' WHERE id = 18 RETURNING id) SELECT FROM gone`,
    ],
    [
      'deferring what is checked',
      `SET CONSTRAINTS ALL DEFERRED; UPDATE invoices SET total = total + 1, amount_spent = amount_spent + 1 WHERE id = 18`,
    ],
    ['a merge', `MERGE INTO invoices USING (SELECT 18 AS id) other ON invoices.id = other.id WHEN MATCHED THEN DELETE`],
  ])('is not got round by %s', async (_, sql) => {
    expect(await refusal(sql)).toBe('invoice 18 is approved and final');
  });

  it.each([
    [
      'usage lines',
      'DELETE FROM public.invoice_service_data WHERE invoice_id = 18',
      'the lines of invoice 18 are written',
    ],
    ['charges', 'UPDATE public.charges SET amount = 1 WHERE id = 7', 'invoice 19 is approved and final'],
    ['taxes', 'DELETE FROM public.taxes WHERE id = 8', 'invoice 19 is approved and final'],
  ])('holds for its %s behind temporary tables', async (_, sql, message) => {
    expect(await refusal(`${shadows} ${sql}`)).toBe(message);
  });

  it.each([
    ['invoices_delete_approved', 'SELECT invoices_delete_approved(18)'],
    ['invoices_issue', 'SELECT invoices_issue(invoices) FROM invoices WHERE id = 119'],
    ['invoice_attachments_refuse', 'SELECT invoice_attachments_refuse(18)'],
    ['cdrs_watch', `SELECT cdrs_watch('cdrs')`],
    [
      'invoices_record',
      `CREATE TEMPORARY TABLE own (LIKE public.invoices);
       CREATE TRIGGER own AFTER INSERT ON own FOR EACH ROW EXECUTE FUNCTION invoices_record()`,
    ],
  ])('has no function for everybody: %s', async (name, sql) => {
    expect(await refusal(sql)).toBe(`permission denied for function ${name}`);
  });

  it.each([
    'UPDATE invoices SET number = 7 WHERE id = 119',
    'UPDATE invoices SET voided_at = now() WHERE id = 19',
    'TRUNCATE invoices CASCADE',
  ])('does not depend on who asks: %s', async (sql) => {
    expect(await refusal(sql)).toBe('permission denied for table invoices');
  });

  it.each([
    'invoice_deletions (invoice_id) VALUES (18)',
    `invoice_seals (reseller_id, number, invoice_id, seal) VALUES (1, 9, 119, 'forged')`,
    'invoice_series (reseller_id, last_number) VALUES (9, 9)',
    `credit_note_seals (reseller_id, number, after_invoice, credit_note_id, seal) VALUES (1, 1, 1, 1, 'forged')`,
    'billing_chains (account_id, billed_from, billed_until) VALUES (1, now(), now())',
  ])('is written by its triggers alone: %s', async (values) => {
    expect(await refusal(`INSERT INTO ${values}`)).toMatch('permission denied for table');
  });
});

describe('the audit', () => {
  const approval = `UPDATE public.invoices SET state = 'approved' WHERE id = 119`;

  it('cannot be written, changed, deleted or emptied', async () => {
    for (const sql of [
      `INSERT INTO invoice_events (invoice_id, account_id, reseller_id, event, actor) VALUES (18, 74, 1, 'approved', 'admin:1')`,
      `UPDATE invoice_events SET actor = 'admin:1'`,
      'DELETE FROM invoice_events',
      'TRUNCATE invoice_events',
    ]) {
      expect(await refusal(sql)).toBe('permission denied for table invoice_events');
    }
  });

  it('has the time of the database, whatever time a transaction names, and the session that it came over', async () => {
    expect(
      await recorded(`SET ledger.actor = 'admin:7'; SET ledger.at = '2020-01-01T00:00:00Z'; ${approval}`, 119),
    ).toEqual({
      event: 'approved',
      actor: 'admin:7',
      recorded_by: `${roles.names.application}@127.0.0.1`,
      isNow: true,
    });
  });

  it('has the time of the database where a row names another', async () => {
    const at = '2020-01-01T00:00:00Z';
    const added = `INSERT INTO invoices (id, account_id, reseller_id, kind, state, type, currency, time_zone, payment_model,
        starts_at, ends_at, from_date, to_date, created_at)
      VALUES (20, 74, 1, 'usage', 'new', 'manual', 'EUR', 'UTC', 'prepay',
        '2026-02-01T00:00:00Z', '2026-02-02T00:00:00Z', '2026-02-01', '2026-02-02', '${at}')`;
    expect(await recorded(added, 20)).toMatchObject({ event: 'created', isNow: true });
  });

  it('is in the name of the database user when the transaction calls itself another one', async () => {
    expect(await recorded(`SET ledger.actor = 'database:postgres'; ${approval}`, 119)).toMatchObject({
      actor: `database:${roles.names.application}`,
    });
  });

  it('of security has the time of the database, too, and is only added to', async () => {
    await application.query('BEGIN');
    const { rows } = await application.query(
      `INSERT INTO security_events (at, event, actor) VALUES ('2020-01-01', 'loggedIn', 'admin:7') RETURNING at = now() AS "isNow"`,
    );
    await application.query('ROLLBACK');
    expect(rows).toEqual([{ isNow: true }]);
    for (const sql of [
      `UPDATE security_events SET name = 'another'`,
      'DELETE FROM security_events',
      'TRUNCATE security_events',
    ]) {
      expect(await refusal(sql)).toBe('permission denied for table security_events');
    }
  });

  it('asks no function of the session who and when', async () => {
    const hijacked = `
      CREATE FUNCTION pg_temp.ledger_actor() RETURNS text LANGUAGE sql AS $$ SELECT 'admin:forged' $$;
      CREATE FUNCTION pg_temp.now() RETURNS timestamptz LANGUAGE sql AS $$ SELECT timestamptz '2020-01-01' $$;
      SET LOCAL search_path = pg_temp, public, pg_catalog;`;
    expect(await recorded(`${hijacked} ${approval}`, 119)).toMatchObject({
      actor: `database:${roles.names.application}`,
      isNow: true,
    });
  });

  it.each([
    [
      'usage_revisions',
      `(kind, record_id, at, change, record, actor) VALUES ('cdrs', 1, now(), 'voided', '{}', 'admin:1')`,
    ],
    [
      'usage_revisions',
      `(kind, record_id, at, change, record, created_at) VALUES ('cdrs', 1, now(), 'voided', '{}', now())`,
    ],
    ['postings', `(account_id, actor) VALUES (74, 'admin:1')`],
    ['postings', '(account_id, recorded_at) VALUES (74, now())'],
    ['allocations', `(account_id, actor) VALUES (74, 'admin:1')`],
    ['refunds', `(account_id, actor) VALUES (74, 'admin:1')`],
    ['billing_runs', `(at, state, actor) VALUES (now(), 'running', 'admin:1')`],
  ])('fills in who and when in %s: %s', async (table, values) => {
    expect(await refusal(`INSERT INTO ${table} ${values}`)).toBe(`permission denied for table ${table}`);
  });

  it('keeps revisions of usage', async () => {
    for (const sql of [`UPDATE usage_revisions SET record = '{}'`, 'DELETE FROM usage_revisions']) {
      expect(await refusal(sql)).toBe('permission denied for table usage_revisions');
    }
  });
});

describe('money', () => {
  it.each([
    ['postings', 'UPDATE postings SET amount = 1000'],
    ['postings', 'UPDATE postings SET allocated = 0'],
    ['postings', 'DELETE FROM postings'],
    ['postings', 'INSERT INTO postings (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET amount = 1000'],
    ['allocations', 'UPDATE allocations SET amount = 1000'],
    ['allocations', 'DELETE FROM allocations'],
    ['accounts', 'UPDATE accounts SET balance = 1000'],
    ['payments', 'UPDATE payments SET allocated = total'],
    ['payments', 'UPDATE payments SET amount_paid_from_balance = total'],
    ['charges', 'UPDATE charges SET allocated = amount'],
    ['refunds', 'UPDATE refunds SET amount = 1000'],
    ['credit_notes', 'UPDATE credit_notes SET total = 1000'],
    ['credit_note_lines', 'DELETE FROM credit_note_lines'],
  ])('in %s moves by postings alone: %s', async (table, sql) => {
    expect(await refusal(sql)).toBe(`permission denied for table ${table}`);
  });

  it('has no second number from a sequence that was set back', async () => {
    expect(await refusal(`SELECT setval('postings_id_seq', 1)`)).toBe('permission denied for sequence postings_id_seq');
    expect(await refusal('ALTER SEQUENCE postings_id_seq RESTART')).toBe('must be owner of sequence postings_id_seq');
  });
});

describe('the schema', () => {
  it.each([
    'DELETE FROM migrations',
    `UPDATE migrations SET name = 'other'`,
    `INSERT INTO migrations (timestamp, name) VALUES (1, 'Forged1')`,
    'TRUNCATE migrations',
  ])('remembers its migrations: %s', async (sql) => {
    expect(await refusal(sql)).toBe('permission denied for table migrations');
  });

  it.each([
    ['SET session_replication_role = replica', 'permission denied to set parameter "session_replication_role"'],
    ['ALTER TABLE invoices DISABLE TRIGGER ALL', 'must be owner of table invoices'],
    ['DROP TRIGGER invoices_guard ON invoices', 'must be owner of relation invoices'],
    ['ALTER TABLE invoices DROP COLUMN number', 'must be owner of table invoices'],
    ['ALTER FUNCTION ledger_at() RESET ALL', 'must be owner of function ledger_at'],
    ['ALTER FUNCTION invoices_guard() RESET search_path', 'must be owner of function invoices_guard'],
    ['CREATE RULE forged AS ON DELETE TO invoices DO INSTEAD NOTHING', 'must be owner of table invoices'],
    [
      `CREATE TRIGGER forged BEFORE UPDATE ON invoices EXECUTE FUNCTION suppress_redundant_updates_trigger()`,
      'permission denied for table invoices',
    ],
    [`UPDATE pg_proc SET prosrc = 'forged' WHERE proname = 'ledger_at'`, 'permission denied for table pg_proc'],
  ])('is changed by nobody but the owner: %s', async (sql, message) => {
    expect(await refusal(sql)).toBe(message);
  });

  it.each([
    ['a table', 'CREATE TABLE public.forged ()', 'permission denied for schema public'],
    ['a view', 'CREATE VIEW public.forged AS SELECT 1', 'permission denied for schema public'],
    [
      'a function',
      `CREATE FUNCTION public.now() RETURNS timestamptz LANGUAGE sql RETURN NULL`,
      'permission denied for schema public',
    ],
    [
      'an operator',
      'CREATE OPERATOR public.= (LEFTARG = text, RIGHTARG = text, FUNCTION = pg_catalog.textne)',
      'permission denied for schema public',
    ],
    ['a cast', 'CREATE CAST (text AS integer) WITH INOUT AS IMPLICIT', 'must be owner of type text or type integer'],
    ['a schema', 'CREATE SCHEMA forged', 'permission denied for database'],
    ['an extension', 'CREATE EXTENSION pgcrypto', 'permission denied to create extension'],
  ])('lets nobody make %s that comes before its own', async (_, sql, message) => {
    expect(await refusal(sql)).toMatch(message);
  });
});

describe('the roles', () => {
  it.each([
    ['of the owner', (names: LedgerRoles['names']) => `SET ROLE ${names.owner}`, 'permission denied to set role'],
    ['of a superuser', () => 'SET SESSION AUTHORIZATION postgres', 'permission denied to set session authorization'],
    [
      'of its own with more',
      ({ application: own }: LedgerRoles['names']) => `ALTER ROLE ${own} SUPERUSER`,
      'permission denied to alter role',
    ],
    ['that is new', () => 'CREATE ROLE forged SUPERUSER', 'permission denied to create role'],
    [
      'that is given to it',
      ({ owner, application: own }: LedgerRoles['names']) => `GRANT ${owner} TO ${own}`,
      'permission denied to grant role',
    ],
    [
      'by a right of another',
      ({ application: own }: LedgerRoles['names']) =>
        `GRANT UPDATE ON postings TO ${own}; UPDATE postings SET amount = 1000`,
      'permission denied for table postings',
    ],
  ])('are kept: the application has none %s', async (_, sql, message) => {
    expect(await refusal(sql(roles.names))).toMatch(message);
  });

  it.each([
    ['programs', `COPY (SELECT 1) TO PROGRAM 'true'`],
    ['files', `COPY invoices TO '/tmp/forged'`],
    ['reading files', `SELECT pg_read_file('postgresql.conf')`],
    ['large objects of files', `SELECT lo_import('/etc/hostname')`],
    ['settings of the server', 'SELECT pg_reload_conf()'],
    [
      'settings of the database',
      `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET ledger.at = %L', current_database(), '2020-01-01'); END $$`,
    ],
  ])('do not reach out of the database: %s', async (_, sql) => {
    expect(await refusal(sql)).toMatch(/permission denied|must be owner/);
  });

  it('do not end the sessions of the owner', async () => {
    const [owner] = await database.dataSource.query<readonly { readonly pid: number }[]>(
      'SELECT pg_backend_pid() AS pid',
    );
    expect(await refusal(`SELECT pg_terminate_backend(${owner?.pid ?? 0})`)).toBe(
      'permission denied to terminate process',
    );
  });

  it('of reports see no secret and write nothing', async () => {
    const readers = (sql: string) => roles.refusal(reader, sql);
    expect(await readers('SELECT id, reference FROM invoices')).toBe('nothing');
    expect(await readers('SELECT username FROM admin_users')).toBe('nothing');
    expect(await readers('SELECT password_hash FROM admin_users')).toBe('permission denied for table admin_users');
    expect(await readers('SELECT * FROM api_tokens')).toBe('permission denied for table api_tokens');
    expect(await readers('SELECT * FROM idempotency_keys')).toBe('permission denied for table idempotency_keys');
    for (const sql of [`UPDATE accounts SET name = 'other'`, 'CREATE TEMPORARY TABLE own ()']) {
      expect(await readers(`SET LOCAL transaction_read_only = off; ${sql}`)).toMatch(
        /permission denied|cannot execute/,
      );
    }
  });

  it('are made anew as they are, and not made where another could get round them', async () => {
    const again = () => createRoles(database.dataSource, roles.names, { newSecret: () => 'unused' });
    expect(await again()).toEqual([]);
    await database.dataSource.query(`GRANT pg_read_all_data TO ${roles.names.application}`);
    await expect(again()).rejects.toThrow('has the rights of pg_read_all_data, too');
    await database.dataSource.query(`REVOKE pg_read_all_data FROM ${roles.names.application};
      ALTER ROLE ${roles.names.reader} CREATEROLE`);
    await expect(again()).rejects.toThrow('has attributes that get round every right');
    await database.dataSource.query(`ALTER ROLE ${roles.names.reader} NOCREATEROLE`);
  });

  it('delete approved invoices once they are given that right, and keep it', async () => {
    await createRoles(database.dataSource, roles.names, { mayDeleteApproved: true, newSecret: () => 'unused' });
    expect(await refusal('SELECT invoices_delete_approved(18)')).toBe('nothing');
    expect(await refusal('DELETE FROM invoices WHERE id = 18')).toBe('invoice 18 is approved and final');
    await createRoles(database.dataSource, roles.names, { newSecret: () => 'unused' });
    expect(await refusal('SELECT invoices_delete_approved(18)')).toBe('nothing');
    await createRoles(database.dataSource, roles.names, { mayDeleteApproved: false, newSecret: () => 'unused' });
    expect(await refusal('SELECT invoices_delete_approved(18)')).toMatch('permission denied');
  });

  it('migrate as the migrator, whose tables are the owner’s, and the application does not', async () => {
    const migrator = await createDataSource({ url: roles.urlOf('migrator'), poolSize: 2 }).initialize();
    const other = await createDataSource({ url: roles.urlOf('application'), poolSize: 2 }).initialize();
    try {
      await migrator.undoLastMigration();
      await expect(migrate(other)).rejects.toThrow('run `npm run migrate` as the migrator first');
      expect(await migrate(migrator)).toHaveLength(1);
      await renewRights(migrator);
      expect(await migrate(other)).toEqual([]);
      expect(await refusal('SELECT ledger_at()')).toBe('nothing');
    } finally {
      await migrator.destroy();
      await other.destroy();
    }
  });
});
