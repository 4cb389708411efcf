import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { INestApplicationContext } from '@nestjs/common';
import { AdminUserEntity, InvoiceEntity, ResellerEntity } from '@org/invoice-domain/entities';
import { dayIn, localDateOf, type Clock, type LocalDate } from '@org/kernel';
import type { LoadedWorld, LoadingStep } from '@org/tools/demo';
import { DataSource, MoreThan } from 'typeorm';
import { AdminTokens } from '../auth/admin-tokens.js';
import type { AppConfig } from '../config/app-config.js';
import type { OpenDatabase } from '../database/open-database.js';
import type { StartReport } from '../program/start-report.js';

/** Seconds; long enough for a day of trying things out. */
const bannerTokenLifetime = 86_400;

const jsonApi = `-H 'Accept: application/vnd.api+json'`;

type Ledger = Pick<OpenDatabase, 'dataSource' | 'url'>;

interface LoadOptions {
  readonly today: LocalDate;
  readonly onProgress: (step: LoadingStep) => void;
  readonly signal: AbortSignal;
}

/** Loads the demo world into a ledger, all or nothing; undefined when the ledger was not empty. */
export type LoadWorld = (ledger: Ledger, options: LoadOptions) => Promise<LoadedWorld | undefined>;

export interface DemoOptions {
  readonly config: Pick<AppConfig, 'demoToday'>;
  readonly clock: Clock;
  readonly report: Pick<StartReport, 'step' | 'progress'>;
  /** Once aborted, loading ends at once with the signal's reason and is rolled back. */
  readonly signal: AbortSignal;
  readonly load?: LoadWorld;
}

/** Message of the loading thread: progress, or the outcome. */
export type LoaderMessage = { readonly step: LoadingStep } | { readonly loaded: LoadedWorld };

/** Loads the demo world in a thread of its own, so that a signal to stop takes effect at any moment. */
const loadInThread: LoadWorld = async ({ url }, { today, onProgress, signal }) => {
  const loader = new Worker(new URL('./demo-loader.js', import.meta.url), {
    workerData: { url, today: today.toString() },
  });
  let loaded: LoadedWorld | undefined;
  loader.on('message', (message: LoaderMessage) => {
    if ('step' in message) onProgress(message.step);
    else ({ loaded } = message);
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
  return loaded;
};

/**
 * Loads the demo world into an empty ledger; it is all or nothing. Its data is loaded only here: production does without it.
 * @throws the signal's reason when it is aborted
 */
export const loadDemoLedger = async (
  ledger: Ledger,
  { config: { demoToday }, clock, report, signal, load = loadInThread }: DemoOptions,
): Promise<void> => {
  // What else counts as empty, the loader knows; a ledger that is in use need not wait for it.
  if (await ledger.dataSource.getRepository(ResellerEntity).exists()) return;
  signal.throwIfAborted();
  const today = demoToday === undefined ? dayIn('UTC', clock.now()) : localDateOf(demoToday);
  report.step(`Filling the empty ledger with demo data that ends on ${today.toString()}`);
  const onProgress = ({ name, done, of }: LoadingStep): void => {
    report.progress(`Demo data ${done}/${of}: ${name}`);
  };
  const loaded = await load(ledger, { today, onProgress, signal });
  signal.throwIfAborted();
  if (loaded !== undefined) report.progress(summaryOf(loaded));
};

const summaryOf = ({ accounts, calls, transactions, invoices }: LoadedWorld): string =>
  `Demo data: ${accounts} accounts, ${calls} calls, ${transactions} transactions, ${invoices} invoices`;

/** The latest invoice of an account that both makes and delivers calls. */
const latestTraffic = (dataSource: DataSource): Promise<InvoiceEntity | null> =>
  dataSource.getRepository(InvoiceEntity).findOne({
    select: { id: true },
    where: { kind: 'usage', originatedCallsCount: MoreThan(0), terminatedCallsCount: MoreThan(0) },
    order: { endsAt: 'DESC', id: 'DESC' },
  });

/** The banner: credentials and two sample requests; shorter when the ledger is not the demo's. */
export const banner = async (app: INestApplicationContext, url: string): Promise<string> => {
  const { demoCredentials } = await import('@org/tools/demo');
  const { username, password } = demoCredentials.admin;
  const dataSource = app.get(DataSource);
  const user = await dataSource.getRepository(AdminUserEntity).findOneBy({ username });
  const lines = [
    `Org Invoices is ready at ${url}`,
    `  admin API     ${url}/api/rest/admin`,
    `  reseller API  ${url}/api/v3`,
  ];
  if (user === null) return lines.join('\n');
  const jwt = app.get(AdminTokens).issue(user, bannerTokenLifetime);
  const invoiceUrl = (id: string | number): string => `${url}/api/rest/admin/invoices/${id}`;
  const curl = (header: string, address: string): string => `curl ${jsonApi} -H '${header}' '${address}'`;
  const { id = 18 } = (await latestTraffic(dataSource)) ?? {};
  return [
    ...lines,
    `  admin user    ${username} / ${password}`,
    `  admin token   ${jwt}`,
    `  X-Api-Token   ${demoCredentials.resellerToken}`,
    '',
    'An invoice with its traffic:',
    curl(`Authorization: ${jwt}`, `${invoiceUrl(id)}?include=account,originated-networks,terminated-networks`),
    '',
    `The documented ones: in the same way ${invoiceUrl(18)}, and`,
    curl(
      `X-Api-Token: ${demoCredentials.resellerToken}`,
      `${url}/api/v3/resellers/1/invoices/3973?include=subscriptions,payments,charges,corrections,taxes`,
    ),
  ].join('\n');
};
