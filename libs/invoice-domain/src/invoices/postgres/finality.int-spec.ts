import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { refusalOf } from '../../testing/refusal.js';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { createLedgerRoles, type LedgerRoles } from '../../testing/ledger-roles.js';
import { type TestDatabase } from '../../testing/test-database.js';
import { createDataSource } from '../../ledger/postgres/data-source.js';

let database: TestDatabase;
let roles: LedgerRoles;

/** Invoices 18 (usage) and 19 (commerce) are approved, 119 is pending, 20 is new. */
beforeAll(async () => {
  database = await createSampleLedger();
  await database.dataSource.query(`
    SELECT set_config('ledger.actor', 'admin:139', false), set_config('ledger.at', '2026-02-03T04:05:06.789012Z', false);
    UPDATE invoices SET state = 'approved' WHERE id = 18;
    UPDATE invoices SET state = 'approved' WHERE id = 19;
    INSERT INTO invoices (id, account_id, reseller_id, kind, state, type, currency, time_zone, payment_model,
      starts_at, ends_at, from_date, to_date)
    VALUES (20, 74, 1, 'usage', 'new', 'manual', 'EUR', 'UTC', 'prepay',
      '2026-02-01T00:00:00Z', '2026-02-02T00:00:00Z', '2026-02-01', '2026-02-02');
    RESET ledger.actor; RESET ledger.at`);
  roles = await createLedgerRoles(database);
});

afterAll(() => roles.drop());

