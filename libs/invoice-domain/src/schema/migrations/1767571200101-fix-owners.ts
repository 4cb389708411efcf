import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Name of the first table with records of the accounts, which keep their reseller and currency; null without any. */
const uses = `
CREATE FUNCTION accounts_first_use(ids integer[]) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  one text;
  found boolean;
BEGIN
  FOREACH one IN ARRAY ARRAY['postings', 'invoices', 'payments', 'charges', 'corrections', 'subscriptions', 'external_invoices', 'services', 'transactions'] LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE account_id = ANY ($1))', one) INTO found USING ids;
    IF found THEN
      RETURN one;
    END IF;
  END LOOP;
  IF EXISTS (SELECT FROM cdrs WHERE customer_account_id = ANY (ids)) OR EXISTS (SELECT FROM cdrs WHERE vendor_account_id = ANY (ids)) THEN
    RETURN 'calls';
  END IF;
  RETURN NULL;
END
$$;`;

/**
 * Beyond the keys of what refers to an account with its reseller, which refuse first. What is under way for it is waited for: the update
 * holds the row by its key, and the trigger looks afterwards.
 */
const owners = `
CREATE FUNCTION accounts_keep_owner() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  first_use text := accounts_first_use(ARRAY[NEW.id]);
BEGIN
  IF first_use IS NOT NULL THEN
    RAISE EXCEPTION 'account % has %', NEW.id, first_use
      USING ERRCODE = 'object_not_in_prerequisite_state', TABLE = first_use,
        CONSTRAINT = CASE WHEN NEW.reseller_id <> OLD.reseller_id THEN 'accounts_keep_reseller' ELSE 'accounts_keep_currency' END;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER accounts_keep_owner AFTER UPDATE OF reseller_id, currency ON accounts FOR EACH ROW
  WHEN (OLD.reseller_id <> NEW.reseller_id OR OLD.currency <> NEW.currency) EXECUTE FUNCTION accounts_keep_owner();

CREATE FUNCTION resellers_keep_currency() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  first_use text := accounts_first_use(ARRAY(SELECT id FROM accounts WHERE reseller_id = NEW.id));
BEGIN
  IF first_use IS NOT NULL THEN
    RAISE EXCEPTION 'accounts of reseller % have %', NEW.id, first_use
      USING ERRCODE = 'object_not_in_prerequisite_state', TABLE = first_use, CONSTRAINT = 'resellers_keep_currency';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER resellers_keep_currency AFTER UPDATE OF currency ON resellers FOR EACH ROW
  WHEN (OLD.currency <> NEW.currency) EXECUTE FUNCTION resellers_keep_currency();`;

/** Names that are there twice stay; no others come to be. Those who add names beside each other take turns. */
const names = `
CREATE FUNCTION resellers_name_beside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('resellers_tree'));
  IF EXISTS (SELECT FROM resellers WHERE name = NEW.name AND parent_id IS NOT DISTINCT FROM NEW.parent_id AND id <> NEW.id) THEN
    RAISE EXCEPTION 'another reseller beside % is called %', NEW.id, NEW.name
      USING ERRCODE = 'unique_violation', TABLE = 'resellers', CONSTRAINT = 'resellers_name_taken';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER resellers_name_added AFTER INSERT ON resellers FOR EACH ROW EXECUTE FUNCTION resellers_name_beside();
CREATE TRIGGER resellers_name_changed AFTER UPDATE OF name, parent_id ON resellers FOR EACH ROW
  WHEN (OLD.name <> NEW.name OR OLD.parent_id IS DISTINCT FROM NEW.parent_id) EXECUTE FUNCTION resellers_name_beside();

CREATE FUNCTION managers_name_beside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM resellers WHERE id = NEW.reseller_id FOR NO KEY UPDATE;
  IF EXISTS (SELECT FROM managers WHERE name = NEW.name AND reseller_id = NEW.reseller_id AND id <> NEW.id) THEN
    RAISE EXCEPTION 'another manager of reseller % is called %', NEW.reseller_id, NEW.name
      USING ERRCODE = 'unique_violation', TABLE = 'managers', CONSTRAINT = 'managers_name_taken';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER managers_name_added AFTER INSERT ON managers FOR EACH ROW EXECUTE FUNCTION managers_name_beside();
CREATE TRIGGER managers_name_changed AFTER UPDATE OF name, reseller_id ON managers FOR EACH ROW
  WHEN (OLD.name <> NEW.name OR OLD.reseller_id <> NEW.reseller_id) EXECUTE FUNCTION managers_name_beside();`;

const down = `
DROP TRIGGER managers_name_changed ON managers;
DROP TRIGGER managers_name_added ON managers;
DROP FUNCTION managers_name_beside();
DROP TRIGGER resellers_name_changed ON resellers;
DROP TRIGGER resellers_name_added ON resellers;
DROP FUNCTION resellers_name_beside();
DROP TRIGGER resellers_keep_currency ON resellers;
DROP FUNCTION resellers_keep_currency();
DROP TRIGGER accounts_keep_owner ON accounts;
DROP FUNCTION accounts_keep_owner();
DROP FUNCTION accounts_first_use(integer[]);
`;

/** An account in use keeps its reseller and its currency, a reseller its currency; names beside each other differ. */
export class FixOwners1767571200101 implements MigrationInterface {
  readonly name = 'FixOwners1767571200101';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query([uses, owners, names].join('\n'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
