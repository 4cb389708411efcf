import { randomBytes } from 'node:crypto';
import { createDataSource, migrate } from '@org/invoice-domain/persistence';
import type { DataSource } from 'typeorm';

export interface EmptyLedger {
  readonly dataSource: DataSource;
  drop(): Promise<void>;
}

function clusterUrl(): string {
  const url = process.env['TEST_DATABASE_URL'];
  if (url === undefined) throw new Error('TEST_DATABASE_URL is not set: it points at a PostgreSQL cluster for tests');
  return url;
}

async function onCluster(sql: string): Promise<void> {
  const cluster = await createDataSource({ url: clusterUrl(), poolSize: 1 }).initialize();
  try {
    await cluster.query(sql);
  } finally {
    await cluster.destroy();
  }
}

/** A migrated database of its own on the cluster that `TEST_DATABASE_URL`, the URL of a superuser, points at. */
export async function createEmptyLedger(): Promise<EmptyLedger> {
  const name = `invoices_demo_${randomBytes(8).toString('hex')}`;
  await onCluster(`CREATE DATABASE ${name} TEMPLATE template0`);
  const url = new URL(clusterUrl());
  url.pathname = `/${name}`;
  const dataSource = await createDataSource({ url: url.href, poolSize: 3 }).initialize();
  await migrate(dataSource);
  return {
    dataSource,
    async drop() {
      await dataSource.destroy();
      await onCluster(`DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}
