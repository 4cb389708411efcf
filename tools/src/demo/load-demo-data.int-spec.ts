import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AdminUserEntity, ApiTokenEntity } from '@org/invoice-domain/entities';
import { tokenHash, verifyPassword } from '@org/invoice-domain/persistence';
import { localDateOf } from '@org/kernel';
import { demoCredentials } from './credentials.js';
import { loadDemoData, type LoadedWorld, type LoadingStep } from './load-demo-data.js';
import { createEmptyLedger, type EmptyLedger } from './testing/empty-ledger.js';

const today = localDateOf('2026-11-29');

/** The database draws UUIDs of invoices that billing makes, and the order in which it numbers a statement's events, and dates the trail. */
const drawn = new Set(['invoices.uuid', 'invoice_events.id', 'security_events.id', 'security_events.at']);

const contentOf = async ({ dataSource }: EmptyLedger): Promise<Readonly<Record<string, string | undefined>>> => {
  const contents = dataSource.entityMetadatas.map(async ({ tableName, columns }) => {
    const names = columns.map((column) => column.databaseName).filter((name) => !drawn.has(`${tableName}.${name}`));
    const rows: readonly { readonly md5: string }[] = await dataSource.query(
      `SELECT count(*) || ' rows, ' || md5(string_agg(dump::text, E'\\n' ORDER BY dump::text)) AS md5
       FROM (SELECT ${names.join(', ')} FROM ${tableName}) AS dump`,
    );
    return [tableName, rows[0]?.md5] as const;
  });
  const calls: readonly { readonly md5: string }[] = await dataSource.query(
    `SELECT count(*) || ' rows, ' || md5(string_agg(cdrs::text, E'\\n' ORDER BY id)) AS md5 FROM cdrs`,
  );
  return { ...Object.fromEntries(await Promise.all(contents)), cdrs: calls[0]?.md5 };
};

/** Tables that fill only when somebody works with the demo. */
const emptyTables = [
  'external_invoices',
  'failed_jobs',
  'invoice_replacements',
  'parked_sales',
  'payment_receipts',
  'refunds',
  'usage_revisions',
];

describe('loadDemoData', () => {
  let ledger: EmptyLedger;
  let second: EmptyLedger;
  let loaded: LoadedWorld | undefined;
  const steps: LoadingStep[] = [];

  const tablesWithoutRows = async ({ dataSource }: EmptyLedger): Promise<readonly string[]> => {
    const names = dataSource.entityMetadatas.map(({ tableName }) => tableName).sort();
    const rows = await Promise.all(
      names.map((name) => dataSource.query<readonly unknown[]>(`SELECT id FROM ${name} LIMIT 1`)),
    );
    return names.filter((_, index) => rows[index]?.length === 0);
  };

  const isEmpty = async (of: EmptyLedger): Promise<boolean> =>
    (await tablesWithoutRows(of)).length === of.dataSource.entityMetadatas.length;

  beforeAll(async () => {
    [ledger, second] = await Promise.all([createEmptyLedger(), createEmptyLedger()]);
    const [start, processor] = [performance.now(), process.cpuUsage()];
    loaded = await loadDemoData(ledger.dataSource, { today, onProgress: (step) => steps.push(step) });
    const { user, system } = process.cpuUsage(processor);
    const [wall, own] = [Math.round(performance.now() - start), Math.round((user + system) / 1_000)];
    process.stdout.write(`demo data in ${wall} ms, of which ${own} ms of this processor's\n`);
  }, 120_000);

  afterAll(async () => {
    await ledger.drop();
    await second.drop();
  });

  it('says how much there is', async () => {
    const count = async (table: string) => {
      const rows: readonly { readonly count: number }[] = await ledger.dataSource.query(
        `SELECT count(*)::integer FROM ${table}`,
      );
      return rows[0]?.count;
    };
    expect(loaded).toEqual({
      accounts: await count('accounts'),
      calls: await count('cdrs'),
      transactions: await count('transactions'),
      invoices: await count('invoices'),
    });
  });

  it('fills every table but those that fill when somebody works with it', async () => {
    expect(await tablesWithoutRows(ledger)).toEqual(emptyTables);
  });

  it('leaves a ledger that is not empty alone', async () => {
    const before = await contentOf(ledger);
    await expect(loadDemoData(ledger.dataSource, { today })).resolves.toBeUndefined();
    await expect(contentOf(ledger)).resolves.toEqual(before);
  });

  it('reports every group of tables once, in order', () => {
    expect(steps.map(({ done }) => done)).toEqual(steps.map((_, index) => index + 1));
    expect(new Set(steps.map(({ of }) => of))).toEqual(new Set([steps.length]));
    expect(steps[0]?.name).toBe('users and resellers');
  });

  it('leaves nothing behind when it breaks off', async () => {
    const breaksOff = loadDemoData(second.dataSource, {
      today,
      onProgress: ({ done }) => {
        if (done === 6) throw new Error('the power went');
      },
    });
    await expect(breaksOff).rejects.toThrow('the power went');
    await expect(isEmpty(second)).resolves.toBe(true);
  });

  it.each(['charges and corrections', 'calls'])(
    'ends within a second of being aborted after %s, with its reason, and leaves nothing behind',
    async (last) => {
      const leaving = new AbortController();
      let abortedAt = 0;
      const aborted = loadDemoData(second.dataSource, {
        today,
        signal: leaving.signal,
        onProgress: ({ name }) => {
          if (name !== last) return;
          // In the midst of what follows.
          setTimeout(() => {
            abortedAt = performance.now();
            leaving.abort(new Error('Ctrl-C'));
          }, 50);
        },
      });
      await expect(aborted).rejects.toThrow('Ctrl-C');
      expect(performance.now() - abortedAt).toBeLessThan(1_000);
      await expect(isEmpty(second)).resolves.toBe(true);
    },
  );

  it('does not begin when it was aborted before', async () => {
    await expect(
      loadDemoData(second.dataSource, { today, signal: AbortSignal.abort(new Error('too late')) }),
    ).rejects.toThrow('too late');
    await expect(isEmpty(second)).resolves.toBe(true);
  });

  it('loads once when two start at the same time, and gives every ledger the same rows for the same day', async () => {
    const outcomes = await Promise.all([
      loadDemoData(second.dataSource, { today }),
      loadDemoData(second.dataSource, { today }),
    ]);
    expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(1);
    expect(outcomes).toContainEqual(loaded);
    await expect(contentOf(second)).resolves.toEqual(await contentOf(ledger));
  }, 60_000);

  it('refuses a day on which the documented invoices would not be there yet', () => {
    expect(() => loadDemoData(second.dataSource, { today: localDateOf('2026-01-09') })).toThrow(
      'the demo world cannot end on 2026-01-09: 2026-01-10 is the first day it can',
    );
  });

  it('lets the next rows take ids that are free', async () => {
    const query = (sql: string): Promise<unknown> => ledger.dataSource.query(sql);
    const next = await query('SELECT max(id) + 1 AS id FROM countries');
    const added = await query(`INSERT INTO countries (name, iso2) VALUES ('Nowhere', 'ZZ') RETURNING id`);
    expect(added).toEqual(next);
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
        .getRepository(ApiTokenEntity)
        .findOneOrFail({ where: { tokenHash: tokenHash(token) }, relations: { manager: true } });
      expect(found.manager).toMatchObject({ active, role, resellerId });
      expect(found.revokedAt !== null).toBe(revoked);
    },
  );

  it('publishes the token of the reseller wire as that of the manager of reseller 1', () => {
    expect(demoCredentials.resellerToken).toBe(demoCredentials.managers.rootAdmin.token);
  });
});
