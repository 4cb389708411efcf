import pg from 'pg';
import type { RunningCluster } from './running-cluster.js';

const databaseName = 'org_invoices';

/** The URL of the one database that a private cluster is for; it is made when it is missing. */
export async function ledgerDatabase(cluster: RunningCluster): Promise<string> {
  const client = new pg.Client(cluster.url);
  await client.connect();
  try {
    const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [databaseName]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(databaseName)}`);
  } finally {
    await client.end();
  }
  return cluster.databaseUrl(databaseName);
}
