import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A session that could write audit rows by itself may say when and in whose name, too: the owner's, in tests and when old records are moved in. */
const isTrusted = `has_table_privilege(session_user, 'invoice_events'::regclass, 'INSERT')`;

const declaredActor = `nullif(current_setting('ledger.actor', true), '')`;

/** The bodies are bound when they are made, so that no search path changes them, and PostgreSQL writes them into the statements that call them. */
const declared = `
CREATE FUNCTION ledger_time(declared timestamptz) RETURNS timestamptz LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT CASE WHEN ${isTrusted} THEN coalesce(declared, now()) ELSE now() END;
END;
CREATE OR REPLACE FUNCTION ledger_at() RETURNS timestamptz LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT CASE WHEN ${isTrusted} THEN coalesce(nullif(current_setting('ledger.at', true), '')::timestamptz, now()) ELSE now() END;
END;
CREATE OR REPLACE FUNCTION ledger_actor() RETURNS text LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT CASE WHEN ${isTrusted} OR NOT starts_with(${declaredActor}, 'database:') THEN coalesce(${declaredActor}, 'database:' || session_user)
    ELSE 'database:' || session_user END;
END;
CREATE FUNCTION ledger_session() RETURNS text LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT session_user || coalesce('@' || host(inet_client_addr()), '');
END;
`;

const declaredBefore = `
CREATE OR REPLACE FUNCTION ledger_at() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('ledger.at', true), '')::timestamptz, now())
$$;
CREATE OR REPLACE FUNCTION ledger_actor() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('ledger.actor', true), ''), 'database:' || session_user)
$$;
DROP FUNCTION ledger_time(timestamptz);
DROP FUNCTION ledger_session();
`;

/** Columns that nobody but the owner writes: [table, time, actor]. */
const audited = [
  ['postings', 'recorded_at', 'actor'],
  ['allocations', 'allocated_at', 'actor'],
  ['refunds', 'created_at', 'actor'],
  ['usage_revisions', 'created_at', 'actor'],
  ['billing_runs', 'started_at', 'actor'],
] as const;

const defaults = audited
  .map(
    ([table, time, actor]) => `
ALTER TABLE ${table} ALTER COLUMN ${time} SET DEFAULT ledger_at(), ALTER COLUMN ${actor} SET DEFAULT ledger_actor();`,
  )
  .join('');

const noDefaults = audited
  .map(
    ([table, time, actor]) => `
ALTER TABLE ${table} ALTER COLUMN ${time} DROP DEFAULT, ALTER COLUMN ${actor} DROP DEFAULT;`,
  )
  .join('');

const session = `
ALTER TABLE invoice_events ADD COLUMN recorded_by text;
ALTER TABLE invoice_events ALTER COLUMN recorded_by SET DEFAULT ledger_session();
`;

/** @param time what makes of a time that a row names the one that is recorded */
const records = (time: (named: string) => string): string => `
CREATE OR REPLACE FUNCTION invoices_record() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  invoice invoices := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  what text;
  at timestamptz := ledger_at();
  more jsonb;
BEGIN
  IF TG_OP = 'INSERT' THEN
    what := 'created';
    at := ${time('NEW.created_at')};
    more := CASE WHEN NEW.state <> 'new' THEN jsonb_build_object('state', NEW.state) END;
  ELSIF TG_OP = 'DELETE' THEN
    what := 'deleted';
    more := jsonb_build_object('state', OLD.state, 'reference', OLD.reference, 'number', OLD.number, 'total', OLD.total::text);
  ELSIF NEW.state <> OLD.state THEN
    what := CASE NEW.state WHEN 'pending' THEN 'filled' ELSE 'approved' END;
    at := coalesce(${time(`CASE NEW.state WHEN 'pending' THEN NEW.filled_at ELSE NEW.approved_at END`)}, at);
  ELSE
    what := 'referenceChanged';
    more := jsonb_build_object('from', OLD.reference, 'to', NEW.reference);
  END IF;
  INSERT INTO invoice_events (invoice_id, account_id, reseller_id, event, actor, reason, details, created_at)
  VALUES (invoice.id, invoice.account_id, invoice.reseller_id, what, ledger_actor(),
    nullif(current_setting('ledger.reason', true), ''), more, at);
  RETURN NULL;
END
$$;
CREATE OR REPLACE FUNCTION invoices_record_refill() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO invoice_events (invoice_id, account_id, reseller_id, event, actor, reason, details, created_at)
  VALUES (NEW.id, NEW.account_id, NEW.reseller_id, 'refilled', ledger_actor(), nullif(current_setting('ledger.reason', true), ''),
    jsonb_build_object('from', trim_scale(OLD.total)::text, 'to', trim_scale(NEW.total)::text), ${time('NEW.filled_at')});
  RETURN NULL;
END
$$;
CREATE OR REPLACE FUNCTION accounts_open_journal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE accounts SET balance = 0 WHERE id = NEW.id;
  INSERT INTO postings (account_id, reseller_id, currency, number, kind, amount, balance, cause_type, cause_id, booked_at, recorded_at, actor)
  VALUES (NEW.id, NEW.reseller_id, NEW.currency, 1, 'opening', NEW.balance, NEW.balance, 'account', NEW.id, NEW.created_at,
    ${time('NEW.created_at')}, ledger_actor());
  RETURN NULL;
END
$$;
`;

/** Time and actor of audit rows come from the database: the clock of its transactions and what the transaction says, not what a statement writes. */
export class RecordByTheDatabase1767571200185 implements MigrationInterface {
  readonly name = 'RecordByTheDatabase1767571200185';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query([declared, defaults, session, records((named) => `ledger_time(${named})`)].join(''));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      [
        records((named) => named),
        'ALTER TABLE invoice_events DROP COLUMN recorded_by;',
        noDefaults,
        declaredBefore,
      ].join('\n'),
    );
  }
}
