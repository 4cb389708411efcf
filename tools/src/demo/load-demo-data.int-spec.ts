import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  chargeStatuses,
  correctionStatuses,
  invoiceKinds,
  invoiceStates,
  invoiceTypes,
  managerRoles,
  paymentModels,
  paymentStatuses,
  resellerIdOf,
  subscriptionStatuses,
} from '@org/invoice-domain';
import { AdminUserEntity, ManagerEntity } from '@org/invoice-domain/entities';
import { tokenHash, Verification, verifyPassword } from '@org/invoice-domain/persistence';
import { FixedClock, instantOf } from '@org/kernel';
import { demoCredentials } from './credentials.js';
import { loadDemoData, type LoadingStep } from './load-demo-data.js';
import { now, today } from './moments.js';
import { createEmptyLedger, type EmptyLedger } from './testing/empty-ledger.js';
import { headerChecks } from './testing/header-checks.js';

const firstInstant = instantOf('1970-01-01T00:00:00Z');

/** The salt of a password is drawn, and so are UUIDs of invoices that billing makes; a load that broke off has used up ids. */
const differs = new Set([
  'admin_users.password_hash',
  'invoices.uuid',
  'invoice_events.id',
  'billing_runs.id',
  'billing_run_accounts.id',
  'billing_run_accounts.billing_run_id',
]);

const contentOf = async ({ dataSource }: EmptyLedger): Promise<Readonly<Record<string, string | undefined>>> => {
  const contents = dataSource.entityMetadatas.map(async ({ tableName, columns }) => {
    const names = columns.map((column) => column.databaseName).filter((name) => !differs.has(`${tableName}.${name}`));
    const rows: readonly { readonly md5: string }[] = await dataSource.query(
      `SELECT count(*) || ' rows, ' || md5(string_agg(dump::text, E'\\n' ORDER BY dump::text)) AS md5
       FROM (SELECT ${names.join(', ')} FROM ${tableName}) AS dump`,
    );
    return [tableName, rows[0]?.md5] as const;
  });
  return Object.fromEntries(await Promise.all(contents));
};

