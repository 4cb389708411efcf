import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EmptyDatabase } from '@org/invoice-domain/testing';
import { rowsIn } from './crash-world.js';
import { killEverywhere, killSeed, triedOf, uninterrupted, without, type Work } from './kill-everywhere.js';
import { isEverywhere } from './sweep.js';
import { createUsageLedger, factsIn, invoiceIds, succeed, withCopy } from './usage-world.js';

/** Work that is killed at its statements. */
interface Killed {
  readonly what: string;
  /** Happens to the ledger before. */
  readonly prepare?: (database: EmptyDatabase) => Promise<unknown>;
  readonly work: (database: EmptyDatabase) => Promise<Work> | Work;
  /** Facts that are no longer so once the work is done, and those that are new. */
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

const moves = '00000000-0000-4000-8000-00000000000';
const files = {
  'void-1.csv': 'id,time_start,reason\n101,2026-01-10T10:00:00Z,a test\n103,2026-02-10T10:00:00Z,a test\n',
  'void-2.csv': 'id,time_start,reason\n102,2026-01-11T10:00:00Z,a test\n105,2026-03-05T10:00:00Z,a test\n',
  'replace.csv':
    'id,time_start,customer_account_id,is_last_cdr,duration,customer_price,reason\n' +
    '101,2026-01-10T10:00:00Z,200,t,60,6,wrong rate\n103,2026-02-10T10:00:00Z,201,t,60,2.000001,wrong customer\n' +
    '105,2026-03-05T10:00:00Z,200,t,60,2.5,wrong rate\n',
  'void-moves.csv': `uuid,reason\n${moves}1,booked twice\n${moves}2,booked twice\n${moves}3,booked twice\n`,
  'replace-moves.csv':
    'uuid,account_id,amount,created_at,reason\n' +
    `${moves}1,200,12,2026-01-12T00:00:00Z,typing error\n${moves}2,201,5,2026-03-01T00:00:00Z,wrong day\n`,
  'late.csv':
    'id,time_start,customer_account_id,is_last_cdr,duration,customer_price\n' +
    '201,2026-02-15T10:00:00Z,200,t,60,0.75\n202,2025-12-20T10:00:00Z,201,t,60,9\n203,2026-03-10T10:00:00Z,200,t,60,1\n',
} as const;

let ledger: EmptyDatabase;
let folder: string;

beforeAll(async () => {
  ledger = await createUsageLedger();
  folder = await mkdtemp(join(tmpdir(), 'org-invoices-killed-'));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
});

afterAll(async () => {
  await ledger.drop();
  await rm(folder, { recursive: true });
});

const ingest = (kind: string, ...names: readonly (keyof typeof files)[]): Work => ({
  program: 'ingest',
  arguments: [kind, ...names.map((name) => join(folder, name))],
});

/** Voids that make an invoice of February stale. */
const makeStale = (database: EmptyDatabase) => succeed(database, ingest('cdr_voids', 'void-1.csv'));

const february = async (database: EmptyDatabase): Promise<string> => {
  const [id] = await invoiceIds(database, 2);
  if (id === undefined) throw new Error('there is no invoice of February');
  return id;
};

/** An account that is four days behind, one of which was deleted, and one that wants no empty invoices. */
const fallBehind = (database: EmptyDatabase) =>
  rowsIn(
    database,
    `INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, invoice_period_id, next_invoice_at,
       next_invoice_type, empty_invoices)
     SELECT id, 'account ' || id, 1, 1, 'EUR', 'postpay', 1, '2026-03-05T00:00:00Z', 'autoFull', id = 202 FROM generate_series(202, 203) AS id;
     INSERT INTO invoices (account_id, reseller_id, kind, state, type, currency, time_zone, payment_model, starts_at, ends_at, from_date, to_date)
     SELECT 202, 1, 'usage', 'pending', 'autoFull', 'EUR', 'UTC', 'postpay', day, day + interval '1 day', day::date, day::date + 1
     FROM generate_series(timestamptz '2026-03-01T00:00:00Z', '2026-03-03T00:00:00Z', interval '1 day') AS day;
     DELETE FROM invoices WHERE account_id = 202 AND starts_at = '2026-03-02T00:00:00Z';
     INSERT INTO cdrs (id, time_start, customer_account_id, is_last_cdr, success, duration, customer_duration, customer_price)
     SELECT 300 + n, timestamptz '2026-03-02T10:00:00Z' + n * interval '1 day', 202, true, true, 60, 60, 1.1 FROM generate_series(0, 4) AS n;
     INSERT INTO cdrs (id, time_start, customer_account_id, is_last_cdr, success, duration, customer_duration, customer_price)
     VALUES (310, '2026-03-05T10:00:00Z', 203, true, true, 60, 60, 3)`,
  );

const cases: readonly Killed[] = [
  {
    what: 'voids of calls on approved and pending invoices and on none, in two files',
    work: () => ingest('cdr_voids', 'void-1.csv', 'void-2.csv'),
    gone: ['call 101 of 200: 7', 'call 102 of 200: 1.5', 'call 103 of 200: 2.000001', 'call 105 of 200: 3'],
    come: [
      '2026-02-01 is stale',
      'correction of 200 for 2026-01-01: -1.5',
      'correction of 200 for 2026-01-01: -7',
      'correction of 201 for 2026-01-01: 0.25',
      'import void-1.csv: finished, 2 added',
      'import void-2.csv: finished, 2 added',
      'voided: cdrs 101 was 7',
      'voided: cdrs 102 was 1.5',
      'voided: cdrs 103 was 2.000001',
      'voided: cdrs 105 was 3',
    ],
  },
  {
    what: 'replacements of calls, one of which goes to another account',
    work: () => ingest('cdr_replacements', 'replace.csv'),
    gone: ['call 101 of 200: 7', 'call 103 of 200: 2.000001', 'call 105 of 200: 3'],
    come: [
      '2026-02-01 is stale',
      '2026-02-01 is stale',
      'call 101 of 200: 6',
      'call 103 of 201: 2.000001',
      'call 105 of 200: 2.5',
      'correction of 200 for 2026-01-01: -1',
      'import replace.csv: finished, 3 added',
      'replaced: cdrs 101 was 7',
      'replaced: cdrs 103 was 2.000001',
      'replaced: cdrs 105 was 3',
    ],
  },
  {
    what: 'voids of transactions',
    work: () => ingest('transaction_voids', 'void-moves.csv'),
    gone: [
      'balance of 200: -12.5',
      'transaction of 200 on 2026-01-12: 10',
      'transaction of 200 on 2026-02-12: 5',
      'transaction of 200 on 2026-03-07: -2.5',
    ],
    come: [
      '2026-02-01 is stale',
      'balance of 200: 0',
      'correction of 200 for 2026-01-01: -10',
      'import void-moves.csv: finished, 3 added',
      'voided: transactions 1 was 10',
      'voided: transactions 2 was 5',
      'voided: transactions 3 was -2.5',
    ],
  },
  {
    what: 'replacements of transactions, one of which goes to another account and month',
    work: () => ingest('transaction_replacements', 'replace-moves.csv'),
    gone: [
      'balance of 200: -12.5',
      'balance of 201: 0',
      'transaction of 200 on 2026-01-12: 10',
      'transaction of 200 on 2026-02-12: 5',
    ],
    come: [
      '2026-02-01 is stale',
      'balance of 200: -9.5',
      'balance of 201: -5',
      'correction of 200 for 2026-01-01: 2',
      'import replace-moves.csv: finished, 2 added',
      'replaced: transactions 1 was 10',
      'replaced: transactions 2 was 5',
      'transaction of 200 on 2026-01-12: 12',
      'transaction of 201 on 2026-03-01: 5',
    ],
  },
  {
    what: 'an import that is undone, two rows at a time',
    work: () => ({ program: 'invoice-steps', arguments: ['undo', '12'] }),
    gone: [
      'call 102 of 200: 1.5',
      'call 104 of 200: 0.5',
      'call 106 of 201: 4',
      'call 107 of 201: 1',
      'call 108 of 201: 8',
      'import wrong.csv: finished, 5 added',
    ],
    come: [
      '2026-02-01 is stale',
      '2026-02-01 is stale',
      'correction of 200 for 2026-01-01: -1.5',
      'correction of 201 for 2026-01-01: -0.75',
      'import wrong.csv: undone, 5 added',
      'undone: cdrs 102 was 1.5',
      'undone: cdrs 104 was 0.5',
      'undone: cdrs 106 was 4',
      'undone: cdrs 107 was 1',
      'undone: cdrs 108 was 8',
    ],
  },
  {
    what: 'calls that come late, before the first invoice, on a pending one and on none',
    work: () => ingest('cdrs', 'late.csv'),
    gone: [],
    come: [
      '2026-02-01 is stale',
      'call 201 of 200: 0.75',
      'call 202 of 201: 9',
      'call 203 of 200: 1',
      'import late.csv: finished, 3 added',
      'open period of 201, 2025-12-20 to 2026-01-01: backdated, due',
    ],
  },
  {
    what: 'a stale invoice that is filled anew',
    prepare: makeStale,
    work: async (database) => ({ program: 'invoice-steps', arguments: ['refill', await february(database)] }),
    gone: ['2026-02-01 is stale', 'invoice of 200, 2026-02-01 to 2026-03-01: pending, 7.500001'],
    come: ['invoice of 200, 2026-02-01 to 2026-03-01: pending, 5.5'],
  },
  {
    what: 'a stale invoice that a job approves, which fills it anew before',
    prepare: makeStale,
    work: async (database) => ({ program: 'invoice-steps', arguments: ['approve', await february(database)] }),
    gone: ['2026-02-01 is stale', 'invoice of 200, 2026-02-01 to 2026-03-01: pending, 7.500001'],
    come: ['invoice of 200, 2026-02-01 to 2026-03-01: approved, 5.5'],
  },
  {
    what: 'a run in which accounts catch up, one of them over a deleted invoice',
    prepare: fallBehind,
    work: () => ({ program: 'bill', arguments: ['--at', '2026-03-08T05:30Z'] }),
    gone: ['open period of 202, 2026-03-02 to 2026-03-03: deleted, due'],
    come: [
      ...['02', '04', '05', '06'].map(
        (day) => `invoice of 202, 2026-03-${day} to 2026-03-0${Number(day) + 1}: pending, 1.1`,
      ),
      'invoice of 202, 2026-03-07 to 2026-03-08: pending, 0',
      'invoice of 203, 2026-03-05 to 2026-03-06: pending, 3',
      ...['04', '06', '07'].map((day) => `open period of 203, 2026-03-${day} to 2026-03-0${Number(day) + 1}: skipped`),
    ],
  },
];

describe.each(triedOf(cases, 3))('$what', ({ what, prepare, work, gone, come }) => {
  it(
    'killed and done again, leave the ledger that they leave when nobody kills them',
    () =>
      withCopy(ledger, async (prepared) => {
        await prepare?.(prepared);
        const before = await factsIn(prepared);
        const doing = await work(prepared);
        const expected = await uninterrupted(prepared, doing, async (database) => {
          const after = await factsIn(database);
          expect({ gone: without(before, after), come: without(after, before) }).toEqual({ gone, come });
        });
        expect(expected.findings).toEqual([]);

        const { deaths, failures } = await killEverywhere(prepared, doing, expected);
        expect({ seed: killSeed, failures }).toEqual({ seed: killSeed, failures: [] });
        if (isEverywhere) process.stdout.write(`${what}: killed ${deaths} times\n`);
      }),
    isEverywhere ? 3_600_000 : 120_000,
  );
});
