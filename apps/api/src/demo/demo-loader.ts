import { parentPort, workerData } from 'node:worker_threads';
import { createDataSource } from '@org/invoice-domain/persistence';
import { localDateOf } from '@org/kernel';
import { loadDemoData } from '@org/tools/demo';
import type { LoaderMessage } from './demo-mode.js';

/** The program of the thread that loads the demo world: planning the demo world leaves no time for anything else. */
const { url, today } = workerData as { readonly url: string; readonly today: string };

const tell = (message: LoaderMessage): void => {
  parentPort?.postMessage(message);
};

const dataSource = await createDataSource({ url }).initialize();
try {
  const loaded = await loadDemoData(dataSource, {
    today: localDateOf(today),
    onProgress: (step) => {
      tell({ step });
    },
  });
  if (loaded !== undefined) tell({ loaded });
} finally {
  await dataSource.destroy();
}
