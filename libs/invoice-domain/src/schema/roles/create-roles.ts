import type { DataSource } from 'typeorm';
import { grantRights, named, type Statements } from './grant-rights.js';
import type { RoleNames } from './role-names.js';
import { scramVerifier } from './scram.js';

/** A role that signs in, and its password when it was made now. */
export interface SignIn {
  readonly role: string;
  readonly password: string;
}

interface FoundRole {
  readonly name: string;
  readonly memberOf: readonly string[];
  readonly isMighty: boolean;
}

const found = `
SELECT rolname AS name, rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls AS "isMighty",
  ARRAY(SELECT above.rolname::text FROM pg_auth_members JOIN pg_roles above ON above.oid = roleid WHERE member = pg_roles.oid ORDER BY 1) AS "memberOf"
FROM pg_roles WHERE rolname = ANY ($1::text[])`;

/** Everything of the ledger that another role owns, as the statement that gives it to the owner. Sequences of identities follow their tables. */
const handOver = `
WITH owner AS (SELECT oid FROM pg_roles WHERE rolname = $1),
  schemas AS (SELECT oid, nspname, nspowner FROM pg_namespace WHERE nspname IN ('public', 'pgboss')),
  own AS (
    SELECT 1 AS place, format('SCHEMA %I', nspname) AS what FROM schemas, owner WHERE nspowner <> owner.oid
    UNION ALL
    SELECT 2, format('%s %s', CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, pg_class.oid::regclass)
    FROM pg_class JOIN schemas ON schemas.oid = relnamespace, owner WHERE relkind IN ('r', 'p', 'v', 'S') AND relowner <> owner.oid
      AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype IN ('a', 'i', 'e') AND relkind = 'S')
    UNION ALL
    SELECT 2, format('TYPE %s', pg_type.oid::regtype) FROM pg_type JOIN schemas ON schemas.oid = typnamespace, owner
    WHERE typtype = 'e' AND typowner <> owner.oid
    UNION ALL
    SELECT 3, format('FUNCTION %s', pg_proc.oid::regprocedure) FROM pg_proc JOIN schemas ON schemas.oid = pronamespace, owner
    WHERE proowner <> owner.oid AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e')
  )
SELECT format('ALTER %s OWNER TO %I', what, $1::text) AS statement FROM own ORDER BY place, what`;

const database = 'SELECT current_database() AS name, rolsuper AS "isSuper" FROM pg_roles WHERE rolname = current_user';

/** @throws Error when one of the roles could get round what the others may not */
const demandHarmless = async (
  client: Statements,
  { application, reader, migrator, owner }: RoleNames,
): Promise<ReadonlySet<string>> => {
  const roles = await client.query<FoundRole>(found, [[application, reader, migrator, owner]]);
  for (const { name, isMighty, memberOf } of roles) {
    if (isMighty)
      throw new Error(
        `The role ${name} has attributes that get round every right: ALTER ROLE ${named(name)} NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS.`,
      );
    const others = memberOf.filter((role) => name !== migrator || role !== owner);
    if (others.length > 0)
      throw new Error(
        `The role ${name} has the rights of ${others.join(', ')}, too: REVOKE ${others.join(', ')} FROM ${named(name)}.`,
      );
  }
  return new Set(roles.map(({ name }) => name));
};

/**
 * Makes the roles of the ledger that are missing, makes one of them own it, and gives the others their rights: may be done again at any
 * time. The ledger is migrated already.
 * @param newSecret makes a password up
 * @returns those that were made
 */
export const createRoles = (
  dataSource: DataSource,
  roles: RoleNames,
  { mayDeleteApproved, newSecret }: { readonly mayDeleteApproved?: boolean; readonly newSecret: () => string },
): Promise<readonly SignIn[]> =>
  dataSource.transaction(async (manager) => {
    await manager.query(`SET LOCAL lock_timeout = '5s'`);
    const known = await demandHarmless(manager, roles);
    const [here] = await manager.query<readonly { readonly name: string; readonly isSuper: boolean }[]>(database);
    if (here === undefined) throw new Error('the role of the session is gone');
    const [owner, migrator, application, reader] = [roles.owner, roles.migrator, roles.application, roles.reader].map(
      named,
    );
    if (!known.has(roles.owner)) await manager.query(`CREATE ROLE ${owner} NOLOGIN`);
    const made: SignIn[] = [];
    for (const role of [roles.migrator, roles.application, roles.reader].filter((name) => !known.has(name))) {
      const password = newSecret();
      await manager.query(`CREATE ROLE ${named(role)} LOGIN PASSWORD '${scramVerifier(password)}'`);
      made.push({ role, password });
    }
    const name = named(here.name);
    const statements = [
      `GRANT ${owner} TO ${migrator}`,
      ...(here.isSuper ? [] : [`GRANT ${owner} TO CURRENT_USER`]),
      `ALTER ROLE ${migrator} IN DATABASE ${name} SET role = ${owner}`,
      `ALTER ROLE ${reader} IN DATABASE ${name} SET default_transaction_read_only = on`,
      `REVOKE TEMPORARY, CREATE ON DATABASE ${name} FROM PUBLIC`,
      `GRANT CONNECT, CREATE, TEMPORARY ON DATABASE ${name} TO ${owner}`,
      `GRANT CONNECT ON DATABASE ${name} TO ${migrator}, ${reader}`,
      // Imports and verifications have temporary tables, before which every function finds the ledger's own.
      `GRANT CONNECT, TEMPORARY ON DATABASE ${name} TO ${application}`,
    ];
    for (const statement of statements) await manager.query(statement);
    for (const { statement } of await manager.query<readonly { readonly statement: string }[]>(handOver, [
      roles.owner,
    ])) {
      await manager.query(statement);
    }
    await manager.query(`SET LOCAL ROLE ${owner}`);
    await manager.query('ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC');
    await grantRights(manager, roles, mayDeleteApproved);
    return made;
  });
