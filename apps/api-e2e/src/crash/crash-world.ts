import { createDataSource } from '@org/invoice-domain/persistence';
import { createEmptyDatabase, loadSampleLedger, type EmptyDatabase } from '@org/invoice-domain/testing';
import pg from 'pg';
import { runToEnd } from './program.js';

export type Row = Readonly<Record<string, unknown>>;

/** Asks a database, and keeps no connection to it. */
export const rowsIn = async (
  { url }: EmptyDatabase,
  sql: string,
  values: readonly unknown[] = [],
): Promise<readonly Row[]> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Row>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
};

/** A ledger with the sample rows and with the queues, which a program makes that opens it. Nobody is connected to it. */
export const createLedger = async (): Promise<EmptyDatabase> => {
  const database = await createEmptyDatabase();
  const { code, output } = await runToEnd({
    program: 'verify',
    arguments: [],
    environment: { DATABASE_URL: database.url },
  });
  if (code !== 0) throw new Error(output);
  const dataSource = await createDataSource({ url: database.url, poolSize: 1 }).initialize();
  await loadSampleLedger(dataSource);
  await dataSource.destroy();
  return database;
};

/** Links of the chain of seals that do not hold: what was sealed is not what the ledger says, or a seal is missing. */
export const brokenSeals = (database: EmptyDatabase, reseller: number): Promise<readonly Row[]> =>
  rowsIn(
    database,
    `SELECT sealed.number FROM (
       SELECT *, coalesce(lag(seal) OVER (ORDER BY number), '') AS before, row_number() OVER (ORDER BY number) AS place
       FROM invoice_seals WHERE reseller_id = $1
     ) sealed LEFT JOIN invoices invoice ON invoice.id = sealed.invoice_id
     WHERE invoice.id IS NULL OR sealed.number <> place OR seal <> invoices_seal(before, invoice)`,
    [reseller],
  );
