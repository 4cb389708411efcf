import type { RoleNames } from './role-names.js';
import { applicationFunctions, applicationRights, hiddenFromReader, type OnColumns } from './rights.js';

/** Runs statements: a data source, a manager or a runner. */
export interface Statements {
  query<Row>(sql: string, values?: unknown[]): Promise<readonly Row[]>;
}

/** A name as SQL writes it. */
export const named = (identifier: string): string => `"${identifier.replaceAll('"', '""')}"`;

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

/** Tables that are no partitions, with their columns. */
const tables = `
SELECT relname AS name, array_agg(attname::text ORDER BY attnum) AS columns FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v') AND NOT relispartition AND attnum > 0 AND NOT attisdropped
GROUP BY relname ORDER BY relname`;

const functions = `
SELECT oid::regprocedure::text AS signature FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = ANY ($1::text[])`;

const deletesApproved = `SELECT EXISTS (SELECT FROM pg_proc, aclexplode(proacl)
  WHERE oid = 'invoices_delete_approved'::regproc AND grantee = $1::regrole) AS "mayDelete"`;

const grantOn = (table: Table, right: string, on: OnColumns, role: string): readonly string[] => {
  if (on === true) return [`GRANT ${right} ON ${named(table.name)} TO ${role}`];
  const columns = 'only' in on ? on.only : table.columns.filter((column) => !on.except.includes(column));
  return columns.length === 0
    ? []
    : [`GRANT ${right} (${columns.map(named).join(', ')}) ON ${named(table.name)} TO ${role}`];
};

const toApplication = (table: Table, role: string): readonly string[] => {
  const { insert, update, delete: remove } = applicationRights[table.name] ?? {};
  return [
    `GRANT SELECT ON ${named(table.name)} TO ${role}`,
    ...(insert === undefined ? [] : grantOn(table, 'INSERT', insert, role)),
    ...(update === undefined ? [] : grantOn(table, 'UPDATE', update, role)),
    ...(remove === undefined ? [] : [`GRANT DELETE ON ${named(table.name)} TO ${role}`]),
  ];
};

const jobs = (application: string): readonly string[] => [
  'REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA pgboss FROM PUBLIC',
  `GRANT USAGE ON SCHEMA pgboss TO ${application}`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO ${application}`,
];

/**
 * Gives the application and the reader what they need and takes everything else, in the caller's transaction, which is the owner's.
 * @param mayDeleteApproved whether the application may delete approved invoices; otherwise it may if it might before
 */
export const grantRights = async (
  database: Statements,
  roles: RoleNames,
  mayDeleteApproved?: boolean,
): Promise<void> => {
  const [application, reader] = [named(roles.application), named(roles.reader)];
  const found = await database.query<Table>(tables);
  const called = await database.query<{ readonly signature: string }>(functions, [[...applicationFunctions]]);
  const [before] = await database.query<{ readonly mayDelete: boolean }>(deletesApproved, [application]);
  const both = `${application}, ${reader}`;
  const statements = [
    ...['TABLES', 'SEQUENCES', 'FUNCTIONS'].map((all) => `REVOKE ALL ON ALL ${all} IN SCHEMA public FROM ${both}`),
    'REVOKE ALL ON SCHEMA public FROM PUBLIC',
    `GRANT USAGE ON SCHEMA public TO ${both}`,
    ...found.flatMap((table) => toApplication(table, application)),
    ...found.flatMap((table) => grantOn(table, 'SELECT', hiddenFromReader[table.name] ?? true, reader)),
    `GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${application}`,
    ...called.map(({ signature }) => `GRANT EXECUTE ON FUNCTION ${signature} TO ${application}`),
    ...((mayDeleteApproved ?? before?.mayDelete) === true
      ? [`GRANT EXECUTE ON FUNCTION invoices_delete_approved(bigint) TO ${application}`]
      : []),
  ];
  const [place] = await database.query<{ readonly found: boolean }>(
    `SELECT to_regclass('pgboss.job') IS NOT NULL AS found`,
  );
  for (const statement of [...statements, ...(place?.found === true ? jobs(application) : [])]) {
    await database.query(statement);
  }
};
