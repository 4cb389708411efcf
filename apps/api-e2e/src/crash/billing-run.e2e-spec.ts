import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { copyOf, type EmptyDatabase } from '@org/invoice-domain/testing';
import { createLedger, rowsIn, type Row } from './crash-world.js';
import { runToEnd, type Death } from './program.js';
import { sweep } from './sweep.js';

/** A database with accounts that are due; each case uses a copy. */
let due: EmptyDatabase;

beforeAll(async () => {
  due = await createLedger();
  await rowsIn(
    due,
    `INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, invoice_period_id, next_invoice_at, next_invoice_type)
     SELECT id, 'customer ' || id, 1, 1, 'EUR', 'postpay', 4, '2026-02-01T00:00:00Z', 'autoFull' FROM generate_series(200, 201) AS id`,
  );
  // The calls of 200 name a network that is not there: they are two, since every step more is two processes more.
  await rowsIn(
    due,
    `INSERT INTO cdrs (id, time_start, customer_account_id, vendor_account_id, is_last_cdr, success, duration, customer_duration,
       customer_price, vendor_duration, vendor_price, destination_prefix, destination_next_rate, dst_country_id, dst_network_id)
     VALUES
       (101, '2026-01-10T00:00:00Z', 200, NULL, true, true, 60, 60, 7, NULL, NULL, '380', 0.1, 1, 77),
       (102, '2026-01-01T00:00:00Z', 201, NULL, true, true, 60, 60, 2.500001, NULL, NULL, '380', 0.1, 1, 1),
       (103, '2026-01-10T00:00:00Z', 201, NULL, true, true, 60, 60, 1, NULL, NULL, '380', 0.1, 1, 1),
       (104, '2026-01-31T23:59:59.999999Z', 201, NULL, true, true, 60, 60, 0.1, NULL, NULL, '381', 0.1, 1, 1),
       (105, '2026-01-10T00:00:00Z', NULL, 201, true, true, 60, 60, 4, 60, 0.05, '380', 0.1, 1, 1)`,
  );
});

afterAll(() => due.drop());

interface Settings {
  readonly autoApprove: boolean;
  /** One lane bills both accounts as a batch, which fails, and then each alone; two bill each by itself at once. */
  readonly lanes: 1 | 2;
}

const bill = ({ url }: EmptyDatabase, { autoApprove, lanes }: Settings, death?: Death) =>
  runToEnd({
    program: 'bill',
    arguments: ['--at', '2026-02-01T05:30Z'],
    environment: { DATABASE_URL: url, AUTO_APPROVE_INVOICES: String(autoApprove), BILLING_LANES: String(lanes) },
    death,
  });

const linesOf = (direction: string): string => `
  (SELECT array_agg(concat_ws(' ', dst_prefix, calls_count, trim_scale(amount)) ORDER BY dst_prefix)
   FROM invoice_${direction}_destinations WHERE invoice_id = invoice.id)`;

/** All that a run leaves, account by account, once for each invoice. */
const accountsIn = (database: EmptyDatabase): Promise<readonly Row[]> =>
  rowsIn(
    database,
    `SELECT account.id, next_invoice_at::text AS next, billed.outcome, billed.invoice_id = invoice.id AS "isRecorded",
       concat_ws(' ', invoice.state, invoice.starts_at::date, invoice.ends_at::date, trim_scale(invoice.total)) AS invoice,
       ${linesOf('originated')} AS originated, ${linesOf('terminated')} AS terminated,
       (SELECT array_agg(event ORDER BY id) FROM invoice_events WHERE invoice_id = invoice.id) AS events,
       (SELECT array_agg(name) FROM pgboss.job WHERE data ->> 'invoiceId' = invoice.id::text) AS jobs
     FROM accounts account
       LEFT JOIN billing_run_accounts billed ON billed.account_id = account.id
       LEFT JOIN invoices invoice ON invoice.account_id = account.id
     WHERE account.id >= 200 ORDER BY account.id, invoice.starts_at`,
  );

const runsIn = (database: EmptyDatabase): Promise<readonly Row[]> =>
  rowsIn(
    database,
    `SELECT state, expected_count AS expected, billed_count AS billed, skipped_count AS skipped, parked_count AS parked, sums
     FROM billing_runs WHERE at >= '2026-02-01'`,
  );

const accounts = (jobs: readonly string[] | null): readonly Row[] => [
  {
    id: 200,
    next: '2026-02-01 00:00:00+00',
    outcome: 'parked',
    isRecorded: null,
    invoice: '',
    originated: null,
    terminated: null,
    events: null,
    jobs: null,
  },
  {
    id: 201,
    next: '2026-03-01 00:00:00+00',
    outcome: 'billed',
    isRecorded: true,
    invoice: 'pending 2026-01-01 2026-02-01 3.550001',
    originated: ['380 2 3.500001', '381 1 0.1'],
    terminated: ['1 0.05'],
    events: ['created', 'filled'],
    jobs,
  },
];

const run: Row = {
  state: 'finished',
  expected: 2,
  billed: 1,
  skipped: 0,
  parked: 1,
  sums: [
    { currency: 'EUR', usageSpent: '3.600001', usageEarned: '0.05', invoicedSpent: '3.600001', invoicedEarned: '0.05' },
  ],
};

/** Ending of a run that has parked an account. */
const endedByItself = { wasKilled: false, code: 1 };

/** Kills the run at one place of a ledger of its own, and starts it again. @returns whether it lived to be killed there */
const diesAndIsRepeated = async (death: Death, settings: Settings): Promise<boolean> => {
  const database = await copyOf(due);
  try {
    const { wasKilled } = await bill(database, settings, death);
    expect(await bill(database, settings)).toMatchObject(endedByItself);
    expect(await accountsIn(database)).toEqual(accounts(settings.autoApprove ? ['approve-invoice'] : null));
    expect(await runsIn(database)).toEqual([run]);
    return wasKilled;
  } finally {
    await database.drop();
  }
};

describe.each([1, 2] as const)('a billing run of %s lanes that is killed and started again', (lanes) => {
  it('before any of its statements bills each account once, asks once for each approval, and ends', async () => {
    const settings = { autoApprove: true, lanes };
    const places = { least: 40, tries: 2 };
    const deaths = await sweep(places, (place) => diesAndIsRepeated({ beforeStatement: place }, settings));
    expect(deaths).toBeGreaterThanOrEqual(places.tries);
  }, 300_000);

  it('after any COMMIT, unanswered, bills each account once and ends', async () => {
    const settings = { autoApprove: false, lanes };
    const places = { least: 5, tries: 1 };
    const deaths = await sweep(places, (place) => diesAndIsRepeated({ withCommit: place }, settings));
    expect(deaths).toBeGreaterThanOrEqual(places.tries);
  });
});
