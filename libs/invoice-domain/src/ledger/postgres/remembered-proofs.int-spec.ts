import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock, instantOf } from '@org/kernel';
import { importFile } from '../../importing/testing/import-file.js';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { type TestDatabase } from '../../testing/test-database.js';
import type { Extent } from '../../usage-billing/postgres/verification.js';
import { importedCdrs } from '../../usage/postgres/imported-usage.js';
import { BilledAccount } from '../testing/billed-account.js';
import { createUsageClient } from './usage-client.js';
import { verificationOf } from './verification-of.js';

const always = instantOf('2000-01-01T00:00:00Z');
const clock = new FixedClock('2026-06-10T00:00:00Z');

let database: TestDatabase;
let account: BilledAccount;
let invoice: number;
let lastAccount = 2_000;

const rows = <Row = Readonly<Record<string, unknown>>>(sql: string): Promise<readonly Row[]> =>
  database.dataSource.query(sql);

beforeAll(async () => {
  database = await createSampleLedger();
  await rows(`SELECT cdrs_create_partitions('2026-02-01', '2026-07-01')`);
});

afterAll(() => database.drop());

/** An account whose calls of May are billed, and proven to be. */
beforeEach(async () => {
  account = await BilledAccount.open(database.dataSource, clock, (lastAccount += 1), null);
  await account.calls('2026-05-02T10:00:00Z', '2026-05-03T10:00:00Z');
  await account.rows(
    `INSERT INTO transactions (account_id, amount, created_at) VALUES ($1, 5, '2026-05-04T10:00:00Z')`,
    [account.id],
  );
  await account.bill('2026-05-01', '2026-06-01');
  await account.rows(
    `UPDATE accounts SET invoice_period_id = 4, next_invoice_at = '2026-07-01', next_invoice_type = 'autoFull' WHERE id = $1`,
    [account.id],
  );
  const [found] = await account.rows<{ readonly id: number }>(
    'SELECT id::integer AS id FROM invoices WHERE account_id = $1',
    [account.id],
  );
  invoice = found?.id ?? 0;
  if ((await checks()).length > 0) throw new Error('the ledger is not sound before anything happens to it');
});

/** Names of the checks that find something about the account. */
const checks = async (extent?: Extent): Promise<readonly string[]> => {
  const findings = await verificationOf(database.dataSource, clock).findings(always, extent);
  const about = new RegExp(`^(account|invoice) (${account.id}|${invoice})\\b`);
  return [...new Set(findings.filter(({ message }) => about.test(message)).map(({ check }) => check))];
};

const of = (sql: string): string =>
  sql.replaceAll('$account', String(account.id)).replaceAll('$invoice', String(invoice));

/** Triggers do not fire, and nothing tells that they were switched off. */
const forge = (sql: string): Promise<unknown> =>
  rows(`SET session_replication_role = replica; ${of(sql)}; RESET session_replication_role`);

const calls = 'cdrs WHERE customer_account_id = $account';
const newCall = (table: string, time = '2026-05-10T10:00:00Z'): string =>
  `INSERT INTO ${table} (id, time_start, customer_account_id, is_last_cdr, success, duration, customer_price)
   VALUES ($account, '${time}', $account, true, true, 60, 7)`;

/** Changes that may happen to usage behind an invoice. */
const faultsOfUsage: readonly (readonly [name: string, sql: string])[] = [
  ['a call that is inserted behind the invoice', newCall('cdrs')],
  ['a call that is inserted into the partition itself', newCall('cdrs_2026_05')],
  ['the price of a call', `UPDATE cdrs SET customer_price = 9 WHERE customer_account_id = $account`],
  [
    'the price of a call in the partition',
    `UPDATE cdrs_2026_05 SET customer_price = 9 WHERE customer_account_id = $account`,
  ],
  [
    'the time of a call',
    `UPDATE cdrs SET time_start = time_start + interval '1 month' WHERE customer_account_id = $account`,
  ],
  ['the account of a call', `UPDATE cdrs SET customer_account_id = 74 WHERE customer_account_id = $account`],
  [
    'a second account of a call',
    `UPDATE cdrs SET vendor_account_id = $account, vendor_price = 1 WHERE id IN (SELECT id FROM ${calls})`,
  ],
  ['a call that is deleted', `DELETE FROM cdrs WHERE customer_account_id = $account`],
  ['a call that is deleted from the partition', `DELETE FROM cdrs_2026_05 WHERE customer_account_id = $account`],
  [
    'a transaction that is added',
    `INSERT INTO transactions (account_id, amount, created_at) VALUES ($account, 1, '2026-05-20')`,
  ],
  ['the amount of a transaction', `UPDATE transactions SET amount = 6 WHERE account_id = $account`],
  ['a transaction that is deleted', `DELETE FROM transactions WHERE account_id = $account`],
];

