import type { INestApplicationContext } from '@nestjs/common';
import { AdminUserEntity } from '@org/invoice-domain/entities';
import { DataSource } from 'typeorm';
import { AdminTokens } from '../auth/admin-tokens.js';
import type { Say } from '../database/open-database.js';

/** Seconds; long enough for a day of trying things out. */
const bannerTokenLifetime = 86_400;

const jsonApi = `-H 'Accept: application/vnd.api+json'`;

/** Fills an empty ledger with the demo world. Its data is loaded only here: production does without it. */
export const fillDemoLedger = async (dataSource: DataSource, say: Say): Promise<void> => {
  const { loadDemoData } = await import('@org/tools/demo');
  await loadDemoData(dataSource, {
    onProgress: ({ name, done, of }) => {
      say(`Demo data ${done}/${of}: ${name}`);
    },
  });
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
