import type { MigrationInterface, QueryRunner } from 'typeorm';

const localDate = (instant: string): string => `(${instant} AT TIME ZONE time_zone)::date`;

/** Offsets of zones are up to 26 hours apart. */
const up = `
ALTER TABLE invoices
  ADD COLUMN is_late boolean NOT NULL DEFAULT false,
  DROP CONSTRAINT invoices_from_date_check,
  ADD CONSTRAINT invoices_from_date_check CHECK (from_date = ${localDate('starts_at')}
    OR (kind = 'commerce' AND from_date BETWEEN ${localDate('starts_at')} - 2 AND ${localDate('starts_at')} + 2));
`;

/** Invoices that begin where one of another zone ended keep their days: what is checked again is what comes. */
const down = `
ALTER TABLE invoices
  DROP CONSTRAINT invoices_from_date_check,
  ADD CONSTRAINT invoices_from_date_check CHECK (from_date = ${localDate('starts_at')}) NOT VALID;
DO $$
BEGIN
  ALTER TABLE invoices VALIDATE CONSTRAINT invoices_from_date_check;
EXCEPTION WHEN check_violation THEN NULL;
END
$$;
ALTER TABLE invoices DROP COLUMN is_late;
`;

/** Invoices of subscriptions begin where the one before them ended, in whatever direction the time zone or the billing day moves. */
export class ChainSales1767571200110 implements MigrationInterface {
  readonly name = 'ChainSales1767571200110';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