describe('what was proven', () => {
  it.each(faultsOfUsage)('holds no longer after a change of %s', async (_, sql) => {
    await rows(of(sql));
    expect(await checks()).toEqual(['late usage']);
    // Found once, it goes on being found.
    expect(await checks()).toEqual(['late usage']);
    expect(await checks('everything')).toEqual(['late usage']);
  });

  const forgeable = faultsOfUsage.filter(([name]) =>
    /^(a call that is inserted behind|the price of a call$|a transaction that is deleted)/.test(name),
  );

  it.each(forgeable)(
    'is not read again, so that a forged change of %s is found by reading everything',
    async (_, sql) => {
      await forge(sql);
      expect(await checks()).toEqual([]);
      expect(await checks('everything')).toEqual(['late usage']);
      expect(await checks()).toEqual(['late usage']);
    },
  );

  it('holds no longer for a month that calls were added to which are billed to nobody', async () => {
    const doubtful = async (): Promise<readonly string[]> =>
      (await verificationOf(database.dataSource, clock).findings(always))
        .filter(({ check }) => check === 'doubtful usage')
        .map(({ message }) => message);
    await rows(
      `INSERT INTO cdrs_2026_04 (id, time_start, is_last_cdr, duration) VALUES (1, '2026-04-02T10:00:00Z', true, 60)`,
    );
    await rows(`INSERT INTO cdrs_2026_04 (id, time_start, customer_account_id, is_last_cdr, duration)
      VALUES (2, '2026-04-03T10:00:00Z', 999, true, 60)`);
    const when = '2026-04-03 10:00:00+00';
    expect(await doubtful()).toEqual([
      expect.stringMatching(/^2 calls from 2026-01-15 .* name no account: 0$/),
      `1 calls from ${when} to ${when} name accounts that are not there: 0`,
    ]);
    await rows('DELETE FROM cdrs_2026_04');
    expect(await doubtful()).toEqual([expect.stringMatching(/^1 calls .* name no account: 0$/)]);
  });

  it('holds no longer when a partition is gone, there again, emptied or another', async () => {
    await rows('ALTER TABLE cdrs DETACH PARTITION cdrs_2026_05');
    expect(await checks()).toEqual(['late usage']);
    await rows(
      `ALTER TABLE cdrs ATTACH PARTITION cdrs_2026_05 FOR VALUES FROM ('2026-05-01 00:00:00+00') TO ('2026-06-01 00:00:00+00')`,
    );
    expect(await checks()).toEqual([]);

    await rows(`ALTER TABLE cdrs DETACH PARTITION cdrs_2026_05; CREATE TABLE another (LIKE cdrs INCLUDING ALL);
      INSERT INTO another SELECT * FROM cdrs_2026_05; ${of(newCall('another'))};
      ALTER TABLE cdrs ATTACH PARTITION another FOR VALUES FROM ('2026-05-01 00:00:00+00') TO ('2026-06-01 00:00:00+00')`);
    expect(await checks()).toEqual(['late usage']);
    // Nobody is told what happens to a partition without triggers: it is read each time.
    await rows(`DELETE FROM another WHERE id = ${account.id}`);
    expect(await checks()).toEqual([]);
    await rows(`ALTER TABLE cdrs DETACH PARTITION another; DROP TABLE another;
      ALTER TABLE cdrs ATTACH PARTITION cdrs_2026_05 FOR VALUES FROM ('2026-05-01 00:00:00+00') TO ('2026-06-01 00:00:00+00')`);

    await rows('CREATE TABLE kept AS TABLE cdrs_2026_05; TRUNCATE cdrs_2026_05');
    expect(await checks()).toEqual(['late usage']);
    await rows('INSERT INTO cdrs_2026_05 SELECT * FROM kept; DROP TABLE kept');
    expect(await checks()).toEqual([]);
  });

  it('holds no longer when triggers were switched off, though they are on again', async () => {
    await rows(`ALTER TABLE cdrs DISABLE TRIGGER USER; ${of(newCall('cdrs'))}; ALTER TABLE cdrs ENABLE TRIGGER USER`);
    expect(await checks()).toEqual(['late usage']);
  });

  it('does not hold for a change that was under way while it was read', async () => {
    const other = createUsageClient(database.url);
    await other.connect();
    try {
      await other.query(`BEGIN; ${of(newCall('cdrs'))}`);
      expect(await checks('everything')).toEqual([]);
      await other.query('COMMIT');
      expect(await checks()).toEqual(['late usage']);
    } finally {
      await other.end();
    }
  });

  it('holds no longer for those whose calls a file brings late, and for nobody else', async () => {
    const neighbour = account.id - 1;
    const client = createUsageClient(database.url);
    await client.connect();
    try {
      const header = 'id,time_start,customer_account_id,is_last_cdr,success,duration,customer_price';
      await importFile(client, `${header}\n${account.id},2026-05-10T10:00:00Z,${account.id},t,t,60,7\n`, {
        table: importedCdrs,
      });
      await importFile(client, `${header}\n${account.id},2026-06-05T10:00:00Z,${account.id},t,t,60,7\n`, {
        table: importedCdrs,
      });
    } finally {
      await client.end();
    }
    const changed = await rows<{ readonly accounts: readonly number[] }>(
      'SELECT account_ids AS accounts FROM usage_changes',
    );
    expect(changed.map(({ accounts }) => accounts)).toEqual([[account.id], [account.id]]);
    expect(changed.some(({ accounts }) => accounts.includes(neighbour))).toBe(false);
    expect(await checks()).toEqual(['late usage']);
  });

  it('holds no longer for a chain that was moved, and for an invoice whose row was forged', async () => {
    await rows(
      of(`UPDATE billing_chains SET billed_until = billed_until + interval '1 day' WHERE account_id = $account`),
    );
    expect(await checks()).toEqual(['chains']);
    await rows(
      of(`UPDATE billing_chains SET billed_until = billed_until - interval '1 day' WHERE account_id = $account`),
    );
    await forge('UPDATE invoices SET originated_calls_count = 3 WHERE id = $invoice');
    expect(await checks()).toEqual(['sums', 'late usage']);
  });

  const line = 'invoice_originated_destinations';
  const faultsOfLines = [
    ['changed', `UPDATE ${line} SET amount = 3 WHERE invoice_id = $invoice`],
    ['deleted', `DELETE FROM ${line} WHERE invoice_id = $invoice`],
  ] as const;

  it.each(faultsOfLines)(
    'holds for lines, which cannot be %s; when triggers are off they can, and it is found',
    async (_, sql) => {
      await expect(rows(of(sql))).rejects.toThrow(/not allowed|are written/);
      await rows(`ALTER TABLE ${line} DISABLE TRIGGER USER; ${of(sql)}; ALTER TABLE ${line} ENABLE TRIGGER USER`);
      expect(await checks()).toEqual(['sums']);
      expect(await checks()).toEqual(['sums']);
    },
  );

  it.each(faultsOfLines)(
    'is not read again, so that a line that is %s by forgery is found by reading everything',
    async (_, sql) => {
      await forge(sql);
      expect(await checks()).toEqual([]);
      expect(await checks('everything')).toEqual(['sums']);
      expect(await checks()).toEqual(['sums']);
    },
  );

  it('holds no longer for an invoice that was stale, whose lines could be written', async () => {
    await rows(
      of(`INSERT INTO stale_invoices VALUES ($invoice, now()); DELETE FROM ${line} WHERE invoice_id = $invoice;
      DELETE FROM stale_invoices WHERE invoice_id = $invoice`),
    );
    expect(await checks()).toEqual(['sums']);
  });

  it('cannot be undone by taking away what was voided', async () => {
    await expect(rows('DELETE FROM usage_revisions')).rejects.toThrow(/not allowed/);
  });

  it('is kept once, however often it is proven', async () => {
    await checks();
    await checks('everything');
    expect(await rows('SELECT count(*)::integer AS count FROM verifications')).toEqual([{ count: 1 }]);
    expect(await rows('SELECT FROM usage_changes')).toEqual([]);
  });
});
