/** Calls to be made up: always the same for the same numbers. */
export interface CdrSpan {
  /** The first id. */
  readonly first: number;
  readonly count: number;
  /** Between which the calls begin, evenly and in the order of their ids, give or take half a minute. */
  readonly from: string;
  readonly to: string;
  /** How many of the ledger's accounts make calls. */
  readonly accounts: number;
}

/** A whole number below the limit, made from the id: independent of others with another salt. */
const below = (limit: string, salt: number): string => `(hashint8extended(n, ${salt}) & 1073741823) % ${limit}`;

/** Between 0 and 1, and mostly small: few accounts make most of the calls, and few destinations get them. */
const skewed = (salt: number): string => `power((hashint8extended(n, ${salt}) & 1048575)::float8 / 1048576, 2.5)`;

const destinations = 2_000;

/**
 * A query for rows of `cdrs`, in the order of its columns: three calls in five succeed, one attempt in seven is not the last of its
 * call, one call in fifty is billed the other way round. Prices are what the rates say, to six digits.
 */
export const cdrRows = ({ first, count, from, to, accounts }: CdrSpan): string => `
WITH account AS (
  SELECT array_agg(id ORDER BY id) AS ids FROM (SELECT id FROM accounts ORDER BY id LIMIT ${accounts}) AS chosen
), country AS (
  SELECT array_agg(id ORDER BY id) AS ids FROM countries
), network AS (
  SELECT array_agg(id ORDER BY id) AS ids FROM networks
), drawn AS (
  SELECT n,
    timestamptz '${from}' + (n - ${first}) * ((timestamptz '${to}' - timestamptz '${from}') / ${count})
      + (${below('30000000', 1)}) * interval '1 microsecond' AS time_start,
    1 + floor(${skewed(2)} * cardinality(account.ids))::integer AS customer,
    1 + (${below('cardinality(account.ids)', 3)})::integer AS vendor,
    floor(${skewed(4)} * ${destinations})::integer AS destination,
    (${below('100', 5)}) < 60 AS success,
    1 + floor(${skewed(6)} * 3600)::integer AS seconds,
    (${below('50', 7)}) = 0 AS reverse
  FROM account, generate_series(${first}::bigint, ${first + count - 1}::bigint) AS n
), rated AS (
  SELECT drawn.*, (380 + destination)::text || (destination * 7 % 100)::text AS prefix,
    round(0.004 + (destination * 37 % 997) / 10000.0, 6) AS rate,
    CASE WHEN success THEN seconds ELSE 0 END AS duration,
    CASE WHEN success THEN ((seconds + 5) / 6) * 6 END AS billed
  FROM drawn
)
SELECT n AS id, time_start, account.ids[customer] AS customer_account_id, account.ids[vendor] AS vendor_account_id,
  (hashint8extended(n, 8) & 7) <> 0 OR success AS is_last_cdr, success, duration,
  billed AS customer_duration, seconds_of_vendor AS vendor_duration,
  round(coalesce(billed, 0) * rate * 1.2 / 60, 6) AS customer_price,
  round(coalesce(seconds_of_vendor, 0) * rate * 0.8 / 60, 6) AS vendor_price,
  prefix AS destination_prefix, rate AS destination_next_rate, reverse AS destination_reverse_billing,
  left(prefix, 3) AS dialpeer_prefix, round(rate * 0.8, 6) AS dialpeer_next_rate, reverse AS dialpeer_reverse_billing,
  country.ids[1 + destination % cardinality(country.ids)] AS dst_country_id,
  network.ids[1 + destination % cardinality(network.ids)] AS dst_network_id
FROM account, country, network, rated
CROSS JOIN LATERAL (SELECT CASE WHEN success THEN seconds END AS seconds_of_vendor) AS vendor_side
ORDER BY n`;

/** Calls made in the server: many times as fast as importing them. Their partitions must be there. */
export const insertCdrs = (span: CdrSpan): string => `INSERT INTO cdrs ${cdrRows(span)}`;

/** @param file of the server's machine; made by the server, for its superuser */
export const exportCdrs = (span: CdrSpan, file: string): string =>
  `COPY (${cdrRows(span)}) TO '${file.replaceAll("'", "''")}' (FORMAT csv, HEADER)`;
