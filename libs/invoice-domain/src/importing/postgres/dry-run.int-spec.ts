import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock } from '@org/kernel';
import type pg from 'pg';
import { ingestTables, type ImportedTableName } from '../../ledger/postgres/ingest-tables.js';
import { createUsageClient } from '../../ledger/postgres/usage-client.js';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { type TestDatabase } from '../../testing/test-database.js';
import { builtInMappings } from '../mapping/built-in/index.js';
import { parseMapping } from '../mapping/parse-mapping.js';
import { importFile } from '../testing/import-file.js';
import type { Reject } from '../chunk.js';
import { DryRun } from './dry-run.js';
import { Ingest } from './ingest.js';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createSampleLedger();
  client = createUsageClient(database.url);
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

const dryRunOf = async (name: ImportedTableName, file: string, mapping?: string) => {
  const table = ingestTables[name];
  const dryRun = await DryRun.begin(client, table);
  const rejects: Reject[] = [];
  // eslint-disable-next-line @typescript-eslint/require-await -- what is read from a file comes in the course of time
  const source = (async function* () {
    yield Buffer.from(file);
  })();
  const tally = await new Ingest(client, { actor: 'test' }, new FixedClock('2026-03-01T12:00:00Z'), dryRun).run(
    source,
    {
      table,
      origin: { name: 'calls.csv', source: 'file', digest: () => 'a'.repeat(64) },
      format: file.startsWith('{') ? 'ndjson' : 'csv',
      unknownColumns: 'refused',
      mapping: mapping === undefined ? undefined : parseMapping(mapping, table),
    },
    { onProgress: () => undefined, onRejects: (some) => rejects.push(...some) },
  );
  const reasons = rejects.map(({ line, reason }) => [line, reason]);
  return { ...tally, reasons, sums: await dryRun.sums(), firstRows: dryRun.firstRows };
};

/** Every row of the ledger and where its sequences stand, table by table. */
const everything = async () => {
  const { rows: tables } = await client.query<{ readonly name: string; readonly row: string }>(
    `SELECT relname AS name, CASE relkind WHEN 'S' THEN '(last_value, is_called)' ELSE 'one' END AS row FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'S') ORDER BY 1`,
  );
  const contents: Record<string, string> = {};
  for (const { name, row } of tables) {
    const { rows } = await client.query<{ readonly content: string }>(
      `SELECT md5(string_agg(${row}::text, '|' ORDER BY ${row}::text)) AS content FROM public.${name} AS one`,
    );
    contents[name] = rows[0]?.content ?? '';
  }
  return contents;
};

const header = 'id,time_start,customer_account_id,vendor_account_id,is_last_cdr,duration,customer_price\n';
const call = (id: number, price: string, account = '74') => `${id},2031-01-05T10:00:00Z,${account},75,t,60,${price}\n`;

describe('a dry run of calls', () => {
  it('checks everything, adds up by account, and writes nothing', async () => {
    await importFile(client, header + call(1, '1') + call(2, '1'), { table: ingestTables.cdrs });
    const before = await everything();
    const file = [call(1, '1'), call(2, '2'), call(3, '0.1'), call(4, '0.2'), call(5, '', ''), call(3, '9'), 'bad\n'];
    expect(await dryRunOf('cdrs', header + file.join(''))).toEqual({
      read: 7,
      added: 3,
      alreadyThere: 1,
      rejected: 3,
      reasons: [
        [3, 'a call with this id and time_start is there already, with other values'],
        [7, 'a call with this id and time_start is there already, with other values'],
        [8, 'the row has 1 fields instead of 7'],
      ],
      sums: [
        {
          column: 'customer_account_id',
          account: 74,
          rows: 2,
          unpriced: 0,
          sums: { duration: '120', customer_price: '0.3' },
        },
        { column: 'customer_account_id', account: null, rows: 1, unpriced: 1, sums: { duration: '60' } },
        { column: 'vendor_account_id', account: 75, rows: 3, unpriced: 3, sums: { duration: '180' } },
      ],
      firstRows: [
        expect.objectContaining({ id: '1', customer_price: '1' }),
        expect.objectContaining({ id: '2' }),
        expect.objectContaining({ id: '3' }),
        expect.objectContaining({ id: '4' }),
        expect.objectContaining({ id: '5', customer_price: null }),
      ],
    });
    expect(await everything()).toEqual(before);
  });

  it('says the same as the run that follows', async () => {
    const file =
      header +
      [...Array.from({ length: 40_000 }, (_, id) => call(id + 100, '1')), call(100, '2'), call(101, '1')].join('');
    const { read, added, alreadyThere, rejected } = await dryRunOf('cdrs', file);
    expect({ read, added, alreadyThere, rejected }).toEqual({
      read: 40_002,
      added: 40_000,
      alreadyThere: 1,
      rejected: 1,
    });
    expect(await importFile(client, file, { table: ingestTables.cdrs, blockBytes: 500_000 })).toMatchObject({
      read,
      added,
      alreadyThere,
      rejected,
    });
  });

  it('shows what a mapping makes of the first rows, and counts what it leaves out', async () => {
    const file =
      'Call Sid,Start Time,Duration,Price,Price Unit,Status\n' +
      'CA1,"Thu, 05 Mar 2026 10:00:00 +0000",60,-0.0130,USD,completed\nCA2,"Thu, 05 Mar 2026 10:00:00 +0000",,,USD,ringing\n';
    expect(await dryRunOf('cdrs', file, builtInMappings.get('twilio'))).toMatchObject({
      read: 1,
      added: 1,
      leftOut: 1,
      firstRows: [{ time_start: '2026-03-05T10:00:00+0000', vendor_price: '0.0130', success: 'true' }],
    });
  });
});

