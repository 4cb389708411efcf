import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock, instantOf, systemClock } from '@org/kernel';
import type pg from 'pg';
import { importFile } from '../../importing/testing/import-file.js';
import { RecordInUse } from '../../model/domain-failure.js';
import { caseFile } from '../../testing/case-file.js';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { type TestDatabase } from '../../testing/test-database.js';
import { importedCdrs } from '../../usage/postgres/imported-usage.js';
import type { AdminWritable } from '../index.js';
import { BilledAccount } from '../testing/billed-account.js';
import { StoredRecords } from './stored-records.js';
import { createUsageClient } from './usage-client.js';
import { verificationOf } from './verification-of.js';

let database: TestDatabase;
let client: pg.Client;
let clock: FixedClock;
let id = 200;

beforeAll(async () => {
  database = await createSampleLedger();
  client = createUsageClient(database.url);
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

beforeEach(() => {
  id += 1;
  clock = new FixedClock('2026-11-29T12:00:00Z');
});

/** @param next end of the next of its monthly periods; no schedule when null */
const accountOf = (next: string | null): Promise<BilledAccount> =>
  BilledAccount.open(database.dataSource, clock, id, next);

const bring = async (name: string, values: Readonly<Record<string, number>> = {}) => {
  const { added, rejected } = await importFile(client, await caseFile(name, values), { table: importedCdrs });
  return { added, rejected };
};

const remove = (name: AdminWritable, record: number): Promise<void> =>
  database.dataSource.transaction((manager) => new StoredRecords(manager, systemClock).remove(name, record));

describe('the calls of', () => {
  it('period-change.csv are on one invoice when months become weeks on the 29th: 4.00', async () => {
    const account = await accountOf('2026-12-01T00:00:00Z');
    await account.billedIn('2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z');
    expect(await bring('period-change', { ACCOUNT: id })).toEqual({ added: 4, rejected: 0 });
    await account.change({ invoicePeriodId: 2 });
    await account.runAt('2026-11-30T12:00:00Z');
    expect((await account.invoices()).slice(1)).toEqual(['2026-11-01T00 2026-11-30T00: 4']);
  });

  it('backdated.csv, from before the first invoice, are on invoices of their months: 1.00 and 1.00', async () => {
    const account = await accountOf('2026-11-01T00:00:00Z');
    expect(await bring('backdated', { ACCOUNT: id })).toEqual({ added: 2, rejected: 0 });
    await account.runAt('2026-11-29T12:00:00Z');
    expect(await account.invoices()).toEqual(['2026-09-01T00 2026-10-01T00: 1', '2026-10-01T00 2026-11-01T00: 1']);
  });

  it('delete-account.csv keep their account, which is billed for them by hand: 99.00', async () => {
    const account = await accountOf(null);
    expect(await bring('delete-account', { ACCOUNT: id })).toEqual({ added: 1, rejected: 0 });
    await expect(remove('account', id)).rejects.toEqual(new RecordInUse('cdrs'));
    await account.bill('2026-11-01', '2026-11-29');
    expect(await account.invoices()).toEqual(['2026-11-01T00 2026-11-29T00: 99']);
  });

  it('delete-network.csv keep their network, and their account is billed: 5.00', async () => {
    await database.dataSource.query(`INSERT INTO networks (id, name, network_type_id) VALUES (300, 'named', 1)`);
    const account = await accountOf('2026-11-01T00:00:00Z');
    expect(await bring('delete-network', { ACCOUNT: id, NETWORK: 300 })).toEqual({ added: 1, rejected: 0 });
    await expect(remove('network', 300)).rejects.toEqual(new RecordInUse('cdrs'));
    expect(await account.runAt('2026-11-29T12:00:00Z')).toMatchObject({ parkedCount: 0 });
    expect(await account.invoices()).toEqual(['2026-10-01T00 2026-11-01T00: 5']);
  });

  it('unrated.csv come in, and the one without a price is told as a warning', async () => {
    expect(await bring('unrated')).toEqual({ added: 2, rejected: 0 });
    const findings = await verificationOf(database.dataSource, clock).findings(instantOf('2026-02-01T00:00:00Z'));
    const doubtful = findings.filter(
      ({ check, message }) => check === 'doubtful usage' && message.includes('2026-03-05'),
    );
    expect(doubtful).toMatchObject([
      { severity: 'warning', message: expect.stringMatching(/^1 calls from 2026-03-05 10:00:00.*cost nothing/) },
    ]);
  });
});
