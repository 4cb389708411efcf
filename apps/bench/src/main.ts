import { fileURLToPath } from 'node:url';
import { measureAgainst } from './against/against.js';
import { Checkout } from './against/checkout.js';
import { argumentsIn } from './arguments.js';
import { BenchCluster } from './bench-cluster.js';
import { createBenchDatabase } from './bench-database.js';
import { measure } from './measure.js';
import { profile } from './profile.js';
import { Progress } from './progress.js';
import { say } from './say.js';
import { againstTable } from './tables.js';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const options = argumentsIn(process.argv.slice(2));
const exits: (() => Promise<void>)[] = [];

const startCluster = async (): Promise<BenchCluster> => {
  const cluster = await BenchCluster.start();
  exits.unshift(() => cluster.stop());
  return cluster;
};

const work = async (): Promise<void> => {
  if (options.against !== undefined) {
    const checkout = await Checkout.of(repository, options.against);
    exits.unshift(() => checkout.remove());
    say(`Commit ${checkout.commit} is installed and built`);
    await checkout.build(say);
    const progress = new Progress();
    const comparisons = await measureAgainst(await startCluster(), checkout.server, options, progress);
    say(`\nNow, as a multiple of ${checkout.commit}:\n\n${againstTable(comparisons)}`);
    return;
  }
  const database = await createBenchDatabase(await startCluster());
  say('PostgreSQL runs, migrated and with demo data');
  exits.unshift(() => database.close());
  if (options.profile === undefined) await measure(database, options);
  else await profile(database, { ...options, directory: options.profile }, say);
};

/** Ctrl-C and `kill` end the work, and what it left is removed. */
const interrupted = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      reject(new Error(`ended by ${signal}`));
    });
  }
});

try {
  await Promise.race([work(), interrupted]);
} catch (error) {
  process.exitCode = 1;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
} finally {
  for (const end of exits) await end();
}
// Whatever an interrupted measurement was waiting for is of no use any more.
process.exit();
