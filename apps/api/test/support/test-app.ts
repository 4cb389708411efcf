import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { adminUserIdOf } from '@org/invoice-domain';
import { hashPassword, tokenHash } from '@org/invoice-domain/persistence';
import { createTestDatabase, fillLedger, type TestDatabase } from '@org/invoice-domain/testing';
import { FixedClock } from '@org/kernel';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { AdminTokens } from '../../src/auth/admin-tokens.js';
import { loadConfig } from '../../src/config/load-config.js';
import { createApp } from '../../src/create-app.js';
import { sendTo, type Answer, type Sent } from '@org/tools/testing';

export const jwtSecret = 'a secret of the tests, longer than it must be';
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

/** A running application over a database of its own. */
export interface TestApp {
  readonly clock: FixedClock;
  readonly database: TestDatabase;
  readonly app: NestFastifyApplication;
  /** Lines of the application's log so far. */
  readonly log: readonly string[];
  send(path: string, request?: Sent): Promise<Answer>;
  /** A good token of the admin user 139. */
  adminToken(): string;
  close(): Promise<void>;
}

interface Options {
  readonly environment?: Readonly<Record<string, string>>;
  /** Controllers beside the application's own. */
  readonly extra?: readonly Type[];
}

export const startTestApp = async ({ environment = {}, extra = [] }: Options = {}): Promise<TestApp> => {
  const database = await createTestDatabase();
  await fillLedger(database.dataSource);
  await addCallers(database);
  const clock = new FixedClock('2026-03-01T12:00:00Z');
  const log: string[] = [];
  const logger = pino(
    { messageKey: 'message' },
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        log.push(chunk.toString());
        done();
      },
    }),
  );
  const config = loadConfig({ NODE_ENV: 'test', ADMIN_JWT_SECRET: jwtSecret, ...environment });
  const app = await createApp({ config, dataSource: database.dataSource, clock, logger }, extra);
  await app.listen(0, '127.0.0.1');
  const origin = await app.getUrl();
  return {
    clock,
    database,
    app,
    log,
    send: (path, request) => sendTo(origin, path, request),
    adminToken: () => app.get(AdminTokens).issue(adminUserIdOf(139)),
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
};

const addCallers = async ({ dataSource }: TestDatabase): Promise<void> => {
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
