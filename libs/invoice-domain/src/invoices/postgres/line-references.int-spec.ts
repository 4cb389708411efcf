import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { someoneWaitsForALock } from '../../testing/locks.js';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { type TestDatabase } from '../../testing/test-database.js';

const traffic = [
  'invoice_originated_destinations',
  'invoice_terminated_destinations',
  'invoice_originated_networks',
  'invoice_terminated_networks',
] as const;

/** References of lines besides their invoice: table, column and target. */
const references = [
  ...traffic.flatMap(
    (table) =>
      [
        [table, 'country_id', 'countries'],
        [table, 'network_id', 'networks'],
      ] as const,
  ),
  ['invoice_service_data', 'service_id', 'services'],
] as const;

/** Tables of lines, all of which belong to an invoice. */
const owned = [...traffic, 'invoice_service_data'] as const;

const notNull = (table: string): string =>
  table === 'invoice_service_data' ? 'spent, amount, transactions_count' : 'spent';

/** Lines of the new invoice 20, each of which names one thing. */
const lines = (table: string, column: string, ...ids: readonly (number | null)[]): string =>
  `INSERT INTO ${table} (invoice_id, ${column}, ${notNull(table)}) VALUES ${ids
    .map((id) => `(20, ${id}, true${table === 'invoice_service_data' ? ', 1, 1' : ''})`)
    .join()}`;

let database: TestDatabase;
let aggregation: pg.Client;
let office: pg.Client;

/** A line of an invoice, which names nothing else. */
const lineOf = (invoice: number, table: string): string =>
  `INSERT INTO ${table} (invoice_id, ${notNull(table)}) VALUES (${invoice}, true${table === 'invoice_service_data' ? ', 1, 1' : ''})`;

/** The new invoice that is deleted, of a period of its own. */
const invoice30 = `INSERT INTO invoices (id, account_id, reseller_id, kind, state, type, currency, time_zone, payment_model,
    starts_at, ends_at, from_date, to_date)
  VALUES (30, 74, 1, 'usage', 'new', 'manual', 'EUR', 'UTC', 'prepay', '2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z', '2026-03-01', '2026-03-02')`;

/** Records that no line refers to. */
const nine = {
  countries: `INSERT INTO countries (id, name, iso2) VALUES (9, 'Serbia', 'RS')`,
  networks: `INSERT INTO networks (id, name, network_type_id) VALUES (9, 'Another net', 1)`,
  services: `INSERT INTO services (id, account_id, type_id, name, state, initial_price, renew_price)
    VALUES (9, 74, 1, 'a third', 'active', 1, 2)`,
} as const;

/** Invoice 18 is written; invoice 20 is new. */
beforeAll(async () => {
  database = await createSampleLedger();
  await database.dataSource.query(`
    INSERT INTO invoices (id, account_id, reseller_id, kind, state, type, currency, time_zone, payment_model,
      starts_at, ends_at, from_date, to_date)
    VALUES (20, 74, 1, 'usage', 'new', 'manual', 'EUR', 'UTC', 'prepay',
      '2026-02-01T00:00:00Z', '2026-02-02T00:00:00Z', '2026-02-01', '2026-02-02');
    ${Object.values(nine).join(';')}`);
  [aggregation, office] = await Promise.all([connect(), connect()]);
});

afterAll(async () => {
  await Promise.all([aggregation.end(), office.end()]);
  await database.drop();
});

const connect = async (): Promise<pg.Client> => {
  const client = new pg.Client(database.url);
  await client.connect();
  return client;
};

/** Error of a missing or referenced row. */
const saidOf = async (work: Promise<unknown>): Promise<Partial<pg.DatabaseError> | undefined> => {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    const { code, schema, table, constraint, message, detail } = error;
    return { code, schema, table, constraint, message, detail };
  }
};

const somebodyWaits = async (): Promise<void> => {
  while (!(await someoneWaitsForALock(database.dataSource)));
};

/** Rolled back either way. */
const refusal = async (sql: string): Promise<Partial<pg.DatabaseError> | undefined> => {
  await aggregation.query('BEGIN');
  const said = await saidOf(aggregation.query(sql));
  await aggregation.query('ROLLBACK');
  return said;
};

