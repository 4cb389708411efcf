import { ensureInstalledUnlessAborted } from './ensure-installed.mjs';
import { demandFreePort } from './free-port.mjs';
import { Steps } from './steps.mjs';

const steps = new Steps();
const interruption = new AbortController();

const interrupted = () => {
  if (interruption.signal.aborted) return;
  steps.note('Stopping before it is ready.');
  interruption.abort();
};
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
for (const signal of signals) process.on(signal, interrupted);

/** For the port: the server reads the file itself. */
function readEnvironmentFile() {
  try {
    process.loadEnvFile?.('.env');
  } catch (error) {
    if (error.code !== 'ENOENT') throw new Error('The file .env cannot be read.');
  }
}

async function prepare() {
  readEnvironmentFile();
  await demandFreePort(process.env);
  await ensureInstalledUnlessAborted(interruption.signal, () => {
    steps.step('Installing the dependencies');
    steps.note('npm ci');
  });
  // Imported only now: it needs what has been installed.
  const { transpile } = await import('./transpile.mjs');
  await transpile((count) => {
    steps.step(`Transpiling ${count} files`);
  });
  interruption.signal.throwIfAborted();
  steps.step('Loading the server');
  const server = await import('../apps/api/dist/program/run-server.js');
  interruption.signal.throwIfAborted();
  return server;
}

const { runServer } = await prepare().catch((error) => {
  if (interruption.signal.aborted) process.exit(0);
  steps.note(error.message);
  process.exit(1);
});
// From here on the server hears the signals itself, in this process, and ends in its own time.
for (const signal of signals) process.off(signal, interrupted);
await runServer(steps);
