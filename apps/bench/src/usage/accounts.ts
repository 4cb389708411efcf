import type { BenchDatabase } from '../bench-cluster.js';

/** Ids from here on are the bench's: those of the demo and of the million invoices are below. */
const firstId = 5_000_000;

/** As many accounts as are missing to the wished number, modelled on the demo's. */
export const addAccounts = async (database: BenchDatabase, wished: number): Promise<void> => {
  await database.query(
    `INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, min_balance, max_balance, time_zone)
     SELECT $1::integer + n, 'Calling account ' || n, source.contractor_id, source.reseller_id, source.currency,
       source.payment_model, 0, 1000, 'UTC'
     FROM generate_series(1, $2::integer - (SELECT count(*)::integer FROM accounts)) AS n
     CROSS JOIN (SELECT * FROM accounts ORDER BY id LIMIT 1) AS source`,
    [firstId, wished],
  );
};
