import type { MigrationInterface, QueryRunner } from 'typeorm';

const decimals = (...columns: readonly string[]): string =>
  columns.map((column) => `${column} > -1e15 AND ${column} < 1e15`).join(' AND ');

/** Not valid: rows that are there already stay, and calls are not read through while nothing may be written. */
const up = `
ALTER TABLE cdrs DROP CONSTRAINT cdrs_duration_check, DROP CONSTRAINT cdrs_price_check, DROP CONSTRAINT cdrs_rate_check;
ALTER TABLE cdrs
  ADD CONSTRAINT cdrs_duration_check CHECK (
    duration BETWEEN 0 AND 315360000 AND customer_duration BETWEEN 0 AND 315360000 AND vendor_duration BETWEEN 0 AND 315360000
  ) NOT VALID,
  ADD CONSTRAINT cdrs_price_check CHECK (
    customer_price >= 0 AND customer_price < 1e15 AND vendor_price >= 0 AND vendor_price < 1e15
  ) NOT VALID,
  ADD CONSTRAINT cdrs_rate_check CHECK (${decimals('destination_next_rate', 'dialpeer_next_rate')}) NOT VALID;
ALTER TABLE transactions DROP CONSTRAINT transactions_amount_check;
ALTER TABLE transactions
  ADD CONSTRAINT transactions_amount_check CHECK (amount <> 0 AND ${decimals('amount')}) NOT VALID;
DO $$ BEGIN
  ALTER TABLE transactions VALIDATE CONSTRAINT transactions_amount_check;
EXCEPTION WHEN check_violation THEN NULL;
END $$;
`;

const down = `
ALTER TABLE transactions DROP CONSTRAINT transactions_amount_check;
ALTER TABLE transactions
  ADD CONSTRAINT transactions_amount_check CHECK (amount <> 0 AND amount > '-Infinity'::numeric AND amount < 'Infinity'::numeric);
ALTER TABLE cdrs DROP CONSTRAINT cdrs_duration_check, DROP CONSTRAINT cdrs_price_check, DROP CONSTRAINT cdrs_rate_check;
ALTER TABLE cdrs
  ADD CONSTRAINT cdrs_duration_check CHECK (duration >= 0 AND customer_duration >= 0 AND vendor_duration >= 0),
  ADD CONSTRAINT cdrs_price_check CHECK (
    customer_price >= 0 AND customer_price < 'Infinity'::numeric
    AND vendor_price >= 0 AND vendor_price < 'Infinity'::numeric
  ),
  ADD CONSTRAINT cdrs_rate_check CHECK (
    destination_next_rate > '-Infinity'::numeric AND destination_next_rate < 'Infinity'::numeric
    AND dialpeer_next_rate > '-Infinity'::numeric AND dialpeer_next_rate < 'Infinity'::numeric
  );
`;

/** Bounds durations, prices, rates and movements of usage, as absurd ones would make every sum fail that they are in. */
export class BoundUsage1767571200050 implements MigrationInterface {
  readonly name = 'BoundUsage1767571200050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
