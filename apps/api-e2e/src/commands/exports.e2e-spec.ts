import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createSampleLedger, type TestDatabase } from '@org/invoice-domain/testing';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

jest.setTimeout(60_000);

const program = fileURLToPath(new URL('../../../api/dist/commands/ingest.js', import.meta.url));
const exports = new URL('../../../../libs/invoice-domain/src/importing/testing/exports/', import.meta.url);

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createSampleLedger();
  await database.dataSource.query(
    `INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model)
     VALUES (928, 'office', 1, 1, 'EUR', 'postpay'), (61, 'carrier', 1, 1, 'EUR', 'postpay')`,
  );
  folder = await mkdtemp(join(tmpdir(), 'org-invoices-exports-'));
});

afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(() => database.dataSource.query('TRUNCATE cdrs'));

const ingest = (...given: readonly string[]): Promise<{ readonly code: number; readonly out: string }> =>
  new Promise((resolve) => {
    const env = { ...process.env, DATABASE_URL: database.url, INIT_CWD: folder };
    const child = execFile(process.execPath, [program, 'cdrs', ...given], { cwd: folder, env }, (_, out) => {
      resolve({ code: child.exitCode ?? -1, out });
    });
  });

const digestOf = async (file: URL | string) =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex');

const sums = async () =>
  (
    await database.dataSource.query<readonly object[]>(
      `SELECT count(*)::integer AS rows, sum(duration)::integer AS seconds, sum(customer_price)::text AS price, sum(vendor_price)::text AS cost
       FROM cdrs`,
    )
  )[0];

describe('an export of another system comes in by one command, unchanged:', () => {
  it.each([
    ['asterisk-Master.csv', 'asterisk', { rows: 1, seconds: 60, price: null, cost: null }, []],
    ['freeswitch.csv', 'freeswitch', { rows: 1, seconds: 60, price: null, cost: null }, []],
    ['freeswitch-legacy.csv', 'freeswitch-legacy', { rows: 1, seconds: 1_506, price: null, cost: null }, []],
    ['cucm.csv', 'cucm', { rows: 1, seconds: 60, price: null, cost: null }, []],
    ['3cx.csv', '3cx', { rows: 1, seconds: 60, price: '0.15', cost: null }, []],
    ['twilio.csv', 'twilio', { rows: 1, seconds: 60, price: null, cost: '0.0130' }, []],
    [
      'yeti.csv',
      'yeti',
      { rows: 1, seconds: 60, price: '0.0125', cost: '0.01' },
      ["line 3: dst_country_id names none of the ledger's countries: 999"],
    ],
  ])('%s --map %s', async (file, mapping, expected, rejects) => {
    await copyFile(new URL(file, exports), join(folder, file));
    const { code, out } = await ingest(file, '--map', mapping, '--json');

    expect(JSON.parse(out)).toMatchObject({ files: [{ added: expected.rows, rejected: rejects.length }] });
    expect(code).toBe(rejects.length > 0 ? 3 : 0);
    expect(await sums()).toEqual(expected);
    const written = rejects.length > 0 ? await readFile(join(folder, `${file}.rejects.csv`), 'utf8') : '';
    expect(Array.from(written.matchAll(/^#! (line .*)$/gm), ([, fault]) => fault)).toEqual(rejects);
    expect(await digestOf(join(folder, file))).toBe(await digestOf(new URL(file, exports)));
  });
});
