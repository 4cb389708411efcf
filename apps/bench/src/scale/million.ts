import type { BenchDatabase } from '../bench-cluster.js';

export const bulkAccounts = 10_000;
export const invoicesPerAccount = 100;

/** Ids from here on are the bulk's: the demo's are all below. */
export const bulkStart = 1_000_000;

/**
 * Accounts modelled on the demo's, each with the invoices of a hundred successive months; the last month is new, the one
 * before it pending, and all the others are approved. Rows have amounts and counts, so they are about as wide as real ones.
 */
export const addMillion = async (database: BenchDatabase): Promise<void> => {
  await database.query(
    `INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, min_balance, max_balance, time_zone)
     SELECT $1::integer + n, 'Bulk account ' || n, source.contractor_id, source.reseller_id, source.currency,
       source.payment_model, 0, 1000, 'UTC'
     FROM generate_series(1, $2::integer) AS n
     JOIN (SELECT *, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS of FROM accounts) AS source
       ON source.place = n % source.of`,
    [bulkStart, bulkAccounts],
  );
  await database.query(
    `INSERT INTO invoices (id, reference, state, type, kind, account_id, reseller_id, currency, time_zone,
       starts_at, ends_at, from_date, to_date, payment_model,
       amount_spent, originated_amount_spent, originated_calls_count, originated_successful_calls_count,
       originated_calls_duration, originated_billing_duration, total, number, approved_at)
     SELECT $1::bigint + month * $2::bigint + n, 'B' || (month * $2::bigint + n),
       CASE WHEN month = $3::integer - 1 THEN 'new' WHEN month = $3::integer - 2 THEN 'pending' ELSE 'approved' END,
       'autoFull', 'usage', account.id, account.reseller_id, account.currency, 'UTC',
       start, start + interval '1 month', start::date, (start + interval '1 month')::date, account.payment_model,
       spent, spent, 4711, 4000, 987654, 990000, spent,
       CASE WHEN month < $3::integer - 2 THEN $1::bigint + month * $2::bigint + n END,
       CASE WHEN month < $3::integer - 2 THEN start + interval '1 month' END
     FROM generate_series(0, $3::integer - 1) AS month
     CROSS JOIN generate_series(1, $2::integer) AS n
     CROSS JOIN LATERAL (SELECT timestamptz '2000-01-01 00:00:00+00' + month * interval '1 month' AS start,
       1000 + n::numeric / 100 AS spent) AS made
     JOIN accounts account ON account.id = $1::integer + n`,
    [bulkStart, bulkAccounts, invoicesPerAccount],
  );
  await database.query('VACUUM (ANALYZE) invoices');
  await database.query('ANALYZE accounts');
};
