import './garbage-collection.js';
import { loadConfig } from './config/load-config.js';
import { serve, type RunningServer } from './serve.js';

/** What a request may still take after the process was told to stop. */
const shutdownMilliseconds = 30_000;

const say = (message: string): void => {
  process.stdout.write(`${message}\n`);
};

/** What went wrong is written for whoever runs the server: a stack would only hide the sentence. */
const exit = (what: string, error: unknown): never => {
  process.stderr.write(`Org Invoices ${what}. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
};

const start = async (): Promise<RunningServer> => serve(loadConfig(process.env), say);

const starting = start();
let isStopping = false;

/** Waits for a start that is under way: what was opened must be closed. A terminal may send its signal twice. */
const stop = (): void => {
  if (isStopping) return;
  isStopping = true;
  setTimeout(() => process.exit(1), shutdownMilliseconds).unref();
  starting
    .then((server) => server.stop())
    .then(
      () => process.exit(0),
      (error: unknown) => exit('did not stop cleanly', error),
    );
};

process.on('SIGTERM', stop);
process.on('SIGINT', stop);

await starting.catch((error: unknown) => exit('could not start', error));
