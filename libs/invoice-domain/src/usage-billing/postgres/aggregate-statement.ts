import { withinPeriod, type Periods } from './billed-table.js';
import { directions, type Direction } from './directions.js';

/**
 * Settings for aggregating, and back. The planner expects as many groups as calls, and would sort the calls for them, millions that do not
 * fit into memory; of the groups, which have to be sorted for their lines, there are a tenth as many.
 */
export const addUpBeforeSorting = 'SET LOCAL enable_sort = off';
export const sortAsBefore = 'SET LOCAL enable_sort TO DEFAULT';

/** Lines come to their indexes by country and network in runs. What is cheap to compare comes first. */
const order = 'invoice_id, country_id, network_id';

/**
 * Groups of calls, in the order of their lines: nothing that is made of them sorts all of them again.
 *
 * $1, $2: the first start and the last end of the periods. Durations fit into integers, as the table says, and a sum of those costs a third of one
 * of bigints, which is a numeric.
 */
const groupsOf = (
  { name, account, calls, prefix, rate, earns, price, billed }: Direction,
  periods: Periods,
): string => `
${name}_groups AS MATERIALIZED (
  SELECT billed.id AS invoice_id, cdr.dst_country_id AS country_id, cdr.dst_network_id AS network_id, cdr.${rate} AS rate,
    NOT ${earns} AS spent, sum(cdr.${price}) AS amount, count(*) AS calls_count,
    count(*) FILTER (WHERE cdr.success) AS successful_calls_count, sum(cdr.duration::integer) AS calls_duration,
    sum(cdr.${billed}::integer) AS billing_duration, min(cdr.time_start) AS first_call_at, max(cdr.time_start) AS last_call_at,
    cdr.${prefix} AS dst_prefix, max(cdr.id) AS last_cdr_id
  FROM billed JOIN cdrs cdr ON cdr.${account} = billed.account_id${withinPeriod[periods]}
  WHERE cdr.time_start >= $1::timestamptz AND cdr.time_start < $2::timestamptz ${calls}
  GROUP BY billed.id, cdr.dst_country_id, cdr.dst_network_id, cdr.${rate}, NOT ${earns}, cdr.${prefix}
),
${name} AS MATERIALIZED (
  SELECT * FROM ${name}_groups ORDER BY ${order}, dst_prefix, rate, spent
)`;

const keys = 'invoice_id, country_id, network_id, rate, spent';
const sums = `amount, calls_count, successful_calls_count, calls_duration, billing_duration, first_call_at, last_call_at`;

const linesOf = ({ name }: Direction): string => `
${name}_lines AS (
  INSERT INTO invoice_${name}_destinations (${keys}, ${sums}, dst_prefix)
  SELECT ${keys}, ${sums}, dst_prefix FROM ${name} ORDER BY ${order}, dst_prefix, rate, spent
),
${name}_networks AS (
  INSERT INTO invoice_${name}_networks (${keys}, ${sums})
  SELECT ${keys}, sum(amount), sum(calls_count)::bigint, sum(successful_calls_count)::bigint, sum(calls_duration)::bigint,
    sum(billing_duration)::bigint, min(first_call_at), max(last_call_at)
  FROM ${name} GROUP BY ${keys} ORDER BY ${order}, rate, spent
),
${name}_sums AS (
  SELECT invoice_id, sum(amount) FILTER (WHERE spent) AS spent, sum(amount) FILTER (WHERE NOT spent) AS earned,
    sum(calls_count)::bigint AS calls_count, sum(successful_calls_count)::bigint AS successful_calls_count,
    sum(calls_duration)::bigint AS calls_duration, sum(billing_duration)::bigint AS billing_duration,
    min(first_call_at) AS first_call_at, max(last_call_at) AS last_call_at, max(last_cdr_id) AS last_cdr_id
  FROM ${name} GROUP BY invoice_id
)`;

const assignmentsOf = ({ name }: Direction): string => `
  ${name}_amount_spent = coalesce(${name}.spent, 0),
  ${name}_amount_earned = coalesce(${name}.earned, 0),
  ${name}_calls_count = coalesce(${name}.calls_count, 0),
  ${name}_successful_calls_count = coalesce(${name}.successful_calls_count, 0),
  ${name}_calls_duration = coalesce(${name}.calls_duration, 0),
  ${name}_billing_duration = coalesce(${name}.billing_duration, 0),
  ${name}_first_call_at = ${name}.first_call_at,
  ${name}_last_call_at = ${name}.last_call_at,
  last_${name}_cdr_id = ${name}.last_cdr_id,`;

const total = (kind: 'spent' | 'earned'): string =>
  ['originated', 'terminated', 'services'].map((part) => `coalesce(${part}.${kind}, 0)`).join(' + ');

/**
 * Aggregates the usage of the invoices without lines in the table `billed` and writes their lines and sums: one statement, and so one view of the
 * calls, whatever arrives meanwhile; one pass over them, however many accounts are billed. Nulls are equal to each other when calls are
 * grouped, nothing is rounded, and groups without money are kept.
 */
const aggregateStatement = (periods: Periods): string => `
WITH ${directions.map((direction) => groupsOf(direction, periods)).join(',')},
services AS MATERIALIZED (
  SELECT billed.id AS invoice_id, movement.service_id, movement.amount > 0 AS spent, sum(abs(movement.amount)) AS amount,
    count(*) AS transactions_count, max(movement.id) AS last_transaction_id
  FROM billed JOIN transactions movement ON movement.account_id = billed.account_id
    AND movement.created_at >= billed.starts_at AND movement.created_at < billed.ends_at
  GROUP BY billed.id, movement.service_id, movement.amount > 0
),
${directions.map(linesOf).join(',')},
services_lines AS (
  INSERT INTO invoice_service_data (invoice_id, service_id, amount, transactions_count, spent)
  SELECT invoice_id, service_id, amount, transactions_count, spent FROM services ORDER BY invoice_id, spent, service_id
),
services_sums AS (
  SELECT invoice_id, sum(amount) FILTER (WHERE spent) AS spent, sum(amount) FILTER (WHERE NOT spent) AS earned,
    sum(transactions_count)::bigint AS transactions_count, max(last_transaction_id) AS last_transaction_id
  FROM services GROUP BY invoice_id
)
UPDATE invoices SET${directions.map(assignmentsOf).join('')}
  services_amount_spent = coalesce(services.spent, 0),
  services_amount_earned = coalesce(services.earned, 0),
  service_transactions_count = coalesce(services.transactions_count, 0),
  last_transaction_id = services.last_transaction_id,
  filled_at = ledger_at(),
  updated_at = ledger_at(),
  amount_spent = ${total('spent')},
  amount_earned = ${total('earned')},
  total = ${total('spent')} - (${total('earned')}) + charges_amount + corrections_amount
FROM billed
  LEFT JOIN originated_sums originated ON originated.invoice_id = billed.id
  LEFT JOIN terminated_sums terminated ON terminated.invoice_id = billed.id
  LEFT JOIN services_sums services ON services.invoice_id = billed.id
WHERE invoices.id = billed.id`;

export const aggregateStatements: Readonly<Record<Periods, string>> = {
  one: aggregateStatement('one'),
  several: aggregateStatement('several'),
};
