import type { BenchDatabase } from '../bench-cluster.js';
import { month } from './month.js';

export const directions = ['originated', 'terminated'] as const;
export type Direction = (typeof directions)[number];

const sides = {
  originated: {
    account: 'customer_account_id',
    spent: 'NOT coalesce(destination_reverse_billing, false)',
    columns: 'destination_next_rate, destination_prefix',
    price: 'customer_price',
    duration: 'customer_duration',
    filter: 'AND is_last_cdr',
  },
  terminated: {
    account: 'vendor_account_id',
    spent: 'coalesce(dialpeer_reverse_billing, false)',
    columns: 'dialpeer_next_rate, dialpeer_prefix',
    price: 'vendor_price',
    duration: 'vendor_duration',
    filter: '',
  },
} as const satisfies Record<Direction, object>;

/** The groups that lines of an invoice are made of, as one would ask for them by hand. */
export const groups = (direction: Direction): string => {
  const { account, spent, columns, price, duration, filter } = sides[direction];
  return `
SELECT bare_invoices.id AS invoice_id, dst_country_id, dst_network_id, ${spent} AS spent, ${columns}, sum(${price}) AS amount,
  count(*) AS calls_count, count(*) FILTER (WHERE success) AS successful_calls_count, sum(duration)::bigint AS calls_duration,
  sum(${duration})::bigint AS billing_duration, min(time_start) AS first_call_at, max(time_start) AS last_call_at
FROM bare_invoices JOIN cdrs ON ${account} = account_id
WHERE time_start >= '${month.from}' AND time_start < '${month.to}' ${filter}
GROUP BY bare_invoices.id, dst_country_id, dst_network_id, ${spent}, ${columns}`;
};

export const insertGroups = (direction: Direction): string => `
INSERT INTO bare_${direction} (invoice_id, country_id, network_id, spent, rate, dst_prefix, amount, calls_count, successful_calls_count,
  calls_duration, billing_duration, first_call_at, last_call_at)
${groups(direction)}`;

/** Tables as the ledger's, with their indexes and checks, with the foreign keys that one would declare, and with none of its triggers. */
export const createBareTables = async (database: BenchDatabase): Promise<void> => {
  await database.query('CREATE TABLE bare_invoices (id bigint PRIMARY KEY, account_id integer NOT NULL)');
  for (const direction of directions) {
    await database.query(
      `CREATE TABLE bare_${direction} (LIKE invoice_${direction}_destinations INCLUDING ALL,
         FOREIGN KEY (invoice_id) REFERENCES bare_invoices (id),
         FOREIGN KEY (country_id) REFERENCES countries (id),
         FOREIGN KEY (network_id) REFERENCES networks (id))`,
    );
  }
};
