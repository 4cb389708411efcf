import type { ClientBase } from 'pg';
import type { KnownIds, ReferredTable } from '../usage-table.js';

const idsOf = async (client: ClientBase, table: ReferredTable): Promise<ReadonlySet<number>> => {
  const { rows } = await client.query<{ readonly id: number }>(`SELECT id FROM ${table}`);
  return new Set(rows.map(({ id }) => id));
};

/** Loaded once for each file: millions of rows name a few thousand accounts, and asking PostgreSQL for each would take as long as copying. */
export const loadKnownIds = async (client: ClientBase): Promise<KnownIds> => ({
  accounts: await idsOf(client, 'accounts'),
  countries: await idsOf(client, 'countries'),
  networks: await idsOf(client, 'networks'),
});
