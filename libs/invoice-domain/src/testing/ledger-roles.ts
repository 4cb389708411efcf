import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { createRoles } from '../schema/roles/create-roles.js';
import { roleNames, type RoleNames } from '../schema/roles/role-names.js';
import type { TestDatabase } from './test-database.js';

/** The roles of a test database, as the command for roles makes them. */
export interface LedgerRoles {
  readonly names: RoleNames;
  /** Where one of those that sign in connects to. */
  readonly urlOf: (role: 'migrator' | 'application' | 'reader') => string;
  /** The message that a statement of a role is refused with; `nothing` of one that is not. It is rolled back. */
  readonly refusal: (client: pg.Client, sql: string) => Promise<string>;
  /** Drops the database, which cannot be without them, and then the roles. */
  readonly drop: () => Promise<void>;
}

/** Makes roles of its own for a test database, which belongs to one of them from then on. */
export const createLedgerRoles = async (database: TestDatabase): Promise<LedgerRoles> => {
  const names = roleNames(`test_${randomBytes(6).toString('hex')}`);
  const made = await createRoles(database.dataSource, names, { newSecret: () => randomBytes(16).toString('hex') });
  const passwords = new Map(made.map(({ role, password }) => [role, password]));
  return {
    names,
    urlOf: (role) => {
      const url = new URL(database.url);
      url.username = names[role];
      url.password = passwords.get(names[role]) ?? '';
      return url.href;
    },
    refusal: async (client, sql) => {
      try {
        await client.query(`BEGIN; ${sql}; SET CONSTRAINTS ALL IMMEDIATE`);
        return 'nothing';
      } catch (error) {
        if (!(error instanceof pg.DatabaseError)) throw error;
        return error.message;
      } finally {
        await client.query('ROLLBACK');
      }
    },
    drop: async () => {
      await database.drop();
      const url = new URL(database.url);
      url.pathname = '/postgres';
      const client = new pg.Client(url.href);
      await client.connect();
      try {
        for (const role of Object.values(names)) await client.query(`DROP ROLE ${role}`);
      } finally {
        await client.end();
      }
    },
  };
};
