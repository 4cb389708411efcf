import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { adminUserIdOf } from '@org/invoice-domain';
import type { TestDatabase } from '@org/invoice-domain/testing';
import { FixedClock } from '@org/kernel';
import { Writable } from 'node:stream';
import { pino } from 'pino';
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
  readonly database: TestDatabase;
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
}

export const startTestApp = async ({ environment = {}, extra = [], poolSize }: Options = {}): Promise<TestApp> => {
  const database = await createServedLedger(poolSize);
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
