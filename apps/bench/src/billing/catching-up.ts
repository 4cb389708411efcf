import type { BenchDatabase } from '../bench-cluster.js';
import type { Progress } from '../progress.js';
import { emptyInvoices } from './empty-invoices.js';
import type { BenchLedger } from './ledger.js';
import { accounts, firstAccount, month } from './month.js';
import { secondsOf, versus, type Versus } from './versus.js';

export const periods = 320;
export const callsEach = 1_000;
const destinations = 100;
const prefixesOfNetwork = 16;
const account = firstAccount + accounts;
const firstCall = 1_000_000_000;

/** A thousand calls a day to a hundred destinations, of which few get most, in seven networks; the account ends one in three of them itself. */
const calls = `
INSERT INTO cdrs (id, time_start, customer_account_id, vendor_account_id, is_last_cdr, success, duration, customer_duration,
  vendor_duration, customer_price, vendor_price, destination_prefix, destination_next_rate, dialpeer_prefix, dialpeer_next_rate,
  dst_country_id, dst_network_id)
SELECT ${firstCall} + n, timestamptz '${month.to}' - (n + 0.5) / ${callsEach} * interval '1 day', ${account}, CASE WHEN n % 3 = 0 THEN ${account} END, true,
  n % 5 < 3, seconds, seconds, seconds, round(seconds * 0.0002, 6), round(seconds * 0.0001, 6), (38000 + destination)::text, 0.012,
  (38000 + destination)::text, 0.006, country.ids[1 + network % cardinality(country.ids)], network.ids[1 + network % cardinality(network.ids)]
FROM generate_series(0, ${callsEach * periods - 1}) AS n
CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids FROM countries) AS country
CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids FROM networks) AS network
CROSS JOIN LATERAL (SELECT floor(power((hashint8extended(n, 11) & 1048575)::float8 / 1048576, 3) * ${destinations})::integer AS destination,
  CASE WHEN n % 5 < 3 THEN 1 + n % 1800 ELSE 0 END AS seconds) AS drawn
CROSS JOIN LATERAL (SELECT destination / ${prefixesOfNetwork} AS network) AS placed`;

const since = `timestamptz '${month.to}' - ${periods} * interval '1 day'`;

/** Behind by as many days as there are periods, or by one period of the same length. */
const behind = {
  many: `UPDATE accounts SET invoice_period_id = 1, next_invoice_at = ${since} + interval '1 day', next_invoice_type = 'autoFull' WHERE id = $1`,
  one: `UPDATE accounts SET invoice_period_id = 4, next_invoice_at = '${month.to}', next_invoice_type = 'autoFull' WHERE id = $1`,
} as const;

const addCalls = async (database: BenchDatabase): Promise<void> => {
  await database.query(
    `INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, time_zone)
     SELECT $1::integer, 'Account that is behind', contractor_id, reseller_id, currency, payment_model, 'UTC' FROM accounts ORDER BY id LIMIT 1`,
    [account],
  );
  await database.query(`SELECT cdrs_create_partitions(${since}, $1)`, [month.from]);
  await database.query(calls);
  await database.query('VACUUM (ANALYZE) cdrs');
};

/** A run that catches up with one account, day by day, against one that bills the same calls as one period. */
export const measureCatchingUp = async (
  database: BenchDatabase,
  { clock, runs }: BenchLedger,
  turns: number,
  progress: Progress,
): Promise<Versus> => {
  await addCalls(database);
  const totals: string[] = [];
  const bill = async (what: keyof typeof behind, expected: number): Promise<number> => {
    await emptyInvoices(database);
    await database.query(
      'UPDATE accounts SET next_invoice_at = NULL, next_invoice_type = NULL WHERE next_invoice_at IS NOT NULL',
    );
    await database.query(`INSERT INTO billing_chains VALUES ($1, ${since} - interval '1 day', ${since})`, [account]);
    await database.query(behind[what], [account]);
    const seconds = await secondsOf(async () => {
      const { invoicesCount } = await runs.execute({ at: clock.now(), audit: { actor: 'bench' } });
      if (invoicesCount !== expected) throw new Error(`${invoicesCount} of ${expected} periods were billed`);
    });
    const [sum] = await database.query(
      'SELECT sum(total)::text AS total, sum(originated_calls_count)::text AS calls FROM invoices',
    );
    totals.push(JSON.stringify(sum));
    return seconds;
  };
  const found = await versus(
    { ours: () => bill('many', periods), bare: () => bill('one', 1) },
    turns,
    progress,
    'a year caught up',
  );
  if (new Set(totals).size !== 1) throw new Error(`the same calls amount to ${totals.join(' and ')}`);
  return found;
};
