import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock, instantOf } from '@org/kernel';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { type TestDatabase } from '../../testing/test-database.js';
import { Verification } from './verification.js';

const always = instantOf('2000-01-01T00:00:00Z');

let database: TestDatabase;
let verification: Verification;

/** A sound ledger: invoice 18, of an account without calls, is the first of its series and 119 that of another. */
beforeEach(async () => {
  database = await createSampleLedger();
  await database.dataSource.query('DELETE FROM parked_sales');
  await forge('DELETE FROM credit_note_lines; DELETE FROM credit_notes; DELETE FROM credit_note_seals');
  await rows(`
    ALTER TABLE invoice_seals DISABLE TRIGGER USER;
    DELETE FROM invoice_seals; DELETE FROM invoice_series; DELETE FROM failed_jobs; DELETE FROM cdrs; DELETE FROM invoices WHERE id = 18;
    ALTER TABLE invoice_seals ENABLE TRIGGER USER;
    UPDATE invoices SET state = 'approved' WHERE id = 19;
    UPDATE invoices SET state = 'approved' WHERE id = 119;
    INSERT INTO invoices (id, account_id, reseller_id, kind, state, type, currency, time_zone, payment_model,
      starts_at, ends_at, from_date, to_date, filled_at)
    VALUES (18, 74, 1, 'usage', 'approved', 'manual', 'EUR', 'UTC', 'prepay',
      '2026-02-01T00:00:00Z', '2026-02-02T00:00:00Z', '2026-02-01', '2026-02-02', '2026-02-03T00:00:00Z');
    SELECT cdrs_create_partitions('2026-02-01', '2026-02-28');
    SET session_replication_role = replica; DELETE FROM allocations; RESET session_replication_role`);
  verification = new Verification(database.dataSource, new FixedClock('2026-03-01T00:00:00Z'));
});

afterEach(() => database.drop());

const rows = (sql: string): Promise<unknown> => database.dataSource.query(sql);

/** Changes rows with triggers switched off. */
const forge = (sql: string): Promise<unknown> =>
  rows(`SET session_replication_role = replica; ${sql}; RESET session_replication_role`);

const messages = async (check: string, since = always): Promise<readonly string[]> =>
  (await verification.findings(since)).filter((finding) => finding.check === check).map(({ message }) => message);

