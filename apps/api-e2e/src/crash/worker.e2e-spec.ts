import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EmptyDatabase } from '@org/invoice-domain/testing';
import { createLedger, rowsIn } from './crash-world.js';
import { launch, runToEnd } from './program.js';

const invoices = 30;
const days = Array.from({ length: invoices }, (_, index) =>
  [index, index + 1].map((day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10)),
);

let database: EmptyDatabase;

beforeAll(async () => {
  database = await createLedger();
  // Each takes long enough for a process to be killed in the middle of it.
  await rowsIn(
    database,
    `CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.04); RETURN NULL; END';
     CREATE TRIGGER linger AFTER INSERT ON invoice_events FOR EACH ROW WHEN (NEW.event = 'filled') EXECUTE FUNCTION linger()`,
  );
  const { code, output } = await runToEnd({
    program: 'invoice-steps',
    arguments: ['create', '75', ...days.flat()],
    environment: { DATABASE_URL: database.url },
  });
  if (code !== 0) throw new Error(output);
});

afterAll(() => database.drop());

const pending = async (): Promise<number> => {
  const [row] = await rowsIn(
    database,
    `SELECT count(*)::integer AS pending FROM invoices WHERE account_id = 75 AND kind = 'usage' AND state = 'pending'`,
  );
  return row?.['pending'] as number;
};

const startWorker = async () => {
  const child = launch({ program: 'worker', environment: { DATABASE_URL: database.url } });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    output += chunk.toString();
    if (output.includes('"message":"working"')) return child;
  }
  throw new Error(`the worker did not become ready:\n${output}`);
};

describe('a worker that is killed again and again, at any moment', () => {
  it('has aggregated the usage of each of thirty invoices once in the end', async () => {
    const seen: number[] = [];
    for (let starts = 0; (seen.at(-1) ?? 0) < invoices; starts += 1) {
      if (starts === 30) throw new Error(`thirty workers have filled ${seen.join(', ')}`);
      const worker = await startWorker();
      await pause(randomInt(1_300));
      worker.kill('SIGKILL');
      await once(worker, 'exit');
      seen.push(await pending());
    }
    expect(seen.filter((count) => count > 0 && count < invoices)).not.toEqual([]);
    expect(
      await rowsIn(
        database,
        `SELECT count(*)::integer AS invoices, bool_and(state = 'pending') AS "arePending",
           bool_and((SELECT count(*) FROM invoice_events WHERE invoice_id = invoice.id AND event = 'filled') = 1) AS "areAggregatedOnce"
         FROM invoices invoice WHERE account_id = 75 AND kind = 'usage'`,
      ),
    ).toEqual([{ invoices, arePending: true, areAggregatedOnce: true }]);
  });
});
