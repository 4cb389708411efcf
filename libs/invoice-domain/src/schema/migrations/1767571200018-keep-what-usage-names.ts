import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Calls have no foreign keys, which would cost an import more than the import itself: a record is looked up among the calls when it is
 * deleted, which hardly ever happens. An import that knows the record already may not have written its calls yet, so it holds a shared lock.
 */
const up = `
CREATE FUNCTION usage_still_names() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  is_named boolean := false;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('usage_references')) THEN
    RAISE EXCEPTION 'usage is being imported that may name it' USING ERRCODE = 'foreign_key_violation', TABLE = 'imports';
  END IF;
  IF TG_TABLE_NAME = 'accounts' THEN
    IF EXISTS (SELECT FROM transactions usage WHERE account_id = OLD.id AND NOT EXISTS (
      SELECT FROM invoices WHERE account_id = OLD.id AND kind = 'usage' AND state = 'approved'
        AND starts_at <= usage.created_at AND usage.created_at < ends_at)) THEN
      RAISE EXCEPTION 'transactions name it' USING ERRCODE = 'foreign_key_violation', TABLE = 'transactions';
    END IF;
    is_named := EXISTS (SELECT FROM cdrs WHERE customer_account_id = OLD.id) OR EXISTS (SELECT FROM cdrs WHERE vendor_account_id = OLD.id);
  ELSIF TG_TABLE_NAME = 'networks' THEN
    is_named := EXISTS (SELECT FROM cdrs WHERE dst_network_id = OLD.id);
  ELSE
    is_named := EXISTS (SELECT FROM cdrs WHERE dst_country_id = OLD.id);
  END IF;
  IF is_named THEN
    RAISE EXCEPTION 'calls name it' USING ERRCODE = 'foreign_key_violation', TABLE = 'cdrs';
  END IF;
  RETURN OLD;
END
$$;
CREATE TRIGGER usage_still_names BEFORE DELETE ON accounts FOR EACH ROW EXECUTE FUNCTION usage_still_names();
CREATE TRIGGER usage_still_names BEFORE DELETE ON networks FOR EACH ROW EXECUTE FUNCTION usage_still_names();
CREATE TRIGGER usage_still_names BEFORE DELETE ON countries FOR EACH ROW EXECUTE FUNCTION usage_still_names();
`;

const down = `
DROP TRIGGER usage_still_names ON countries;
DROP TRIGGER usage_still_names ON networks;
DROP TRIGGER usage_still_names ON accounts;
DROP FUNCTION usage_still_names();
`;

/** Accounts, networks and countries that calls name stay, and so do accounts with transactions that are on no final invoice. */
export class KeepWhatUsageNames1767571200018 implements MigrationInterface {
  readonly name = 'KeepWhatUsageNames1767571200018';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
