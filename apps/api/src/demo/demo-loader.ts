import { parentPort, workerData } from 'node:worker_threads';
import { createDataSource } from '@org/invoice-domain/persistence';
import { loadDemoData } from '@org/tools/demo';

/** The program of the thread that fills the ledger: planning the demo world leaves no time for anything else. */
const { url } = workerData as { readonly url: string };

const dataSource = await createDataSource({ url }).initialize();
try {
  await loadDemoData(dataSource, { onProgress: (step) => parentPort?.postMessage(step) });
} finally {
  await dataSource.destroy();
}
