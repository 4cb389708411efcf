import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { fileOfProgram } from '../support/programs.js';
import { createSampleLedger, type TestDatabase } from '@org/invoice-domain/testing';
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

jest.setTimeout(60_000);

const program = fileOfProgram('ingest');
const exports = fileURLToPath(
  new URL('../../../../libs/invoice-domain/src/importing/testing/exports/', import.meta.url),
);

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createSampleLedger();
  await database.dataSource.query(
    `INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model)
     VALUES (928, 'office', 1, 1, 'EUR', 'postpay'), (61, 'carrier', 1, 1, 'EUR', 'postpay')`,
  );
});

afterAll(() => database.drop());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'org-invoices-mapped-'));
  for (const file of await readdir(exports)) await copyFile(join(exports, file), join(folder, file));
  await database.dataSource.query('TRUNCATE cdrs');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const ingest = (...given: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const env = { ...process.env, DATABASE_URL: database.url, INIT_CWD: folder };
    const child = execFile(process.execPath, [program, ...given], { cwd: folder, env }, (_, out, err) => {
      resolve({ code: child.exitCode ?? -1, out, err });
    });
  });

const put = (name: string, content: string) => writeFile(join(folder, name), content);

const totals = async () =>
  (
    await database.dataSource.query<readonly Record<string, unknown>[]>(
      `SELECT count(*)::integer AS calls, sum(duration)::text AS duration, sum(customer_price)::text AS price,
         sum(vendor_price)::text AS cost, count(*) FILTER (WHERE success)::integer AS successful FROM cdrs`,
    )
  )[0];

describe('npm run ingest with a mapping', () => {
  it('brings an export in as it is, by one command', async () => {
    const { code, out } = await ingest('cdrs', 'freeswitch-legacy.csv', '--map', 'freeswitch-legacy');
    expect(code).toBe(0);
    expect(out).toContain('freeswitch-legacy.csv: 1 read, 1 added, 0 already there, 0 rejected, 0 left out');
    expect(await totals()).toEqual({ calls: 1, successful: 1, duration: '1506', price: null, cost: null });
  });

  it('brings yeti.csv in, and writes the call to an unknown country to the rejects', async () => {
    const { code, out } = await ingest('cdrs', 'yeti.csv', '--map', 'yeti');
    expect(code).toBe(3);
    expect(out).toContain('yeti.csv: 2 read, 1 added, 0 already there, 1 rejected, 0 left out');
    expect(await totals()).toEqual({ calls: 1, successful: 1, duration: '60', price: '0.0125', cost: '0.01' });
    expect(await readFile(join(folder, 'yeti.csv.rejects.csv'), 'utf8')).toContain(
      `#! line 3: dst_country_id names none of the ledger's countries: 999\n4100002,`,
    );
  });

  it('reads the mapping from a file, begun with a built-in one', async () => {
    const { out: text } = await ingest('--print-map', 'asterisk');
    await put(
      'asterisk.yml',
      text.replace('customer_account_id: accountcode', 'customer_account_id: { from: src, lookup: { 100: 928 } }'),
    );
    expect(await ingest('cdrs', 'asterisk-Master.csv', '--map', 'asterisk.yml')).toMatchObject({ code: 0 });
    expect(await database.dataSource.query('SELECT customer_account_id AS id FROM cdrs')).toEqual([{ id: 928 }]);
  });

  it('lists the built-in mappings, also for programs', async () => {
    const { code, out } = await ingest('maps');
    expect(code).toBe(0);
    expect(out.split('\n')[0]).toMatch(/^mapping +of$/);
    const { maps } = JSON.parse((await ingest('maps', '--json')).out) as { maps: readonly { name: string }[] };
    expect(maps.map(({ name }) => name)).toEqual([
      'asterisk',
      'freeswitch',
      'freeswitch-legacy',
      'cucm',
      '3cx',
      'twilio',
      'yeti',
    ]);
  });

  it.each([
    [['cdrs', 'yeti.csv', '--map', 'twilio'], 'yeti.csv: The file has no column "Status", which the mapping reads.'],
    [['--print-map', 'twillio'], 'Did you mean "twilio"?'],
  ])('ends with 2 for %j', async (given, message) => {
    const { code, err } = await ingest(...given);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });
});

describe('npm run ingest -- --dry-run', () => {
  it('shows sums by account, the first rows of a mapped file and the rejects, and writes nothing', async () => {
    const { code, out } = await ingest('cdrs', 'yeti.csv', '--map', 'yeti', '--dry-run');
    expect(code).toBe(3);
    expect(out.replace(/, \d+\.\d s, [\d,]+ rows\/s/, ''))
      .toBe(`yeti.csv: 2 read, 1 would be added, 0 already there, 1 rejected, 0 left out

customer_account_id  rows  duration  customer_duration  customer_price
928                     1        60                 60          0.0125

vendor_account_id  rows  duration  vendor_duration  vendor_price
61                    1        60               60          0.01

id       time_start                     customer_account_id  vendor_account_id  is_last_cdr  success  duration  customer_duration  vendor_duration  customer_price  vendor_price  destination_prefix  destination_next_rate  destination_reverse_billing  dialpeer_prefix  dialpeer_next_rate  dialpeer_reverse_billing  dst_country_id  dst_network_id
4100001  2026-03-05T10:00:00.118457+00  928                  61                 t            t        60        60                 60               0.0125          0.01          380                 0.0125                 f                            380              0.01                f                         1               1

line 3: dst_country_id names none of the ledger's countries: 999

Nothing was written.
`);
    expect(await totals()).toMatchObject({ calls: 0 });
    expect(await readdir(folder)).not.toContain('yeti.csv.rejects.csv');
  });

  it('tells programs the same, and writes the rejects where it is told to', async () => {
    const { out } = await ingest('cdrs', 'yeti.csv', '--map', 'yeti', '--dry-run', '--json', '--rejects', 'bad.csv');
    expect(JSON.parse(out)).toMatchObject({
      files: [
        {
          name: 'yeti.csv',
          added: 1,
          rejected: 1,
          leftOut: 0,
          rejects: join(folder, 'bad.csv'),
          dryRun: {
            sums: [
              { column: 'customer_account_id', account: 928, rows: 1, sums: { customer_price: '0.0125' } },
              { column: 'vendor_account_id', account: 61, rows: 1, sums: { vendor_price: '0.01' } },
            ],
            firstRows: [{ id: '4100001', time_start: '2026-03-05T10:00:00.118457+00' }],
            rejects: [{ line: 3, reason: expect.stringContaining('999') }],
          },
        },
      ],
    });
    expect(await readdir(folder)).toContain('bad.csv');
  });

  it('says which calls have no account and no price, of a file of the ledger’s own columns too', async () => {
    await put('calls.csv', 'id,time_start,is_last_cdr,duration\n1,2026-01-05T10:00:00Z,t,60\n');
    const { code, out } = await ingest('cdrs', 'calls.csv', '--dry-run');
    expect(code).toBe(0);
    expect(out).toContain(
      'customer_account_id  rows  duration  without a price\nnone                    1        60                1',
    );
    expect(out).not.toContain('vendor_account_id');
    expect(await totals()).toMatchObject({ calls: 0 });
  });
});
