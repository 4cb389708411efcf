import type { ClientBase } from 'pg';
import type { ImportedTable } from './imported-table.js';
import type { KnownIds, ReferredTable } from '../usage-table.js';

const idsOf = async (client: ClientBase, table: ReferredTable): Promise<ReadonlySet<number>> => {
  const { rows } = await client.query<{ readonly id: number }>(`SELECT id FROM ${table}`);
  return new Set(rows.map(({ id }) => id));
};

/**
 * Keeps accounts, countries and networks from being deleted while an import may name them: it looks at them once, and calls have no
 * foreign keys.
 */
export const whileNamesStay = async <Result>(
  client: ClientBase,
  { namesWithoutKeys }: ImportedTable,
  work: () => Promise<Result>,
): Promise<Result> => {
  if (namesWithoutKeys !== true) return work();
  await client.query(`SELECT pg_advisory_lock_shared(hashtext('usage_references'))`);
  try {
    return await work();
  } finally {
    await client.query(`SELECT pg_advisory_unlock_shared(hashtext('usage_references'))`);
  }
};

/** Loaded for mappings alone, which may call accounts by what third parties call them. */
export const loadExternalIds = async (client: ClientBase): Promise<ReadonlyMap<string, number>> => {
  const { rows } = await client.query<{ readonly id: number; readonly externalId: string }>(
    'SELECT id, external_id::text AS "externalId" FROM accounts WHERE external_id IS NOT NULL',
  );
  return new Map(rows.map(({ id, externalId }) => [externalId, id]));
};

/** Loaded once for each file: millions of rows name a few thousand accounts, and asking PostgreSQL for each would take as long as copying. */
export const loadKnownIds = async (client: ClientBase): Promise<KnownIds> => ({
  accounts: await idsOf(client, 'accounts'),
  countries: await idsOf(client, 'countries'),
  networks: await idsOf(client, 'networks'),
});
