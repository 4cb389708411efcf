import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installRuntime, supportedRuntimes } from './runtime.js';
import { matrixTable } from './table.js';
import { visit, type Visit } from './visit.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const program = join(root, 'apps', 'api', 'dist', 'main.js');
const wanted = process.argv.slice(2);

// Ctrl-C and `kill` give up the visit, which stops its server; a second one ends this process at once.
const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    ending.abort();
  });
}

const visits = new Map<string, Visit>();
for (const version of wanted.length === 0 ? supportedRuntimes : wanted) {
  if (ending.signal.aborted) break;
  process.stdout.write(`Node ${version}…\n`);
  const node = await installRuntime(version, join(root, 'tmp', 'runtimes'));
  visits.set(version, await visit({ node, program }, ending.signal));
}
process.stdout.write(`\n${matrixTable(visits)}\n`);
if ([...visits.values()].some(({ failure }) => failure !== undefined)) process.exitCode = 1;
