import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { importFile } from '../../importing/testing/import-file.js';
import { createUsageClient } from '../../ledger/postgres/usage-client.js';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { type TestDatabase } from '../../testing/test-database.js';
import { importedCdrs } from './imported-usage.js';

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

beforeEach(() => client.query('TRUNCATE cdrs'));

const fileOf = (...rows: readonly string[]) =>
  `${['id,time_start,customer_account_id,is_last_cdr,duration,customer_price', ...rows].join('\n')}\n`;

const importCalls = (file: string, blockBytes = 1_000) => importFile(client, file, { table: importedCdrs, blockBytes });

const at = (id: number, second: string) => `${id},2026-01-05T10:00:${second}Z,74,t,60,1`;
const suspicious = 'a call with this id is there already, within a second of this time_start: it may be the same one';

describe('a call with the id of another one, and nearly its time,', () => {
  it('is rejected, in whichever order and precision they come', async () => {
    await importCalls(fileOf(at(1, '10.118457'), at(2, '20'), at(3, '30.9')));
    const outcome = await importCalls(fileOf(at(1, '10'), at(2, '20.5'), at(3, '30'), at(4, '40')));
    expect(outcome).toMatchObject({ read: 4, added: 1, alreadyThere: 0, rejected: 3 });
    expect(outcome.rejects).toEqual([
      { line: 2, reason: suspicious, row: at(1, '10') },
      { line: 3, reason: suspicious, row: at(2, '20.5') },
      { line: 4, reason: suspicious, row: at(3, '30') },
    ]);
  });

  it('is rejected within one file, in one chunk and in two, and the first one stays', async () => {
    expect(await importCalls(fileOf(at(1, '10.25'), at(1, '10')))).toMatchObject({
      added: 1,
      rejects: [{ line: 3, reason: suspicious }],
    });
    const far = fileOf(
      at(100_000, '10.25'),
      ...Array.from({ length: 40_000 }, (_, index) => at(200_001 + index, '20')),
      at(100_000, '10'),
    );
    expect(await importCalls(far, 65_536)).toMatchObject({ added: 40_001, rejects: [{ reason: suspicious }] });
  });

  it('is another call when it is a second away, or is to be taken', async () => {
    await importCalls(fileOf(at(1, '10')));
    expect(await importCalls(fileOf(at(1, '11'), at(1, '09')))).toMatchObject({ added: 2, rejected: 0 });
    const file = fileOf(at(1, '10.5'));
    expect(await importFile(client, file, { table: importedCdrs, acceptsSameIds: true })).toMatchObject({ added: 1 });
  });

  it('is no reject when it is there itself', async () => {
    const file = fileOf(at(1, '10'), at(1, '10.5'));
    await importFile(client, file, { table: importedCdrs, acceptsSameIds: true });
    expect(await importCalls(file)).toMatchObject({ added: 0, alreadyThere: 2, rejected: 0 });
  });

  it('is found where the month begins, and among ids that are larger than exact numbers', async () => {
    const large = '9007199254740993';
    const row = (time: string) => `${large},${time},74,t,60,1`;
    await importCalls(fileOf(row('2026-01-31T23:59:59.9Z')));
    expect(await importCalls(fileOf(row('2026-02-01T00:00:00Z')))).toMatchObject({ added: 0, rejected: 1 });
  });
});
