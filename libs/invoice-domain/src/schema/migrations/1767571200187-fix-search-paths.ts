import type { MigrationInterface, QueryRunner } from 'typeorm';

const digits = `
  SELECT CASE
    WHEN currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF')
      THEN 0
    WHEN currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 3
    WHEN currency IN ('CLF', 'UYW') THEN 4
    ELSE 2
  END::smallint`;

const importOf = `
  SELECT nullif(current_setting('ledger.import', true), '')::integer`;

/** A function with a setting of its own is never written into the statement that calls it: those of single rows are bound when they are made instead. */
const bound = `
CREATE OR REPLACE FUNCTION currency_digits(currency text) RETURNS smallint LANGUAGE sql IMMUTABLE BEGIN ATOMIC ${digits}; END;
CREATE OR REPLACE FUNCTION import_of_connection() RETURNS integer LANGUAGE sql STABLE BEGIN ATOMIC ${importOf}; END;
`;

const unbound = `
CREATE OR REPLACE FUNCTION currency_digits(currency text) RETURNS smallint LANGUAGE sql IMMUTABLE AS $$ ${digits} $$;
CREATE OR REPLACE FUNCTION import_of_connection() RETURNS integer LANGUAGE sql STABLE AS $$ ${importOf} $$;
`;

/** Names and signatures of the functions that are the ledger's own, and not an extension's. */
const ownFunctions = `
  SELECT p.oid::regprocedure AS signature, p.prosqlbody IS NOT NULL AS is_bound, p.prorettype = 'trigger'::regtype AS is_trigger
  FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'e')`;

/**
 * Nothing that a session makes or sets is found before the ledger's own tables: PostgreSQL's own names come first, temporary ones last. Triggers run as their owner, so that whoever writes a row
 * needs no right to write what follows from it.
 */
const fixed = `
DO $$
DECLARE
  own record;
BEGIN
  FOR own IN ${ownFunctions} LOOP
    IF NOT own.is_bound THEN EXECUTE format('ALTER FUNCTION %s SET search_path = public, pg_temp', own.signature); END IF;
    IF own.is_trigger THEN EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER', own.signature); END IF;
  END LOOP;
END
$$;
`;

/** Whom an operator gave tables to before there was a command for it keeps the functions that his statements call. */
const keptRights = `
DO $$
DECLARE
  own record;
  writer name;
BEGIN
  FOR writer IN SELECT grantee::regrole::name FROM pg_class, aclexplode(relacl)
    WHERE oid = 'invoices'::regclass AND privilege_type = 'INSERT' AND grantee NOT IN (0, relowner)
  LOOP
    FOR own IN ${ownFunctions} LOOP
      IF NOT own.is_trigger AND own.signature::oid NOT IN ('invoices_issue'::regproc, 'invoices_delete_approved'::regproc) THEN
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', own.signature, writer);
      END IF;
    END LOOP;
  END LOOP;
END
$$;
`;

const toNobody = `
DO $$
DECLARE
  own record;
BEGIN
  FOR own IN ${ownFunctions} LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', own.signature);
  END LOOP;
END
$$;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
`;

const toEverybody = `
ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC;
DO $$
DECLARE
  own record;
BEGIN
  FOR own IN ${ownFunctions} LOOP
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO PUBLIC', own.signature);
  END LOOP;
END
$$;
`;

/** Every function of the ledger means the same whoever calls it, and is called by nobody who was not given it. */
export class FixSearchPaths1767571200187 implements MigrationInterface {
  readonly name = 'FixSearchPaths1767571200187';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query([bound, fixed, keptRights, toNobody].join(''));
  }

  /** Search paths and owners' rights of triggers stay: the release before does not notice them. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`${toEverybody}${unbound}`);
  }
}
