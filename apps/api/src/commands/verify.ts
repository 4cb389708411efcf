import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { LedgerTransactions, offerLateCorrections, Verification } from '@org/invoice-domain/persistence';
import { instantOf, systemClock } from '@org/kernel';
import { loadConfig } from '../config/load-config.js';
import { openDatabase } from '../database/open-database.js';

const usage = `npm run verify -- [--since 2026-01-01T00:00Z]

  Looks whether the ledger still is what it says: the seals and numbers of approved invoices, the sums of all, usage that came after
  its invoice was filled or is on none, and work that was left lying. Ends with 1 and a list when something is found.

  --since              looks for late usage of invoices that were filled since then; of all, unless given
  --offer-corrections  offers a correction for the late usage of each approved invoice, for somebody to approve or decline`;

const asked = () =>
  parseArgs({
    options: {
      since: { type: 'string', default: '1970-01-01T00:00Z' },
      'offer-corrections': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  }).values;

type Asked = ReturnType<typeof asked>;

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** @returns the exit code: 1 when something is found */
const verify = async (values: Asked): Promise<number> => {
  const database = await openDatabase(loadConfig(process.env), {
    dataDirectory: resolve('.data'),
    clock: systemClock,
    say,
    mayShare: true,
  });
  try {
    const since = instantOf(values.since);
    if (values['offer-corrections']) {
      const transactions = new LedgerTransactions(database.dataSource, systemClock);
      const offered = await transactions.run({ actor: 'command:verify' }, (manager) =>
        offerLateCorrections(manager, since),
      );
      for (const { id, invoiceId, total } of offered)
        say(`correction ${id} over ${total} is offered for invoice ${invoiceId}`);
    }
    const findings = await new Verification(database.dataSource, systemClock).findings(since);
    for (const { check, message } of findings) process.stdout.write(`${check}: ${message}\n`);
    say(findings.length === 0 ? 'The ledger is sound.' : `${findings.length} findings.`);
    return findings.length === 0 ? 0 : 1;
  } finally {
    await database.close();
  }
};

const run = async (): Promise<number> => {
  const values = asked();
  if (!values.help) return verify(values);
  process.stdout.write(`${usage}\n`);
  return 0;
};

process.exitCode = await run().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  return 2;
});
