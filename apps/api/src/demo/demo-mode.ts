import type { INestApplicationContext } from '@nestjs/common';
import { AdminUserEntity, InvoiceEntity } from '@org/invoice-domain/persistence';
import { dayIn, localDateOf, type Clock } from '@org/kernel';
import { DataSource, MoreThan } from 'typeorm';
import { AdminTokens } from '../auth/admin-tokens.js';
import type { AppConfig } from '../config/app-config.js';
import type { Say } from '../database/open-database.js';

/** Seconds; long enough for a day of trying things out. */
const bannerTokenLifetime = 86_400;

const jsonApi = `-H 'Accept: application/vnd.api+json'`;

export interface FillOptions {
  readonly config: Pick<AppConfig, 'demoToday'>;
  readonly clock: Clock;
  readonly say: Say;
  /** Once aborted, filling ends within a second, with its reason, and leaves nothing behind. */
  readonly signal?: AbortSignal | undefined;
}

/** Fills an empty ledger with the demo world. Its data is loaded only here: production does without it. */
export const fillDemoLedger = async (
  dataSource: DataSource,
  { config: { demoToday }, clock, say, signal }: FillOptions,
): Promise<void> => {
  const { loadDemoData } = await import('@org/tools/demo');
  const today = demoToday === undefined ? dayIn('UTC', clock.now()) : localDateOf(demoToday);
  const start = performance.now();
  const loaded = await loadDemoData(dataSource, {
    today,
    signal,
    onStart: () => {
      say(`Filling the empty ledger with demo data that ends on ${today.toString()} …`);
    },
  });
  if (loaded === undefined) return;
  const seconds = ((performance.now() - start) / 1_000).toFixed(1);
  const { accounts, calls, transactions, invoices } = loaded;
  say(
    `Demo data: ${accounts} accounts, ${calls} calls, ${transactions} transactions, ${invoices} invoices in ${seconds} s`,
  );
};

/** The latest invoice of an account that both makes and delivers calls. */
const latestTraffic = (dataSource: DataSource): Promise<InvoiceEntity | null> =>
  dataSource.getRepository(InvoiceEntity).findOne({
    select: { id: true },
    where: { kind: 'usage', originatedCallsCount: MoreThan(0), terminatedCallsCount: MoreThan(0) },
    order: { endsAt: 'DESC', id: 'DESC' },
  });

/** What a newcomer needs to send the first two requests; shorter when the ledger is not the demo's. */
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
  const jwt = app.get(AdminTokens).issue(user.id, bannerTokenLifetime);
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