describe.each(references)('%s.%s', (table, column, target) => {
  const constraint = `${table}_${column}_fkey`;
  const absent = {
    code: '23503',
    schema: 'public',
    table,
    constraint,
    message: `insert or update on table "${table}" violates foreign key constraint "${constraint}"`,
    detail: `Key (${column})=(999) is not present in table "${target}".`,
  };
  const needed = {
    code: '23503',
    schema: 'public',
    table,
    constraint,
    message: `update or delete on table "${target}" violates foreign key constraint "${constraint}" on table "${table}"`,
    detail: `Key (id)=(9) is still referenced from table "${table}".`,
  };

  it('leads somewhere, on every line of a set', async () => {
    expect(await refusal(lines(table, column, 9, null, 9))).toBeUndefined();
    expect(await refusal(lines(table, column, 9, null, 999, 9))).toEqual(absent);
  });

  it('keeps what it leads to, and its id', async () => {
    expect(await refusal(`DELETE FROM ${target} WHERE id = 9`)).toBeUndefined();
    expect(await refusal(`UPDATE ${target} SET id = 10 WHERE id = 9`)).toBeUndefined();
    const used = lines(table, column, 9);
    expect(await refusal(`${used}; DELETE FROM ${target} WHERE id = 9`)).toEqual(needed);
    expect(await refusal(`${used}; UPDATE ${target} SET id = 10 WHERE id = 9`)).toEqual(needed);
    expect(await refusal(`${used}; UPDATE ${target} SET id = 9, name = 'renamed' WHERE id = 9`)).toBeUndefined();
  });

  it('keeps what an open transaction names: its deletion waits, and is refused', async () => {
    await aggregation.query(`BEGIN; ${lines(table, column, 9)}`);
    const deleted = saidOf(office.query(`DELETE FROM ${target} WHERE id = 9`));
    await somebodyWaits();
    await aggregation.query('COMMIT');
    expect(await deleted).toEqual(needed);
    await aggregation.query(`DELETE FROM ${table} WHERE invoice_id = 20`);
  });

  it('does not lead to what an open transaction deletes: a line that names it waits, and is refused', async () => {
    await office.query(`BEGIN; DELETE FROM ${target} WHERE id = 9`);
    const named = refusal(lines(table, column, 9));
    await somebodyWaits();
    await office.query('COMMIT');
    expect(await named).toEqual({ ...absent, detail: absent.detail.replace('999', '9') });
    await office.query(nine[target]);
  });

  it.each(['REPEATABLE READ', 'SERIALIZABLE'])('keeps what a delete in %s would see no line of', async (isolation) => {
    await office.query(`BEGIN ISOLATION LEVEL ${isolation}; SELECT FROM ${target}`);
    await aggregation.query(lines(table, column, 9));
    expect(await saidOf(office.query(`DELETE FROM ${target} WHERE id = 9`))).toMatchObject({ code: '0A000' });
    await office.query('ROLLBACK');
    await aggregation.query(`DELETE FROM ${table} WHERE invoice_id = 20`);
  });
});

describe('what lines refer to', () => {
  it.each(['countries', 'networks', 'services'])('is not emptied: %s', async (target) => {
    expect(await refusal(`TRUNCATE ${target}`)).toBeDefined();
    expect(await refusal(`TRUNCATE ${target} CASCADE`)).toMatchObject({ code: '55000' });
  });
});

describe.each(owned)('the invoice of %s', (table) => {
  const constraint = `${table}_invoice_id_fkey`;
  const absent = (id: number) => ({
    code: '23503',
    schema: 'public',
    table,
    constraint,
    message: `insert or update on table "${table}" violates foreign key constraint "${constraint}"`,
    detail: `Key (invoice_id)=(${id}) is not present in table "invoices".`,
  });
  const linesLeft = async (): Promise<number> => {
    const { rows } = await aggregation.query<{ readonly count: number }>(
      `SELECT count(*)::integer AS count FROM ${table} WHERE invoice_id = 30`,
    );
    return rows[0]?.count ?? 0;
  };

  beforeAll(() => aggregation.query(`DELETE FROM invoices WHERE id = 30; ${invoice30}`));

  it('is there, for every line of a set, and keeps its id', async () => {
    expect(await refusal(lineOf(30, table))).toBeUndefined();
    expect(await refusal(lineOf(999_999_999_999, table))).toEqual(absent(999_999_999_999));
    const renamed = `ALTER TABLE invoices DISABLE TRIGGER invoices_guard; UPDATE invoices SET id = 31 WHERE id = 30`;
    expect(await refusal(renamed)).toBeUndefined();
    expect(await refusal(`${lineOf(30, table)}; ${renamed}`)).toMatchObject({
      code: '23503',
      constraint,
      detail: `Key (id)=(30) is still referenced from table "${table}".`,
    });
  });

  it('takes its lines along when it is deleted, those that an open transaction writes as well', async () => {
    await aggregation.query(`BEGIN; ${lineOf(30, table)}`);
    const deleted = saidOf(office.query('DELETE FROM invoices WHERE id = 30'));
    await somebodyWaits();
    await aggregation.query('COMMIT');
    expect(await deleted).toBeUndefined();
    expect(await linesLeft()).toBe(0);
    await office.query(invoice30);
  });

  it('gets no line once an open transaction deletes it: that waits, and is refused', async () => {
    await office.query('BEGIN; DELETE FROM invoices WHERE id = 30');
    const written = refusal(lineOf(30, table));
    await somebodyWaits();
    await office.query('COMMIT');
    expect(await written).toEqual(absent(30));
    await office.query(invoice30);
  });

  it.each(['REPEATABLE READ', 'SERIALIZABLE'])(
    'is not deleted in %s, which would not see its lines',
    async (isolation) => {
      await office.query(`BEGIN ISOLATION LEVEL ${isolation}; SELECT FROM invoices`);
      await aggregation.query(lineOf(30, table));
      expect(await saidOf(office.query('DELETE FROM invoices WHERE id = 30'))).toMatchObject({ code: '0A000' });
      await office.query('ROLLBACK');
      expect(await linesLeft()).toBe(1);
      await aggregation.query('DELETE FROM invoices WHERE id = 30');
      expect(await linesLeft()).toBe(0);
      await aggregation.query(invoice30);
    },
  );
});

describe('an invoice that is deleted', () => {
  it('takes all of its lines along, and nothing else', async () => {
    const counts = async (tables: readonly string[]): Promise<readonly unknown[]> => {
      const parts = tables.map((table) => `SELECT '${table}' AS name, count(*)::integer AS rows FROM ${table}`);
      return (await aggregation.query(parts.join(' UNION ALL '))).rows;
    };
    const kept = ['accounts', 'charges', 'services', 'transactions', 'networks', 'countries', ...owned];
    const before = await counts(kept);
    await aggregation.query(owned.map((table) => lineOf(30, table)).join(';'));
    expect(await counts(kept)).not.toEqual(before);
    await aggregation.query('DELETE FROM invoices WHERE id = 30');
    expect(await counts(kept)).toEqual(before);
  });
});
