import { createHash } from 'node:crypto';
import { adminUserIdOf } from '@org/invoice-domain';
import { createDataSource } from '@org/invoice-domain/persistence';
import { systemClock } from '@org/kernel';
import pino from 'pino';
import { AdminTokens } from '../../../api/dist/auth/admin-tokens.js';
import { loadConfig } from '../../../api/dist/config/load-config.js';
import { createApp } from '../../../api/dist/create-app.js';

/**
 * The application as a process that answers one request and ends: `<path> <body>`, a POST that has the same `Idempotency-Key` whenever it is
 * sent. It ends with 1 when it is refused.
 */
const [url, payload] = process.argv.slice(2);

const dataSource = await createDataSource({ url: process.env.DATABASE_URL, poolSize: 2 }).initialize();
const logger = pino({ level: 'silent' });
const app = await createApp({ config: loadConfig({ NODE_ENV: 'test' }), dataSource, clock: systemClock, logger });
const caller = url.startsWith('/api/rest/admin')
  ? { authorization: app.get(AdminTokens).issue({ id: adminUserIdOf(1), tokenGeneration: 0 }) }
  : { 'x-api-token': 'the token of a manager' };
const key = createHash('sha256').update(`${url} ${payload}`).digest('hex');

const headers = { ...caller, 'content-type': 'application/vnd.api+json', 'idempotency-key': key };
const { statusCode, body } = await app.inject({ method: 'POST', url, payload, headers });
console.log(statusCode, body);
if (statusCode >= 300) process.exitCode = 1;
await app.close();
await dataSource.destroy();