describe('the verification of a ledger', () => {
  it('finds nothing in a sound one', async () => {
    expect(await verification.findings(always)).toEqual([]);
  });

  it('finds an invoice that was changed behind its seal', async () => {
    await forge(`UPDATE invoices SET reference = 'forged' WHERE id = 19`);
    expect(await messages('seals')).toEqual(['invoice 19 is not what was sealed as number 1 of reseller 1']);
  });

  it('finds every seal that follows a forged one', async () => {
    await forge(
      `UPDATE invoice_seals SET seal = invoices_seal('another', invoices) FROM invoices WHERE invoices.id = invoice_id AND invoice_seals.number = 1 AND invoice_seals.reseller_id = 1`,
    );
    expect(await messages('seals')).toEqual([
      'invoice 19 is not what was sealed as number 1 of reseller 1',
      'invoice 18 is not what was sealed as number 2 of reseller 1',
    ]);
  });

  it('finds an approved invoice that is gone, and who deleted it', async () => {
    await rows(`BEGIN; SET LOCAL ledger.actor = 'admin:7'; SET LOCAL ledger.at = '2026-02-20T00:00:00Z';
      SELECT invoices_delete_approved(18); COMMIT`);
    expect(await messages('numbers')).toEqual([
      'invoice 18, number 2 of reseller 1, was deleted by admin:7 at 2026-02-20 00:00:00+00',
    ]);
  });

  it('finds one that was removed without a trace, with its seal', async () => {
    await forge(`DELETE FROM invoices WHERE id = 19; DELETE FROM invoice_seals WHERE invoice_id = 19`);
    expect(await messages('numbers')).toEqual(['reseller 1: between number 0 and number 2 is a gap']);
    await forge(`DELETE FROM invoices WHERE id = 18; DELETE FROM invoice_seals WHERE invoice_id = 18`);
    expect(await messages('seals')).toEqual(['reseller 1: the series says that its last seal is another']);
  });

  it('finds sums that are wrong', async () => {
    await forge(`UPDATE charges SET amount = 21 WHERE id = 107`);
    expect(await messages('sums')).toEqual(['invoice 119 does not say what its charges sum up to']);
  });

  it('finds calls and transactions that came after the aggregation, with their amounts', async () => {
    await rows(`INSERT INTO cdrs (id, time_start, customer_account_id, vendor_account_id, is_last_cdr, duration, customer_price, vendor_price)
      VALUES (2, '2026-02-01T12:00:00Z', 74, 74, true, 60, 1.25, 0.5), (3, '2026-02-02T00:00:00Z', 74, NULL, true, 60, 9, NULL);
      INSERT INTO transactions (account_id, amount, created_at) VALUES (74, -2.5, '2026-02-01T13:00:00Z')`);
    const invoice = 'invoice 18 (account 74, 2026-02-01 00:00:00+00 to 2026-02-02 00:00:00+00)';
    expect(await messages('late usage')).toEqual([
      `${invoice}: originated is no longer what it was filled with: count +1, spent +1.25, earned 0`,
      `${invoice}: services is no longer what it was filled with: count +1, spent 0, earned +2.5`,
      `${invoice}: terminated is no longer what it was filled with: count +1, spent 0, earned +0.5`,
    ]);
    expect(await messages('late usage', instantOf('2026-02-04T00:00:00Z'))).toEqual([]);
  });

  it('finds usage between two invoices of an account that is on neither', async () => {
    const addInvoice = (day: number) =>
      rows(`
      INSERT INTO invoices (account_id, reseller_id, kind, state, type, currency, time_zone, payment_model,
        starts_at, ends_at, from_date, to_date)
      VALUES (74, 1, 'usage', 'pending', 'manual', 'EUR', 'UTC', 'prepay',
        '2026-02-0${day}T00:00:00Z', '2026-02-0${day + 1}T00:00:00Z', '2026-02-0${day}', '2026-02-0${day + 1}')`);
    await addInvoice(4);
    expect(await messages('unbilled usage')).toEqual([]);
    await rows(`INSERT INTO cdrs (id, time_start, customer_account_id, is_last_cdr, duration)
      VALUES (5, '2026-02-02T00:00:00Z', 74, true, 1), (6, '2026-02-03T23:59:59Z', 74, true, 1), (7, '2026-02-03T12:00:00Z', 74, false, 1),
        (8, '2026-02-20T00:00:00Z', 74, true, 1);
      INSERT INTO transactions (account_id, amount, created_at) VALUES (74, 1, '2026-02-03T00:00:00Z')`);
    expect(await messages('unbilled usage')).toEqual([
      'account 74: 3 calls and transactions from 2026-02-02 00:00:00+00 to 2026-02-03 23:59:59+00 are on no invoice: 1 spent, 0 earned',
      'account 74: 1 calls and transactions from 2026-02-20 00:00:00+00 to 2026-02-20 00:00:00+00 are on no invoice: 0 spent, 0 earned',
    ]);
    expect((await verification.findings(always)).map(({ severity }) => severity)).toEqual(['error', 'warning']);
  });

  it('finds usage before the first invoice, and what an account on a schedule should have been billed for', async () => {
    await rows(`SELECT cdrs_create_partitions('2025-09-01', '2025-09-30');
      INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, invoice_period_id, next_invoice_at, next_invoice_type)
      VALUES (300, 'behind', 1, 1, 'EUR', 'postpay', 4, '2026-02-01', 'autoFull'), (301, 'on time', 1, 1, 'EUR', 'postpay', 4, '2026-03-01', 'autoFull');
      INSERT INTO cdrs (id, time_start, customer_account_id, is_last_cdr, duration, customer_price)
      VALUES (5, '2025-09-10T10:00:00Z', 74, true, 1, 1.5), (6, '2026-01-10T10:00:00Z', 300, true, 1, 2), (7, '2026-02-10T10:00:00Z', 301, true, 1, 2)`);
    expect(await messages('unbilled usage')).toEqual([
      'account 74: 1 calls and transactions from 2025-09-10 10:00:00+00 to 2025-09-10 10:00:00+00 are on no invoice: 1.5 spent, 0 earned',
      'account 300: 1 calls and transactions from 2026-01-10 10:00:00+00 to 2026-01-10 10:00:00+00 are on no invoice: 2 spent, 0 earned',
    ]);
  });

  it('lets the period of an invoice that was deleted today wait for its run, when the account is on a schedule', async () => {
    await rows(`
      INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, invoice_period_id, next_invoice_at, next_invoice_type)
      VALUES (300, 'deleted', 1, 1, 'EUR', 'postpay', 1, '2026-03-01', 'autoFull');
      INSERT INTO invoices (id, account_id, reseller_id, kind, state, type, currency, time_zone, payment_model, starts_at, ends_at, from_date, to_date)
      SELECT 300 + n, 300, 1, 'usage', 'pending', 'autoFull', 'EUR', 'UTC', 'postpay', day, day + interval '1 day', day::date, day::date + 1
      FROM generate_series(0, 2) AS n, LATERAL (SELECT timestamptz '2026-02-25T00:00:00Z' + n * interval '1 day' AS day) days;
      INSERT INTO cdrs (id, time_start, customer_account_id, is_last_cdr, duration, customer_price) VALUES (5, '2026-02-26T10:00:00Z', 300, true, 1, 2);
      BEGIN; SET LOCAL ledger.at = '2026-02-28T12:00:00Z'; DELETE FROM invoices WHERE id = 301; COMMIT`);
    expect(await messages('unbilled usage')).toEqual([]);
    await rows(`UPDATE open_periods SET opened_at = '2026-02-27T12:00:00Z'`);
    expect(await messages('unbilled usage')).toHaveLength(1);
  });

  it('tells no more of late usage once a correction was offered for it, whatever was decided', async () => {
    await rows(`INSERT INTO cdrs (id, time_start, customer_account_id, is_last_cdr, duration, customer_price)
      VALUES (2, '2026-02-01T12:00:00Z', 74, true, 60, 1.25)`);
    expect(await messages('late usage')).toHaveLength(1);
    await rows(`INSERT INTO corrections (account_id, reseller_id, status, total, comment, period_from, period_to, include_in_invoice, late_invoice_id)
      VALUES (74, 1, 'approval_required', 1.25, 'late', '2026-02-01', '2026-02-01', true, 18)`);
    expect(await messages('late usage')).toEqual([]);
  });

  it('warns of late usage that costs nothing, and of calls that look wrong', async () => {
    await rows(`INSERT INTO cdrs (id, time_start, customer_account_id, is_last_cdr, success, duration, customer_duration, customer_price)
      VALUES (2, '2026-02-01T12:00:00Z', 74, true, false, 0, NULL, NULL), (3, '2026-02-01T13:00:00Z', 74, true, true, 600, NULL, NULL),
        (4, '2026-02-01T14:00:00Z', 74, true, true, 600, 60, 0), (5, '2026-02-01T15:00:00Z', NULL, true, true, 600, 60, 5),
        (6, '2026-02-28T00:00:00Z', 74, true, true, 1, 1, 1)`);
    const clock = new FixedClock('2026-02-27T00:00:00Z');
    const findings = await new Verification(database.dataSource, clock).findings(always);
    expect(findings.map(({ severity, check, message }) => `${severity} ${check}: ${message}`)).toEqual([
      'warning late usage: invoice 18 (account 74, 2026-02-01 00:00:00+00 to 2026-02-02 00:00:00+00): originated is no longer what it was filled with: count +3, spent 0, earned 0',
      'warning doubtful usage: 1 calls from 2026-02-01 15:00:00+00 to 2026-02-01 15:00:00+00 name no account: 5',
      'warning doubtful usage: 1 calls from 2026-02-01 13:00:00+00 to 2026-02-01 13:00:00+00 succeeded and lasted, and have no price: 0',
      'warning doubtful usage: 1 calls from 2026-02-01 14:00:00+00 to 2026-02-01 14:00:00+00 cost nothing though they were billed by the second: 0',
      'warning doubtful usage: 1 calls from 2026-02-28 00:00:00+00 to 2026-02-28 00:00:00+00 begin in the future: 1',
    ]);
  });

  it('counts the same doubts on the way when so many accounts are read that a month is read as a whole', async () => {
    await rows(`
      INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model)
      SELECT 1000 + n, 'account ' || n, 1, 1, 'EUR', 'postpay' FROM generate_series(0, 59) AS n;
      INSERT INTO cdrs (id, time_start, customer_account_id, vendor_account_id, is_last_cdr, success, duration, customer_duration, customer_price, vendor_price)
      SELECT n, timestamptz '2026-02-03T00:00:00Z' + n * interval '1 hour', CASE n % 7 WHEN 0 THEN NULL WHEN 1 THEN 77000000 ELSE 1000 + n % 60 END,
        CASE n % 5 WHEN 0 THEN NULL ELSE 1000 + n % 31 END, n % 3 > 0, n % 4 > 0, n % 11, nullif(n % 5, 2), nullif((n + 1) % 7, 3), n
      FROM generate_series(1, 500) AS n`);
    const counted = async (which: string, price: string): Promise<string> => {
      const found = (await rows(`
        SELECT format('%s calls from %s to %s', count(*), min(time_start), max(time_start)) AS calls, coalesce(trim_scale(sum(${price})), 0) AS sum
        FROM cdrs WHERE ${which}`)) as readonly { readonly calls: string; readonly sum: string }[];
      return `${found[0]?.calls}: ${found[0]?.sum}`;
    };
    const billed = 'customer_account_id IS NOT NULL AND is_last_cdr AND success';
    const expected = [
      await counted('num_nonnulls(customer_account_id, vendor_account_id) = 0', 'customer_price'),
      await counted(`${billed} AND duration > 0 AND num_nonnulls(customer_duration, customer_price) = 0`, '0'),
      await counted(`${billed} AND customer_duration > 0 AND (customer_price IS NULL OR customer_price = 0)`, '0'),
      await counted('customer_account_id = 77000000', 'customer_price'),
    ];
    const told = (await messages('doubtful usage')).map((message) => message.replace(/ [a-z][a-z ,]*: /, ': '));
    expect(told).toEqual(expected);
    // One account is read by its index, and the month for its doubts alone.
    await rows(`DELETE FROM cdrs WHERE customer_account_id IS DISTINCT FROM 1002`);
    expect(await messages('doubtful usage')).not.toEqual([]);
  });

  it('finds a chain that is not what the invoices say, and usage under an invoice that was removed without a trace', async () => {
    await rows(`INSERT INTO cdrs (id, time_start, customer_account_id, is_last_cdr, duration, customer_price) VALUES (5, '2026-02-03T10:00:00Z', 74, true, 1, 3);
      INSERT INTO invoices (id, account_id, reseller_id, kind, state, type, currency, time_zone, payment_model, starts_at, ends_at, from_date, to_date)
      VALUES (400, 74, 1, 'usage', 'pending', 'manual', 'EUR', 'UTC', 'prepay', '2026-02-02', '2026-02-04', '2026-02-02', '2026-02-04'),
        (401, 74, 1, 'usage', 'pending', 'manual', 'EUR', 'UTC', 'prepay', '2026-02-04', '2026-02-05', '2026-02-04', '2026-02-05')`);
    await forge('DELETE FROM invoices WHERE id = 400');
    expect(await messages('unbilled usage')).toHaveLength(1);
    await forge('DELETE FROM invoices WHERE id = 401');
    expect(await messages('chains')).toHaveLength(1);
  });

  it('finds an open period that is missing between two invoices, and one that an invoice covers', async () => {
    await rows(`
      INSERT INTO invoices (id, account_id, reseller_id, kind, state, type, currency, time_zone, payment_model, starts_at, ends_at, from_date, to_date)
      VALUES (400, 74, 1, 'usage', 'pending', 'manual', 'EUR', 'UTC', 'prepay', '2026-02-04', '2026-02-05', '2026-02-04', '2026-02-05')`);
    await forge(`DELETE FROM open_periods WHERE account_id = 74 AND starts_at >= '2026-02-01'`);
    expect(await messages('chains')).toEqual([
      'account 74: from 2026-02-02 00:00:00+00 to 2026-02-04 00:00:00+00 is on no invoice and in no open period',
    ]);
    await forge(`INSERT INTO open_periods (account_id, starts_at, ends_at, cause, is_due, opened_at)
      VALUES (74, '2026-02-02', '2026-02-04 12:00', 'skipped', false, now())`);
    expect(await messages('chains')).toEqual([
      'account 74: from 2026-02-04 00:00:00+00 to 2026-02-04 12:00:00+00 is on an invoice or in an open period twice',
    ]);
  });

  it('lets periods that were opened today wait for their run, before the first invoice and side by side', async () => {
    const day = (of: number): string => `2026-02-${of}`;
    const invoice = (id: number, of: number): string =>
      `(${id}, 300, 1, 'usage', 'pending', 'autoFull', 'EUR', 'UTC', 'postpay', '${day(of)}', '${day(of + 1)}', '${day(of)}', '${day(of + 1)}')`;
    await rows(`
      INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, invoice_period_id, next_invoice_at, next_invoice_type)
      VALUES (300, 'deleted', 1, 1, 'EUR', 'postpay', 1, '2026-03-01', 'autoFull');
      INSERT INTO invoices (id, account_id, reseller_id, kind, state, type, currency, time_zone, payment_model, starts_at, ends_at, from_date, to_date)
      VALUES ${[invoice(300, 20), invoice(301, 21), invoice(302, 22), invoice(303, 23)].join(', ')};
      INSERT INTO cdrs (id, time_start, customer_account_id, is_last_cdr, duration, customer_price)
      SELECT id, time, 300, true, 1, 2 FROM (VALUES (5, timestamptz '2026-02-10T10:00:00Z'), (6, '2026-02-21T10:00:00Z'), (7, '2026-02-22T10:00:00Z')) AS call (id, time);
      BEGIN; SET LOCAL ledger.at = '2026-02-28T12:00:00Z'; DELETE FROM invoices WHERE id = 301; DELETE FROM invoices WHERE id = 302;
      SELECT usage_came_late('{300}', '{2026-02-10T10:00:00Z}'); COMMIT`);
    expect(await messages('unbilled usage')).toEqual([]);
    await rows(`UPDATE open_periods SET opened_at = '2026-02-27T12:00:00Z'`);
    expect(await messages('unbilled usage')).toHaveLength(2);
  });

  it('finds work that was left lying', async () => {
    await rows(`
      INSERT INTO invoices (id, account_id, reseller_id, kind, state, type, currency, time_zone, payment_model,
        starts_at, ends_at, from_date, to_date, created_at)
      VALUES (21, 74, 1, 'usage', 'new', 'manual', 'EUR', 'UTC', 'prepay',
        '2026-02-03T00:00:00Z', '2026-02-04T00:00:00Z', '2026-02-03', '2026-02-04', '2026-02-28T23:49:00Z');
      INSERT INTO billing_run_accounts (billing_run_id, account_id, outcome, cause) VALUES (1, 74, 'parked', 'its calls are wrong');
      INSERT INTO failed_jobs (job_id, job, data, cause, failed_at)
      VALUES ('9b0a5b2e-6a3c-4c0f-8f39-0d9d5f0b9a01', 'fill-invoice', '{"invoiceId": 21}', 'the disk was full', now())`);
    expect(await messages('unfinished')).toEqual([
      'invoice 21 is new since 2026-02-28 23:49:00+00',
      'account 74 is parked by the billing run of 2026-01-02 05:30:00+00: its calls are wrong',
      'the job fill-invoice {"invoiceId": 21} failed for good: the disk was full',
    ]);
  });

  it('finds no parked account that an earlier run has billed since', async () => {
    await rows(`
      INSERT INTO billing_runs (id, at, state, actor, started_at)
      VALUES (2, '2026-02-04T05:30:00Z', 'running', 'job:billing-run', '2026-02-04T05:30:00Z');
      INSERT INTO billing_run_accounts (billing_run_id, account_id, outcome, cause) VALUES (2, 74, 'parked', 'its calls are wrong');
      INSERT INTO invoices (id, account_id, reseller_id, kind, state, type, currency, time_zone, payment_model,
        starts_at, ends_at, from_date, to_date, filled_at, created_at)
      VALUES (21, 74, 1, 'usage', 'pending', 'autoFull', 'EUR', 'UTC', 'prepay',
        '2026-02-02T00:00:00Z', '2026-02-03T00:00:00Z', '2026-02-02', '2026-02-03', '2026-02-04T05:29:00Z', '2026-02-04T05:29:00Z');
      INSERT INTO billing_run_accounts (billing_run_id, account_id, outcome, invoice_id) VALUES (1, 74, 'billed', 21)`);
    expect(await messages('unfinished')).toEqual([
      'account 74 is parked by the billing run of 2026-02-04 05:30:00+00: its calls are wrong',
    ]);

    // Had the earlier run been retried a minute after that one and not before it:
    await rows(`UPDATE billing_runs SET started_at = '2026-02-04T05:28:00Z' WHERE id = 2`);
    expect(await messages('unfinished')).toEqual([]);
  });
});
