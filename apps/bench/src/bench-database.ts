import { createDataSource, migrate } from '@org/invoice-domain/persistence';
import { fixedYear, loadDemoData } from '@org/tools/demo';
import type { BenchCluster, BenchDatabase } from './bench-cluster.js';
import { addCrowdedInvoice } from './bulk.js';

const name = 'bench';

/** A migrated database with the demo data and {@link addCrowdedInvoice an invoice with many lines}. */
export const createBenchDatabase = async (cluster: BenchCluster): Promise<BenchDatabase> => {
  await load(await cluster.create(name));
  const database = await cluster.open(name);
  await addCrowdedInvoice(database);
  return database;
};

const load = async (url: string): Promise<void> => {
  const dataSource = await createDataSource({ url, poolSize: 2 }).initialize();
  try {
    await migrate(dataSource);
    await loadDemoData(dataSource, fixedYear);
  } finally {
    await dataSource.destroy();
  }
};
