import { advanceIds, createDataSource, hashPassword, migrate, tokenHash } from '@org/invoice-domain/persistence';
import { createDatabaseOf, loadSampleLedger, type Template, type TestDatabase } from '@org/invoice-domain/testing';
import type { DataSource } from 'typeorm';
import { prepareJobs } from '../../src/billing/prepare-jobs.js';

export const password = 'correct horse battery staple';

/** The tokens of the managers that the test ledger holds; the reseller tree is 1 → 2 → 3, 1 → 4, and 5 by itself. */
export const tokens = {
  root: 'token-of-reseller-1',
  child: 'token-of-reseller-2',
  grandchild: 'token-of-reseller-3',
  sibling: 'token-of-reseller-4',
  stranger: 'token-of-reseller-5',
  sales: 'token-of-a-salesman-of-1',
  owner: 'token-of-a-product-owner-of-1',
  inactive: 'token-of-an-inactive-manager-of-1',
  revoked: 'revoked-token-of-a-manager-of-1',
} as const;

const addCallers = async (dataSource: DataSource): Promise<void> => {
  await dataSource.query('UPDATE admin_users SET password_hash = $1, allowed_ips = NULL WHERE id = 139', [
    await hashPassword(password),
  ]);
  await dataSource.query(`
    INSERT INTO resellers (id, parent_id, name, domain, currency, manager_name, company_name, address_line_1,
      address_line_2, city, country, zip)
    VALUES (3, 2, 'Grandchild', 'c.test', 'USD', 'C', 'C Ltd', 'C 1', '', 'C', 'US', '3'),
      (4, 1, 'Sibling', 'd.test', 'USD', 'D', 'D Ltd', 'D 1', '', 'D', 'US', '4'),
      (5, NULL, 'Stranger', 'e.test', 'USD', 'E', 'E Ltd', 'E 1', '', 'E', 'US', '5')`);
  const managers: readonly (readonly [string, number, string, boolean, string | null])[] = [
    [tokens.root, 1, 'admin', true, null],
    [tokens.child, 2, 'admin', true, null],
    [tokens.grandchild, 3, 'admin', true, null],
    [tokens.sibling, 4, 'admin', true, null],
    [tokens.stranger, 5, 'admin', true, null],
    [tokens.sales, 1, 'sales', true, null],
    [tokens.owner, 1, 'owner', true, null],
    [tokens.inactive, 1, 'admin', false, null],
    [tokens.revoked, 1, 'admin', true, '2026-01-01T00:00:00Z'],
  ];
  for (const [token, resellerId, role, active, revokedAt] of managers) {
    await dataSource.query(
      `INSERT INTO managers (reseller_id, name, role, active, token_revoked_at, token_hash) VALUES ($1, $2, $3, $4, $5, $6)`,
      [resellerId, token, role, active, revokedAt, tokenHash(token)],
    );
  }
};

const folders = ['apps/api/test/support', 'apps/api/src/billing', 'libs/invoice-domain/src'];

const served: Template = {
  name: 'served',
  madeBy: folders.map((folder) => new URL(`../../../../${folder}/`, import.meta.url)),
  load: async (dataSource, url) => {
    await migrate(dataSource);
    await loadSampleLedger(dataSource);
    await addCallers(dataSource);
    await advanceIds(dataSource.manager);
    await prepareJobs(dataSource, url);
  },
};

/** A database of its own with the sample rows, everybody who calls the APIs, and the queues. */
export const createServedLedger = async (poolSize = 5): Promise<TestDatabase> => {
  const database = await createDatabaseOf(served);
  const dataSource = await createDataSource({ url: database.url, poolSize }).initialize();
  return {
    url: database.url,
    dataSource,
    drop: async () => {
      await dataSource.destroy();
      await database.drop();
    },
  };
};