describe('loadDemoData', () => {
  let ledger: EmptyLedger;
  let second: EmptyLedger;
  const steps: LoadingStep[] = [];

  const valuesOf = async (sql: string): Promise<readonly unknown[]> => {
    const rows: readonly Readonly<Record<string, unknown>>[] = await ledger.dataSource.query(sql);
    return rows.flatMap((row) => Object.values(row));
  };

  beforeAll(async () => {
    [ledger, second] = await Promise.all([createEmptyLedger(), createEmptyLedger()]);
    const start = performance.now();
    const outcome = await loadDemoData(ledger.dataSource, { onProgress: (step) => steps.push(step) });
    process.stdout.write(`demo data ${outcome} in ${Math.round(performance.now() - start)} ms\n`);
  }, 60_000);

  afterAll(async () => {
    await ledger.drop();
    await second.drop();
  });

  it('leaves a ledger that is not empty alone', async () => {
    const before = await contentOf(ledger);
    await expect(loadDemoData(ledger.dataSource)).resolves.toBe('not-empty');
    await expect(contentOf(ledger)).resolves.toEqual(before);
  });

  it('reports every group of tables once, in order', () => {
    expect(steps.map(({ done }) => done)).toEqual(steps.map((_, index) => index + 1));
    expect(new Set(steps.map(({ of }) => of))).toEqual(new Set([steps.length]));
    expect(steps[0]?.name).toBe('users and resellers');
  });

  it('leaves nothing behind when it breaks off', async () => {
    const breaksOff = loadDemoData(second.dataSource, {
      onProgress: ({ done }) => {
        if (done === 6) throw new Error('the power went');
      },
    });
    await expect(breaksOff).rejects.toThrow('the power went');
    for (const { tableName } of second.dataSource.entityMetadatas) {
      await expect(second.dataSource.query(`SELECT id FROM ${tableName}`)).resolves.toEqual([]);
    }
  });

  it('loads once when two start at the same time, and gives every ledger the same rows', async () => {
    const outcomes = await Promise.all([loadDemoData(second.dataSource), loadDemoData(second.dataSource)]);
    expect(outcomes.toSorted()).toEqual(['loaded', 'not-empty']);
    await expect(contentOf(second)).resolves.toEqual(await contentOf(ledger));
  }, 60_000);

  it.each(Object.entries(headerChecks))('finds nothing wrong with %s', async (_, query) => {
    await expect(ledger.dataSource.query(query)).resolves.toEqual([]);
  });

  it('has its usage billed as it is, every call and transaction, but for the invoices that were just asked for', async () => {
    const findings = await new Verification(
      ledger.dataSource,
      new FixedClock(now.add({ hours: 1 }).toString()),
    ).findings(firstInstant);
    const newest = await valuesOf(`SELECT id FROM invoices WHERE kind = 'usage' AND state = 'new' ORDER BY id`);
    expect(newest).toHaveLength(3);
    expect(findings.map(({ check, message }) => `${check}: ${message.replace(/ since .*/, '')}`)).toEqual(
      newest.map((id) => `unfinished: invoice ${String(id)} is new`),
    );
  });

  it('has invoices of usage that runs made, or somebody by hand, and that somebody has approved', async () => {
    const sql = `SELECT DISTINCT event || ' ' || type || ' by ' || actor AS what FROM invoice_events event
      JOIN invoices invoice ON invoice.id = invoice_id WHERE kind = 'usage' AND invoice.id <> 18 ORDER BY what`;
    await expect(valuesOf(sql)).resolves.toEqual([
      'approved autoFull by admin:139',
      'approved autoPartial by admin:139',
      'approved manual by admin:139',
      'created autoFull by job:billing-run',
      'created autoPartial by job:billing-run',
      'created manual by admin:139',
      'filled autoFull by job:billing-run',
      'filled autoPartial by job:billing-run',
      'filled manual by job:fill-invoice',
    ]);
  });

  it('has billing runs that invoiced what was used, and parked nothing', async () => {
    const sql = `SELECT run.at FROM billing_runs run, jsonb_to_recordset(sums)
        AS sum ("usageSpent" numeric, "usageEarned" numeric, "invoicedSpent" numeric, "invoicedEarned" numeric)
      WHERE state <> 'finished' OR billed_count < expected_count
        OR ("usageSpent", "usageEarned") IS DISTINCT FROM ("invoicedSpent", "invoicedEarned")`;
    await expect(valuesOf(sql)).resolves.toEqual([]);
    await expect(valuesOf('SELECT count(*) > 100 FROM billing_runs')).resolves.toEqual([true]);
  });

  it.each([
    ['states of invoices', 'SELECT DISTINCT state FROM invoices', invoiceStates],
    ['types of invoices', 'SELECT DISTINCT type FROM invoices', invoiceTypes],
    ['kinds of invoices', 'SELECT DISTINCT kind FROM invoices', invoiceKinds],
    ['payment models', 'SELECT DISTINCT payment_model FROM invoices', paymentModels],
    ['statuses of charges', 'SELECT DISTINCT status FROM charges', chargeStatuses],
    ['statuses of corrections', 'SELECT DISTINCT status FROM corrections', correctionStatuses],
    [
      'statuses of payments on invoices',
      'SELECT DISTINCT status FROM payments JOIN invoice_payments ON payment_id = payments.id',
      paymentStatuses,
    ],
    ['statuses of subscriptions', 'SELECT DISTINCT status FROM subscriptions', subscriptionStatuses],
    ['roles of managers', 'SELECT DISTINCT role FROM managers', managerRoles],
  ] as const)('shows all %s', async (_, sql, all) => {
    expect((await valuesOf(sql)).toSorted()).toEqual([...all].sort());
  });

  it.each([
    ['countries', 30, 60],
    ['networks', 60, 200],
    ['accounts', 40, 50],
    ['resellers', 10, 12],
    ['invoices', 500, 650],
  ])('has %s from %i to %i', async (table, least, most) => {
    const [count] = await valuesOf(`SELECT count(*) FROM ${table}`);
    expect(count).toBeGreaterThanOrEqual(least);
    expect(count).toBeLessThanOrEqual(most);
  });

  it('has three levels of resellers under reseller 1, and one beside them', async () => {
    const sql = `WITH RECURSIVE tree AS (
        SELECT id, id AS root, 1 AS level FROM resellers WHERE parent_id IS NULL
        UNION ALL SELECT child.id, root, level + 1 FROM resellers AS child JOIN tree ON tree.id = child.parent_id)
      SELECT root, max(level), count(*) FROM tree GROUP BY root ORDER BY root`;
    await expect(valuesOf(sql)).resolves.toEqual([1, 3, 9, 10, 2, 2]);
  });

  it.each(['originated', 'terminated'])('has %s calls that cost and calls that earn', async (direction) => {
    const sql = `SELECT DISTINCT spent FROM invoice_${direction}_destinations ORDER BY spent`;
    await expect(valuesOf(sql)).resolves.toEqual([false, true]);
  });

  it('has externally managed invoices to approve, to complete, and one that was cancelled', async () => {
    const sql = (condition: string) =>
      `SELECT count(*) > 0 FROM invoices JOIN invoice_payments ON invoice_id = invoices.id
       JOIN payments ON payments.id = payment_id
       WHERE kind = 'commerce' AND invoices.state = 'approved' AND ${condition}`;
    const found = await Promise.all([
      valuesOf(sql(`NOT externally_approved AND payments.status = 'waiting_for_payment' AND expiration_date IS NULL`)),
      valuesOf(sql(`externally_approved AND payments.status = 'waiting_for_payment' AND expiration_date IS NOT NULL`)),
      valuesOf(sql(`NOT externally_approved AND payments.status = 'cancelled'`)),
    ]);
    expect(found).toEqual([[true], [true], [true]]);
  });

  it('holds nothing later than the day it stands still at', async () => {
    const times = ledger.dataSource.entityMetadatas.flatMap(({ tableName, columns }) =>
      columns
        .filter(({ databaseName }) => ['created_at', 'updated_at', 'closed_at', 'approved_at'].includes(databaseName))
        .map(({ databaseName }) => `SELECT max(${databaseName}) AS last FROM ${tableName}`),
    );
    const sql = `SELECT max(last) < '${today.add({ days: 1 }).toString()}T00:00:00Z' FROM (${times.join(' UNION ALL ')}) AS times`;
    await expect(valuesOf(sql)).resolves.toEqual([true]);
  });

  it('lets the next rows take ids that are free', async () => {
    const [id] = await valuesOf(`INSERT INTO countries (name, iso2) VALUES ('Nowhere', 'ZZ') RETURNING id`);
    await expect(valuesOf('SELECT max(id) FROM countries')).resolves.toEqual([id]);
    await ledger.dataSource.query(`DELETE FROM countries WHERE iso2 = 'ZZ'`);
  });

  it('knows the admin by the published password', async () => {
    const { username, password } = demoCredentials.admin;
    const user = await ledger.dataSource.getRepository(AdminUserEntity).findOneByOrFail({ username });
    await expect(verifyPassword(password, user.passwordHash)).resolves.toBe(true);
  });

  it.each(Object.entries(demoCredentials.managers))(
    'knows the manager %s by the published token',
    async (_, manager) => {
      const { token, active, revoked, role, resellerId } = manager;
      const found = await ledger.dataSource
        .getRepository(ManagerEntity)
        .findOneByOrFail({ tokenHash: tokenHash(token), resellerId: resellerIdOf(resellerId) });
      expect(found).toMatchObject({ active, role });
      expect(found.tokenRevokedAt !== null).toBe(revoked);
    },
  );

  it('publishes the token of the reseller wire as that of the manager of reseller 1', () => {
    expect(demoCredentials.resellerToken).toBe(demoCredentials.managers.rootAdmin.token);
  });
});
