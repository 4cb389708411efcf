import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { adminUserIdOf } from '@org/invoice-domain';
import { createDataSource } from '@org/invoice-domain/persistence';
import { createLedgerRoles, type LedgerRoles, type TestDatabase } from '@org/invoice-domain/testing';
import { FixedClock } from '@org/kernel';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { AdminTokens } from '../../src/auth/admin-tokens.js';
import { loadConfig } from '../../src/config/load-config.js';
import { createApp } from '../../src/create-app.js';
import { sendTo, type Answer, type Sent } from '@org/tools/testing';
import { createServedLedger } from './served-ledger.js';

export { password, tokens } from './served-ledger.js';

export const jwtSecret = 'a secret of the tests, longer than it must be';

/** A running application over a database of its own. */
export interface TestApp {
  readonly clock: FixedClock;
  /** The database, as its superuser. */
  readonly database: TestDatabase;
  /** Roles of the database, where the application has one of its own. */
  readonly roles: LedgerRoles | undefined;
  /** The database of the application, and its address. */
  readonly dataSource: DataSource;
  readonly url: string;
  readonly app: NestFastifyApplication;
  /** Lines of the application's log so far. */
  readonly log: string[];
  send(path: string, request?: Sent): Promise<Answer>;
  /** A good token of the admin user 139. */
  adminToken(): string;
  close(): Promise<void>;
}

interface Options {
  readonly environment?: Readonly<Record<string, string>>;
  /** Controllers beside the application's own. */
  readonly extra?: readonly Type[];
  /** Transactions at once. */
  readonly poolSize?: number;
  /** The application has its own role in the database, and is no superuser. */
  readonly role?: 'application';
}

export const startTestApp = async ({
  environment = {},
  extra = [],
  poolSize,
  role,
}: Options = {}): Promise<TestApp> => {
  const database = await createServedLedger(poolSize);
  const roles = role === undefined ? undefined : await createLedgerRoles(database);
  const url = roles?.urlOf('application') ?? database.url;
  const dataSource =
    roles === undefined ? database.dataSource : await createDataSource({ url, poolSize: poolSize ?? 5 }).initialize();
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
  const config = loadConfig({
    NODE_ENV: 'test',
    ADMIN_JWT_SECRET: jwtSecret,
    // Requests come by the dozen, on machines that are busy.
    REQUEST_WAIT_SECONDS: '120',
    ...environment,
  });
  const app = await createApp({ config, dataSource, clock, logger }, extra);
  await app.listen(0, '127.0.0.1');
  const origin = await app.getUrl();
  return {
    clock,
    database,
    roles,
    dataSource,
    url,
    app,
    log,
    send: (path, request) => sendTo(origin, path, request),
    adminToken: () => app.get(AdminTokens).issue({ id: adminUserIdOf(139), tokenGeneration: 0 }),
    close: async () => {
      await app.close();
      if (roles === undefined) return database.drop();
      await dataSource.destroy();
      await roles.drop();
    },
  };
};
