import type { BenchDatabase } from '../bench-cluster.js';
import type { Progress } from '../progress.js';
import { emptyInvoices } from './empty-invoices.js';

export const accounts = 400;
/** Ids from here on are the month's accounts; the first of them makes an eighth of the calls. */
export const firstAccount = 2_000_000;
export const month = {
  from: '2026-01-01T00:00:00Z',
  to: '2026-02-01T00:00:00Z',
  dueAt: '2026-02-01T05:30:00Z',
} as const;

const destinations = 2_000;
const chunk = 500_000;

const hash = (salt: number): string => `(hashint8extended(n, ${salt}) & 1048575)`;

/** Mostly small: few accounts make most of the calls, and few destinations get them. */
const skewed = (limit: number, salt: number): string =>
  `floor(power(${hash(salt)}::float8 / 1048576, 3) * ${limit})::integer`;

/**
 * Three calls in five succeed, one attempt in seven is not the last of its call, one call in fifty is billed the other way round. A network
 * has some sixteen prefixes and two rates; amounts have six digits.
 */
const calls = `
INSERT INTO cdrs (id, time_start, customer_account_id, vendor_account_id, is_last_cdr, success, duration, customer_duration,
  vendor_duration, customer_price, vendor_price, destination_prefix, destination_next_rate, destination_reverse_billing,
  dialpeer_prefix, dialpeer_next_rate, dialpeer_reverse_billing, dst_country_id, dst_network_id)
SELECT n, timestamptz '${month.from}' + (n / ($3::float8 + 1)) * (timestamptz '${month.to}' - timestamptz '${month.from}'),
  ${firstAccount} + ${skewed(accounts, 1)}, ${firstAccount} + ${hash(2)} % ${accounts}, success OR ${hash(3)} % 7 > 0, success, seconds,
  seconds, seconds, round(seconds * rate * 1.2 / 60, 6), round(seconds * rate * 0.8 / 60, 6), (38000 + destination)::text, rate,
  ${hash(4)} % 50 = 0, (38000 + destination)::text, rate * 0.8, ${hash(5)} % 50 = 0,
  country.ids[1 + network % cardinality(country.ids)], network.ids[1 + network]
FROM generate_series($1::bigint, $2::bigint) AS n
CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids FROM countries) AS country
CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids FROM networks) AS network
CROSS JOIN LATERAL (SELECT ${hash(6)} % 5 < 3 AS success, ${skewed(destinations, 7)} AS destination) AS drawn
CROSS JOIN LATERAL (SELECT CASE WHEN success THEN 1 + ${hash(8)} % 1800 ELSE 0 END AS seconds,
  destination % cardinality(network.ids) AS network) AS placed
CROSS JOIN LATERAL (SELECT round(0.004 + (network * 37 % 97 + destination / 1000) / 1000.0, 6) AS rate) AS rated`;

/** Nothing is due but what is added here: accounts with the calls of one month, which are billed by the calendar. */
export const addMonth = async (database: BenchDatabase, count: number, progress: Progress): Promise<void> => {
  await emptyInvoices(database);
  await database.query('UPDATE accounts SET next_invoice_at = NULL, next_invoice_type = NULL');
  await database.query(
    `INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, time_zone, invoice_period_id)
     SELECT $1::integer + n, 'Billed account ' || n, source.contractor_id, source.reseller_id, source.currency, source.payment_model, 'UTC', 4
     FROM generate_series(0, $2::integer - 1) AS n, (SELECT * FROM accounts ORDER BY id LIMIT 1) AS source`,
    [firstAccount, accounts],
  );
  await database.query('SELECT cdrs_create_partitions($1, $1)', [month.from]);
  for (let first = 1; first <= count; first += chunk) {
    const last = Math.min(count, first + chunk - 1);
    await database.query(calls, [first, last, count]);
    progress.passed(
      ((last - first + 1) * loadingMicroseconds) / 1_000_000,
      `${last.toLocaleString('en')} calls loaded`,
    );
  }
  await database.query('VACUUM (ANALYZE) cdrs');
  await database.query('ANALYZE accounts');
};

/** Of one call, more or less. */
export const loadingMicroseconds = 20;
