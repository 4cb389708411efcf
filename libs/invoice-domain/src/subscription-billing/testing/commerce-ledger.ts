import type pg from 'pg';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { ingestTables, type ImportedTableName } from '../../ledger/postgres/ingest-tables.js';
import { importFile, type ImportOutcome } from '../../importing/testing/import-file.js';
import { createUsageClient } from '../../ledger/postgres/usage-client.js';

export type Row = Readonly<Record<string, string | number | boolean | null>>;

/**
 * The sample ledger with imported commerce. Account 74 pays before and account 75 afterwards; subscription 6 is of account 74, subscription
 * 106 of account 75, both are paid for afterwards.
 */
export interface CommerceLedger {
  readonly client: pg.Client;
  readonly url: string;
  /** Imports rows as NDJSON. */
  readonly import: (name: ImportedTableName, ...rows: readonly Row[]) => Promise<ImportOutcome>;
  /** Reasons of the rejects of one row. */
  readonly reasonsOf: (name: ImportedTableName, row: Row) => Promise<readonly string[]>;
  readonly rows: <Found extends object = Readonly<Record<string, unknown>>>(sql: string) => Promise<readonly Found[]>;
  readonly balances: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

export const openCommerceLedger = async (): Promise<CommerceLedger> => {
  const database = await createSampleLedger();
  const client = createUsageClient(database.url);
  await client.connect();
  const importInto: CommerceLedger['import'] = (name, ...rows) =>
    importFile(client, rows.map((row) => `${JSON.stringify(row)}\n`).join(''), {
      table: ingestTables[name],
      format: 'ndjson',
    });
  const rows: CommerceLedger['rows'] = async <Found extends object>(sql: string) =>
    (await client.query<Found>(sql)).rows;
  return {
    client,
    url: database.url,
    import: importInto,
    reasonsOf: async (name, row) => (await importInto(name, row)).rejects.map(({ reason }) => reason),
    rows,
    balances: async () =>
      (
        await rows<{ readonly text: string }>(
          `SELECT id || ': ' || trim_scale(balance) AS text FROM accounts ORDER BY id`,
        )
      ).map(({ text }) => text),
    close: async () => {
      await client.end();
      await database.drop();
    },
  };
};

export const aSubscription: Row = {
  external_key: 's1',
  account_id: 75,
  plan_id: 9,
  name: 'Cloud PBX',
  status: 'active',
  payment_model: 'postpay',
};

export const aCharge: Row = {
  external_key: 'c1',
  account_id: 75,
  subscription_id: 106,
  name: 'Cloud PBX',
  description: 'Cloud PBX, February',
  type: 'Charge::Renew',
  status: 'opened',
  quantity: '3',
  duration: '1',
  operate_from: '2026-02-01',
  operate_to: '2026-03-01',
  unit_price: '9.99',
};

export const aTax: Row = { external_key: 't1', account_id: 75, charge_key: 'c1', name: 'VAT', value: '4.25' };

export const aCorrection: Row = { external_key: 'k1', account_id: 75, status: 'approved', total: '-2.5' };

export const aPayment: Row = {
  external_key: 'p1',
  account_id: 75,
  document_id: 'P000001',
  status: 'completed',
  initial_total: '50',
};
