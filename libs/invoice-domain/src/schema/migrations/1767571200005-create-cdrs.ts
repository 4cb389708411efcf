import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
CREATE TABLE cdrs (
  id bigint NOT NULL,
  time_start timestamptz NOT NULL,
  customer_account_id integer,
  vendor_account_id integer,
  is_last_cdr boolean NOT NULL,
  success boolean,
  duration bigint NOT NULL,
  customer_duration bigint,
  vendor_duration bigint,
  customer_price numeric,
  vendor_price numeric,
  destination_prefix text,
  destination_next_rate numeric,
  destination_reverse_billing boolean,
  dialpeer_prefix text,
  dialpeer_next_rate numeric,
  dialpeer_reverse_billing boolean,
  dst_country_id integer,
  dst_network_id integer,
  CONSTRAINT cdrs_pkey PRIMARY KEY (id, time_start),
  CONSTRAINT cdrs_duration_check CHECK (duration >= 0 AND customer_duration >= 0 AND vendor_duration >= 0),
  CONSTRAINT cdrs_price_check CHECK (
    customer_price >= 0 AND customer_price < 'Infinity'::numeric
    AND vendor_price >= 0 AND vendor_price < 'Infinity'::numeric
  ),
  CONSTRAINT cdrs_rate_check CHECK (
    destination_next_rate > '-Infinity'::numeric AND destination_next_rate < 'Infinity'::numeric
    AND dialpeer_next_rate > '-Infinity'::numeric AND dialpeer_next_rate < 'Infinity'::numeric
  )
) PARTITION BY RANGE (time_start);
CREATE INDEX cdrs_customer_account_id_time_start_idx ON cdrs (customer_account_id, time_start);
CREATE INDEX cdrs_vendor_account_id_time_start_idx ON cdrs (vendor_account_id, time_start);

-- For the owner's rights: whoever brings calls need not own the table. The lock lets two that bring the same month take turns.
CREATE FUNCTION cdrs_create_partitions(first_month timestamptz, last_month timestamptz) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET TimeZone = 'UTC' AS $$
DECLARE
  month timestamptz := date_trunc('month', first_month);
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('cdrs_partitions'));
  WHILE month <= last_month LOOP
    EXECUTE format(
      'CREATE TABLE IF NOT EXISTS %I PARTITION OF cdrs FOR VALUES FROM (%L) TO (%L)',
      'cdrs_' || to_char(month, 'YYYY_MM'), month, month + interval '1 month'
    );
    month := month + interval '1 month';
  END LOOP;
END
$$;
`;

const down = `
DROP FUNCTION cdrs_create_partitions(timestamptz, timestamptz);
DROP TABLE cdrs;
`;

/** Calls, a partition for each month of UTC: a month that nobody needs any more is detached, not deleted row by row. */
export class CreateCdrs1767571200005 implements MigrationInterface {
  readonly name = 'CreateCdrs1767571200005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
