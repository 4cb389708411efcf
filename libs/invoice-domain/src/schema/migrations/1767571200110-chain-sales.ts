import type { MigrationInterface, QueryRunner } from 'typeorm';

const localDate = (instant: string): string => `(${instant} AT TIME ZONE time_zone)::date`;

/** Series that are there began with their first invoice. Offsets of zones are up to 26 hours apart. */
const up = `
CREATE TABLE sales_chains (
  account_id integer NOT NULL,
  billing_day smallint NOT NULL,
  payment_model text NOT NULL,
  began_on date NOT NULL,
  CONSTRAINT sales_chains_pkey PRIMARY KEY (account_id, billing_day, payment_model),
  CONSTRAINT sales_chains_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE,
  CONSTRAINT sales_chains_billing_day_check CHECK (billing_day BETWEEN 1 AND 31),
  CONSTRAINT sales_chains_payment_model_check CHECK (payment_model IN ('prepay', 'postpay'))
);
INSERT INTO sales_chains (account_id, billing_day, payment_model, began_on)
SELECT account_id, billing_day, payment_model, min(from_date) FROM invoices WHERE kind = 'commerce'
GROUP BY account_id, billing_day, payment_model;

ALTER TABLE invoices
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
DROP TABLE sales_chains;
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
