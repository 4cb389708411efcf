import type { BenchDatabase } from './bench-cluster.js';

/** An invoice with more lines than a page holds. */
export const crowdedInvoice = '900000';

export const crowdedLines = 2_000;

/**
 * Rows copied from the demo's: as many columns as a real row has, with values of the usual length. The bench starts no writer,
 * so ids that stand beside the demo's need no sequence.
 */
export const addCrowdedInvoice = async (database: BenchDatabase): Promise<void> => {
  await database.query(
    `INSERT INTO invoices (id, reference, state, type, kind, account_id, reseller_id, currency, time_zone,
       starts_at, ends_at, from_date, to_date, payment_model, number, approved_at)
     SELECT $1::bigint, $1::text, 'approved', 'autoFull', 'usage', account_id, reseller_id, currency, 'UTC',
       '1990-01-01 00:00:00+00', '1990-02-01 00:00:00+00', '1990-01-01', '1990-02-01', payment_model, $1::bigint, '1990-02-01 00:00:00+00'
     FROM invoices WHERE id = 18`,
    [crowdedInvoice],
  );
  await database.query(
    `INSERT INTO invoice_originated_destinations (invoice_id, country_id, network_id, rate, spent, amount, calls_count,
       successful_calls_count, calls_duration, billing_duration, first_call_at, last_call_at, dst_prefix)
     SELECT $1::bigint, country_id, network_id, rate, spent, amount, calls_count,
       successful_calls_count, calls_duration, billing_duration, first_call_at, last_call_at, dst_prefix
     FROM (SELECT * FROM invoice_originated_destinations ORDER BY id LIMIT 100) line, generate_series(1, $2::integer)`,
    [crowdedInvoice, crowdedLines / 100],
  );
  await database.query('ANALYZE');
};
