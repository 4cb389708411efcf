import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { INestApplicationContext } from '@nestjs/common';
import { AdminUserEntity, ResellerEntity } from '@org/invoice-domain/entities';
import type { LoadingStep } from '@org/tools/demo';
import { DataSource } from 'typeorm';
import { AdminTokens } from '../auth/admin-tokens.js';
import type { OpenDatabase } from '../database/open-database.js';
import type { StartReport } from '../program/start-report.js';

/** Seconds; long enough for a day of trying things out. */
const bannerTokenLifetime = 86_400;

const jsonApi = `-H 'Accept: application/vnd.api+json'`;

/**
 * Fills an empty ledger with the demo world; it is all or nothing. Its data is loaded only here: production does without it.
 * @throws the signal's reason when it is aborted
 */
export const fillDemoLedger = async (
  { dataSource, url }: Pick<OpenDatabase, 'dataSource' | 'url'>,
  { report, signal }: { readonly report: StartReport; readonly signal: AbortSignal },
): Promise<void> => {
  // What else counts as empty, the loader knows; a ledger that is in use need not wait for it.
  if (await dataSource.getRepository(ResellerEntity).exists()) return;
  signal.throwIfAborted();
  report.step('Filling the empty ledger with demo data');
  // A thread of its own: here a signal to stop is heard at any moment.
  const loader = new Worker(new URL('./demo-loader.js', import.meta.url), { workerData: { url } });
  loader.on('message', ({ name, done, of }: LoadingStep) => {
    report.progress(`Demo data ${done}/${of}: ${name}`);
  });
  const giveUp = (): void => {
    void loader.terminate();
  };
  signal.addEventListener('abort', giveUp);
  try {
    await once(loader, 'exit');
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
  signal.throwIfAborted();
};

/** What a newcomer needs to send the first two requests; shorter when the ledger is not the demo's. */
export const banner = async (app: INestApplicationContext, url: string): Promise<string> => {
  const { demoCredentials } = await import('@org/tools/demo');
  const { username, password } = demoCredentials.admin;
  const user = await app.get(DataSource).getRepository(AdminUserEntity).findOneBy({ username });
  const lines = [
    `Org Invoices is ready at ${url}`,
    `  admin API     ${url}/api/rest/admin`,
    `  reseller API  ${url}/api/v3`,
  ];
  if (user === null) return lines.join('\n');
  const jwt = app.get(AdminTokens).issue(user.id, bannerTokenLifetime);
  return [
    ...lines,
    `  admin user    ${username} / ${password}`,
    `  admin token   ${jwt}`,
    `  X-Api-Token   ${demoCredentials.resellerToken}`,
    '',
    `curl ${jsonApi} -H 'Authorization: ${jwt}' '${url}/api/rest/admin/invoices/18'`,
    '',
    `curl ${jsonApi} -H 'X-Api-Token: ${demoCredentials.resellerToken}' '${url}/api/v3/resellers/1/invoices/3973?include=subscriptions,payments,charges,corrections,taxes'`,
  ].join('\n');
};
