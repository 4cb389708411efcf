import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is skipped is open and not due: usage that arrives late makes it due, as in every open period. */
const skip = `
ALTER TABLE accounts ADD COLUMN empty_invoices boolean NOT NULL DEFAULT 'true';

CREATE FUNCTION billing_chains_skip(accounts integer[], starts timestamptz[], ends timestamptz[]) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM billing_chains_extend(accounts, starts, ends);
  INSERT INTO open_periods (account_id, starts_at, ends_at, cause, is_due, opened_at)
  SELECT account_id, starts_at, ends_at, 'skipped', false, ledger_at()
  FROM unnest(accounts, starts, ends) AS period (account_id, starts_at, ends_at);
END
$$;
`;

const wireTime = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Without a join, so that its rows can be locked and written to, as those of accounts. */
const settings = `
CREATE VIEW billing_settings AS
SELECT account.id, account.empty_invoices,
  (SELECT billed_from FROM billing_chains WHERE account_id = account.id) AS billed_from,
  (SELECT billed_until FROM billing_chains WHERE account_id = account.id) AS billed_until,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('startsAt', ${wireTime('starts_at')}, 'endsAt', ${wireTime('ends_at')},
     'cause', cause, 'isDue', is_due) ORDER BY starts_at), '[]')
   FROM open_periods WHERE open_periods.account_id = account.id) AS open_periods
FROM accounts account;
`;

const down = `
DROP VIEW billing_settings;
DROP FUNCTION billing_chains_skip(integer[], timestamptz[], timestamptz[]);
ALTER TABLE accounts DROP COLUMN empty_invoices;
`;

/** Accounts may choose to get no invoice for a period in which nothing was used. */
export class SpareEmptyInvoices1767571200032 implements MigrationInterface {
  readonly name = 'SpareEmptyInvoices1767571200032';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(skip);
    await runner.query(settings);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