describe('a dry run of transactions', () => {
  it('moves no balance', async () => {
    const before = await everything();
    const uuid = '3f2b8c1e-0000-4000-8000-00000000000';
    const file = `uuid,account_id,service_id,amount,created_at\n${uuid}1,74,3,0.25,2026-01-01T00:00:00Z\n${uuid}2,74,103,1,2026-01-01T00:00:00Z\n${uuid}3,75,,-1.5,2026-01-01T00:00:00Z\n`;
    expect(await dryRunOf('transactions', file)).toMatchObject({
      added: 2,
      reasons: [[3, 'service_id names none of the services of account 74: 103']],
      sums: [
        { account: 74, rows: 1, sums: { amount: '0.25' } },
        { account: 75, rows: 1, sums: { amount: '-1.5' } },
      ],
    });
    expect(await everything()).toEqual(before);
  });
});

describe('a dry run of commerce', () => {
  it('judges rows in their order, and writes nothing', async () => {
    const before = await everything();
    const correction = (key: string, account: number, total: string) =>
      `{"external_key":"${key}","account_id":${account},"status":"approved","total":${total}}\n`;
    const file =
      correction('k1', 75, '-1') + correction('k1', 75, '-1') + correction('k2', 75, '0.5') + correction('k3', 7, '1');
    expect(await dryRunOf('corrections', file)).toMatchObject({
      read: 4,
      added: 2,
      alreadyThere: 1,
      rejected: 1,
      reasons: [[4, "account_id names none of the ledger's accounts: 7"]],
      sums: [{ column: 'account_id', account: 75, rows: 2 }],
    });
    expect(await everything()).toEqual(before);
  });

  it.each([
    ['subscriptions', 'external_key,account_id,plan_id,name,status,payment_model\ns1,75,9,Cloud PBX,active,postpay\n'],
    [
      'charges',
      'external_key,account_id,subscription_id,name,description,type,status,quantity,duration,operate_from,operate_to,unit_price\n' +
        'c1,75,106,PBX,March,Charge::Renew,blocked,3,1,2026-03-01,2026-04-01,9.99\n',
    ],
    ['payments', 'external_key,account_id,document_id,status,initial_total\np1,75,P1,completed,50\n'],
  ] as const)('of %s moves no sequence', async (name, file) => {
    const before = await everything();
    expect(await dryRunOf(name, file)).toMatchObject({ read: 1, added: 1, reasons: [] });
    expect(await everything()).toEqual(before);
  });

  it('of taxes changes no charge', async () => {
    const charge =
      'external_key,account_id,subscription_id,name,description,type,status,quantity,duration,operate_from,operate_to,unit_price\n' +
      'c0,75,106,PBX,February,Charge::Renew,blocked,3,1,2026-02-01,2026-03-01,9.99\n';
    await importFile(client, charge, { table: ingestTables.charges });
    const before = await everything();
    const tax = 'external_key,account_id,charge_key,name,value\nt1,75,c0,VAT,6.29\n';
    expect(await dryRunOf('taxes', tax)).toMatchObject({ read: 1, added: 1, reasons: [] });
    expect(await everything()).toEqual(before);
  });
});