const rows = (sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> => database.dataSource.query(sql);

describe('by plain SQL, in the role of the application', () => {
  let client: pg.Client;

  beforeAll(async () => {
    client = new pg.Client(roles.urlOf('application'));
    await client.connect();
  });

  afterAll(() => client.end());

  const refusal = (sql: string): Promise<string> => roles.refusal(client, sql);

  it.each([
    'UPDATE invoices SET total = total + 1, amount_spent = amount_spent + 1, services_amount_spent = services_amount_spent + 1',
    `UPDATE invoices SET state = 'pending', approved_at = NULL`,
    `UPDATE invoices SET reference = 'another'`,
    `UPDATE invoices SET approved_at = now()`,
    `UPDATE invoices SET ends_at = ends_at + interval '1 second'`,
    'UPDATE invoices SET uuid = gen_random_uuid()',
    `UPDATE invoices SET originated_last_call_at = '2026-01-31T00:00:00Z'`,
    'DELETE FROM invoices',
  ])('an approved invoice is final: %s', async (sql) => {
    expect(await refusal(`${sql} WHERE id = 18`)).toBe('invoice 18 is approved and final');
  });

  it.each([
    'originated_destinations',
    'terminated_destinations',
    'originated_networks',
    'terminated_networks',
    'service_data',
  ])('its %s are final, too', async (name) => {
    const rewriting = `UPDATE invoice_${name} SET amount = 99`;
    expect(await refusal(rewriting)).toBe(`permission denied for table invoice_${name}`);
    expect(await refusalOf(database.dataSource, rewriting)).toBe(`invoice_${name}_written_once`);
    expect(await refusal(`DELETE FROM invoice_${name}`)).toBe('the lines of invoice 18 are written');
    const more =
      name === 'service_data'
        ? '(invoice_id, spent, amount, transactions_count) VALUES (18, true, 1, 1)'
        : '(invoice_id, spent) VALUES (18, true)';
    expect(await refusal(`INSERT INTO invoice_${name} ${more}`)).toBe('the lines of invoice 18 are written');
  });

  it.each([
    'UPDATE charges SET amount = 21 WHERE id = 7',
    'UPDATE charges SET invoice_id = NULL WHERE id = 7',
    `UPDATE charges SET description = 'something else' WHERE id = 7`,
    'DELETE FROM taxes WHERE id = 8',
    'UPDATE taxes SET value = 5 WHERE id = 8',
    `INSERT INTO taxes (charge_id, reseller_id, name, value) VALUES (7, 1, 'VAT', 4)`,
    'UPDATE corrections SET total = -2 WHERE id = 9',
    'UPDATE corrections SET invoice_id = NULL WHERE id = 9',
    `INSERT INTO corrections (account_id, reseller_id, invoice_id, status, total, approved_at)
     VALUES (74, 1, 19, 'approved', 1, now())`,
  ])('so are charges, taxes and corrections on it: %s', async (sql) => {
    expect(await refusal(sql)).toBe('invoice 19 is approved and final');
  });

  it.each([
    `UPDATE invoices SET pdf_path = '/a.pdf', updated_at = now() WHERE id = 18`,
    `UPDATE invoices SET externally_approved = true WHERE id = 19`,
    `UPDATE charges SET status = 'waiting_for_refund' WHERE id = 7`,
    `UPDATE corrections SET comment = 'agreed by telephone' WHERE id = 9`,
  ])('but what is no part of it goes on living: %s', async (sql) => {
    expect(await refusal(sql)).toBe('nothing');
  });

  it.each(['invoice_events', 'invoice_seals'])('nobody rewrites %s', async (table) => {
    for (const sql of [`UPDATE ${table} SET invoice_id = 1`, `DELETE FROM ${table}`]) {
      expect(await refusal(sql)).toBe(`permission denied for table ${table}`);
      expect(await refusalOf(database.dataSource, sql)).toBe(`${table}_append_only`);
    }
  });

  it('approvals are numbered, sealed and recorded without a right to write numbers, seals or records', async () => {
    expect(await refusal(`UPDATE invoices SET state = 'approved' WHERE id = 119`)).toBe('nothing');
    expect(await refusal('UPDATE invoice_series SET last_number = 7')).toBe(
      'permission denied for table invoice_series',
    );
  });

  it('no trigger can be switched off', async () => {
    expect(await refusal('ALTER TABLE invoices DISABLE TRIGGER USER')).toBe('must be owner of table invoices');
    expect(await refusal('SET session_replication_role = replica')).toMatch('permission denied');
    expect(await refusal('TRUNCATE invoices CASCADE')).toMatch('permission denied');
  });
});

describe('not even the owner', () => {
  it.each(['invoices', 'invoice_events', 'invoice_seals', 'invoice_service_data'])(
    'empties %s in passing',
    async (table) => {
      expect(await refusalOf(database.dataSource, `TRUNCATE ${table} CASCADE`)).toMatch(
        /no_truncate|append_only|written_once/,
      );
    },
  );
});

describe('an invoice', () => {
  it('is approved from pending alone, and never goes back', async () => {
    const refusal = (state: string, id: number) =>
      refusalOf(database.dataSource, `UPDATE invoices SET state = '${state}' WHERE id = ${id}`);
    expect(await refusal('approved', 20)).toBe('invoices_transition');
    expect(await refusal('new', 119)).toBe('invoices_transition');
    expect(await refusal('pending', 18)).toBe('invoices_final');
  });

  it('does not change whom it bills, for what, or what for', async () => {
    expect(await refusalOf(database.dataSource, `UPDATE invoices SET currency = 'EUR' WHERE id = 119`)).toBe(
      'invoices_identity',
    );
    expect(await refusalOf(database.dataSource, `UPDATE invoices SET type = 'manual' WHERE id = 119`)).toBe(
      'invoices_identity',
    );
  });

  it('may be deleted until it is approved, and leaves a trace', async () => {
    await rows(`INSERT INTO invoices (id, account_id, reseller_id, kind, state, type, currency, time_zone, payment_model,
        starts_at, ends_at, from_date, to_date, reference)
      VALUES (21, 74, 1, 'usage', 'new', 'manual', 'EUR', 'UTC', 'prepay',
        '2026-02-02T00:00:00Z', '2026-02-03T00:00:00Z', '2026-02-02', '2026-02-03', 'R21')`);
    await rows('DELETE FROM invoices WHERE id = 21');
    expect(await rows('SELECT event, actor, details FROM invoice_events WHERE invoice_id = 21 ORDER BY id')).toEqual([
      { event: 'created', actor: 'database:postgres', details: null },
      {
        event: 'deleted',
        actor: 'database:postgres',
        details: { state: 'new', reference: 'R21', number: null, total: '0' },
      },
    ]);
  });

  it('has one audit row for each step: who, and when', async () => {
    expect(
      await rows(`SELECT event, actor, created_at::text AS at FROM invoice_events WHERE invoice_id = 18 ORDER BY id`),
    ).toEqual([
      { event: 'created', actor: 'database:postgres', at: expect.any(String) },
      { event: 'filled', actor: 'database:postgres', at: expect.any(String) },
      { event: 'approved', actor: 'admin:139', at: '2026-02-03 04:05:06.789012+00' },
    ]);
  });
});

describe('the header of an invoice that is not new', () => {
  const atCommit = (sql: string) => refusalOf(database.dataSource, `${sql}; SET CONSTRAINTS ALL IMMEDIATE`);

  it.each([
    'UPDATE invoices SET charges_amount = 21, total = 21 WHERE id = 119',
    'UPDATE charges SET amount = 21 WHERE id = 107',
    'UPDATE charges SET invoice_id = NULL WHERE id = 107',
    'DELETE FROM charges WHERE id = 107',
    'UPDATE invoices SET originated_calls_count = 1 WHERE id = 119',
    `UPDATE invoices SET terminated_first_call_at = '2026-01-01T00:00:00Z' WHERE id = 119`,
    `UPDATE invoices SET state = 'pending', services_amount_earned = 1, amount_earned = 1, total = -1 WHERE id = 20`,
  ])('says what its lines sum up to: %s', async (sql) => {
    expect(await atCommit(sql)).toBe('invoices_sums');
  });

  it.each(['destinations', 'networks'])('agrees with its %s', async (level) => {
    const line = (table: string) => `INSERT INTO ${table} (invoice_id, spent, amount) VALUES (20, true, 3)`;
    const header = `UPDATE invoices SET state = 'pending', originated_amount_spent = 3, amount_spent = 3, total = 3 WHERE id = 20`;
    expect(await atCommit(`${line(`invoice_originated_${level}`)}; ${header}`)).toBe('invoices_sums');
    const both = ['destinations', 'networks'].map((each) => line(`invoice_originated_${each}`)).join(';');
    expect(await atCommit(`${both}; ${header}`)).toBeUndefined();
  });

  it('may be changed together with its lines', async () => {
    expect(
      await atCommit(
        'UPDATE charges SET amount = 21 WHERE id = 107; UPDATE invoices SET charges_amount = 21, total = 21 WHERE id = 119',
      ),
    ).toBeUndefined();
  });
});

describe('approved invoices of a reseller', () => {
  it('are numbered without a gap, also when an approval is rolled back', async () => {
    const approve = `UPDATE invoices SET state = 'approved' WHERE id = 119`;
    expect(await refusalOf(database.dataSource, approve)).toBeUndefined();
    await rows(approve);
    expect(await rows('SELECT id, number FROM invoices WHERE number IS NOT NULL ORDER BY id')).toEqual([
      { id: 18, number: 2 },
      { id: 19, number: 3 },
      { id: 119, number: 1 },
    ]);
    expect(await rows('SELECT reseller_id, last_number FROM invoice_series ORDER BY 1')).toEqual([
      { reseller_id: 1, last_number: 3 },
      { reseller_id: 2, last_number: 1 },
    ]);
  });

  it('are sealed one upon the other, line by line', async () => {
    const forger = await createDataSource({ url: database.url, poolSize: 1 }).initialize();
    const forged = async (sql: string) => {
      const runner = forger.createQueryRunner();
      await runner.startTransaction();
      await runner.query('SET LOCAL session_replication_role = replica');
      await runner.query(sql);
      const [result] = (await runner.query(
        `SELECT bool_and(seal = invoices_seal(before, invoice)) AS holds
         FROM (SELECT *, lag(seal) OVER (PARTITION BY reseller_id ORDER BY number) AS before FROM invoice_seals) sealed
         JOIN invoices invoice ON invoice.id = sealed.invoice_id AND sealed.reseller_id = 1`,
      )) as readonly { readonly holds: boolean }[];
      await runner.rollbackTransaction();
      await runner.release();
      return result?.holds;
    };
    expect(await forged('SELECT')).toBe(true);
    expect(await forged(`UPDATE invoice_service_data SET amount = 1.500000001 WHERE invoice_id = 18`)).toBe(false);
    expect(await forged(`UPDATE taxes SET value = 5 WHERE id = 8`)).toBe(false);
    expect(await forged(`UPDATE corrections SET total = -2 WHERE id = 9`)).toBe(false);
    expect(await forged(`UPDATE invoice_originated_destinations SET dst_prefix = '381'`)).toBe(false);
    expect(await forged(`UPDATE invoices SET reference = 'forged' WHERE id = 19`)).toBe(false);
    expect(await forged(`UPDATE invoice_seals SET seal = 'forged' WHERE number = 2 AND reseller_id = 1`)).toBe(false);
    await forger.destroy();
  });
});

describe('an approved invoice that a third-party system has given its number', () => {
  beforeAll(async () => {
    await rows(`UPDATE invoices SET externally_approved = true, reference = 'ERP-19' WHERE id = 19`);
  });

  it('keeps beside it what it was sealed under, and its seal', async () => {
    expect(await rows('SELECT reference, issued_reference FROM invoices WHERE id = 19')).toEqual([
      { reference: 'ERP-19', issued_reference: '' },
    ]);
    expect(
      await rows(`SELECT bool_and(seal = invoices_seal(before, invoice)) AS holds
        FROM (SELECT *, lag(seal) OVER (PARTITION BY reseller_id ORDER BY number) AS before FROM invoice_seals) sealed
        JOIN invoices invoice ON invoice.id = sealed.invoice_id AND sealed.reseller_id = 1`),
    ).toEqual([{ holds: true }]);
  });

  it.each([
    `reference = 'ERP-20'`,
    `issued_reference = 'forged'`,
    `issued_reference = NULL`,
    'total = total + 1, charges_amount = charges_amount + 1',
  ])('does not change again: %s', async (change) => {
    expect(await refusalOf(database.dataSource, `UPDATE invoices SET ${change} WHERE id = 19`)).toBe('invoices_final');
  });

  it('has one line in the audit for it, with the number that it had', async () => {
    expect(
      await rows(`SELECT event, details FROM invoice_events WHERE invoice_id = 19 ORDER BY id DESC LIMIT 1`),
    ).toEqual([
      {
        event: 'externallyApproved',
        details: {
          from: null,
          to: 'ERP-19',
          paymentId: 10,
          dueDate: null,
          externalTotal: null,
          externalCurrencyCode: null,
        },
      },
    ]);
  });
});

describe('the number of a third-party system that is withdrawn', () => {
  it('is not once the invoice is paid', async () => {
    await rows(`UPDATE payments SET status = 'completed' WHERE id = 10`);
    expect(await refusalOf(database.dataSource, `UPDATE invoices SET externally_approved = false WHERE id = 19`)).toBe(
      'invoices_final',
    );
  });
});

describe('numbers of final invoices', () => {
  it.each(['shares_issued_reference', 'shares_external_reference'])('are not let through by %s', async (flag) => {
    expect(await refusalOf(database.dataSource, `UPDATE invoices SET ${flag} = true WHERE id = 19`)).toBe(
      'invoices_no_sharing',
    );
  });
});

describe('an invoice of subscriptions', () => {
  it.each([
    ['whose last day is over can be closed', 27, `now() - interval '1 second'`, undefined],
    ['whose last day is not over stays open', 28, `now() + interval '1 minute'`, 'invoices_closing'],
  ])('%s', async (_, day, endsAt, refusal) => {
    const at = `date_trunc('milliseconds', ${endsAt})`;
    const added = `INSERT INTO invoices (reference, account_id, reseller_id, kind, billing_day, state, type, currency, time_zone, payment_model,
        starts_at, ends_at, from_date, to_date)
      SELECT 'guarded', id, reseller_id, 'commerce', ${day}, 'pending', 'autoFull', currency, 'UTC', 'postpay', ${at} - interval '1 month', ${at},
        ((${at} - interval '1 month') AT TIME ZONE 'UTC')::date, (${at} AT TIME ZONE 'UTC')::date
      FROM accounts ORDER BY id LIMIT 1`;
    await rows(added);
    const closing = `UPDATE invoices SET state = 'approved' WHERE reference = 'guarded' AND state = 'pending'`;
    expect(await refusalOf(database.dataSource, closing)).toBe(refusal);
  });
});

describe('a reference with a place for the number', () => {
  it.each([
    ['INV-$seq', 'INV-42'],
    ['$seq(6)', '000042'],
    ['$seq(1)/$seq(4)-$seq', '42/0042-42'],
    ['plain', 'plain'],
    ['$seq()', '42()'],
  ])('%s becomes %s', async (template, reference) => {
    expect(await rows(`SELECT invoices_with_sequence('${template}', 42) AS reference`)).toEqual([{ reference }]);
  });
});
