import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type pg from 'pg';
import { createUsageClient } from '../../ledger/postgres/usage-client.js';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { type TestDatabase } from '../../testing/test-database.js';
import { importedCdrs } from '../../usage/postgres/imported-usage.js';
import { importFile } from '../testing/import-file.js';
import { builtInMappings } from '../mapping/built-in/index.js';
import { parseMapping } from '../mapping/parse-mapping.js';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createSampleLedger();
  client = createUsageClient(database.url);
  await client.connect();
  await client.query(
    `INSERT INTO accounts (id, name, external_id, contractor_id, reseller_id, currency, payment_model)
     VALUES (928, 'office', 77, 1, 1, 'EUR', 'postpay'), (61, 'carrier', NULL, 1, 1, 'EUR', 'postpay')`,
  );
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

beforeEach(() => client.query('TRUNCATE cdrs'));

const bringExport = async (file: string, mapping: string) =>
  importFile(client, await readFile(new URL(`../testing/exports/${file}.csv`, import.meta.url)), {
    table: importedCdrs,
    mapping: parseMapping(mapping, importedCdrs),
    blockBytes: 7,
  });

const builtIn = (name: string) => builtInMappings.get(name) ?? '';

const kept = async () =>
  (
    await client.query<Record<string, unknown>>(
      `SELECT to_char(time_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') AS start, customer_account_id AS customer,
         vendor_account_id AS vendor, is_last_cdr AS last, success, duration::integer, customer_duration::integer AS billed,
         customer_price::text AS price, vendor_price::text AS cost
       FROM cdrs ORDER BY id`,
    )
  ).rows;

const call = {
  start: '2026-03-05T10:00:00.000000',
  customer: null,
  vendor: null,
  last: true,
  success: true,
  duration: 60,
  billed: null,
  price: null,
  cost: null,
};

const all = { read: 1, added: 1, alreadyThere: 0, rejected: 0, rejects: [], leftOut: 0 };

describe('an export comes in by a built-in mapping, as it is:', () => {
  it.each([
    ['asterisk-Master', 'asterisk', call, all],
    ['freeswitch', 'freeswitch', { ...call, customer: 928 }, all],
    [
      'freeswitch-legacy',
      'freeswitch-legacy',
      { ...call, start: '2026-03-05T07:01:49.000000', customer: 928, duration: 1506 },
      all,
    ],
    ['cucm', 'cucm', call, { ...all, leftOut: 1 }],
    ['3cx', '3cx', { ...call, billed: 60, price: '0.15' }, all],
    ['twilio', 'twilio', { ...call, cost: '0.0130' }, all],
  ])('%s.csv', async (file, mapping, expected, outcome) => {
    expect(await bringExport(file, builtIn(mapping))).toEqual(outcome);
    expect(await kept()).toEqual([expected]);
  });

  it('yeti.csv, of which a call to a country that the ledger does not have stays out', async () => {
    expect(await bringExport('yeti', builtIn('yeti'))).toEqual({
      read: 2,
      added: 1,
      alreadyThere: 0,
      rejected: 1,
      leftOut: 0,
      rejects: [
        {
          line: 3,
          reason: "dst_country_id names none of the ledger's countries: 999",
          row: expect.stringMatching(/^4100002,/),
        },
      ],
    });
    expect(await kept()).toEqual([
      {
        ...call,
        start: '2026-03-05T10:00:00.118457',
        customer: 928,
        vendor: 61,
        billed: 60,
        price: '0.0125',
        cost: '0.01',
      },
    ]);
  });

  it.each([...builtInMappings.keys()].map((name) => [name, name === 'asterisk' ? 'asterisk-Master' : name] as const))(
    '%s, and a second time nothing',
    async (mapping, file) => {
      const first = await bringExport(file, builtIn(mapping));
      const again = await bringExport(file, builtIn(mapping));
      expect(first.added).toBe(1);
      expect(again).toMatchObject({ read: first.read, added: 0, alreadyThere: 1, rejected: first.rejected });
    },
  );
});

describe('a mapping that extends a built-in one', () => {
  it('says whose call it is by the number of who calls', async () => {
    const mapping = `{"extends": "asterisk", "columns": {"customer_account_id": {"from": "src", "lookup": {"1*": 74, "100": 928}}}}`;
    await bringExport('asterisk-Master', mapping);
    expect(await kept()).toEqual([{ ...call, customer: 928 }]);
  });

  it('says it by the trunk, and by what third parties call the account', async () => {
    const mapping = `
extends: asterisk
columns:
  customer_account_id: { from: dstchannel, lookup: { SIP/trunk-*: 77 }, account: external_id }
`;
    await bringExport('asterisk-Master', mapping);
    expect(await kept()).toEqual([{ ...call, customer: 928 }]);
  });

  it('rejects a call of an account that nobody knows', async () => {
    const columns = { customer_account_id: { from: 'src', account: 'external_id' } };
    const mapping = JSON.stringify({ extends: 'asterisk', columns });
    expect((await bringExport('asterisk-Master', mapping)).rejects).toMatchObject([
      { line: 1, reason: 'customer_account_id is the external id of none of the accounts: "100"' },
    ]);
  });

  it('says in which zone the clocks were', async () => {
    await bringExport('asterisk-Master', 'extends: asterisk\nzone: Europe/Kyiv\n');
    expect(await kept()).toEqual([{ ...call, start: '2026-03-05T08:00:00.000000' }]);
  });

  it('keeps two switches apart that count alike', async () => {
    await bringExport('asterisk-Master', 'extends: asterisk\nsource: one\n');
    const other = await bringExport('asterisk-Master', 'extends: asterisk\nsource: other\n');
    expect(other).toMatchObject({ added: 1, alreadyThere: 0 });
  });
});
