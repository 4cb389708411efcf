import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Written by nobody but the ledger itself: the application's role needs no right to write chains. */
const asOwner = 'SECURITY DEFINER SET search_path = public, pg_temp';

const tables = `
CREATE TABLE stale_invoices (
  invoice_id bigint NOT NULL,
  since timestamptz NOT NULL,
  CONSTRAINT stale_invoices_pkey PRIMARY KEY (invoice_id),
  CONSTRAINT stale_invoices_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoices (id) ON DELETE CASCADE
);
`;

/**
 * Both take usage as pairs of an account and a time. The invoices are locked in the order of their ids, so that none of them is approved
 * between this look at it and the end of the transaction.
 */
const functions = `
CREATE FUNCTION invoices_mark_stale(accounts integer[], moments timestamptz[]) RETURNS void LANGUAGE plpgsql ${asOwner} AS $$
BEGIN
  INSERT INTO stale_invoices (invoice_id, since)
  SELECT id, ledger_at() FROM (
    SELECT id FROM invoices WHERE state = 'pending' AND id IN (
      SELECT invoice.id FROM unnest(accounts, moments) AS used (account_id, at) JOIN invoices invoice
        ON invoice.account_id = used.account_id AND invoice.starts_at <= used.at AND invoice.ends_at > used.at
      WHERE invoice.kind = 'usage')
    ORDER BY id FOR NO KEY UPDATE
  ) pending ON CONFLICT DO NOTHING;
END
$$;

-- Usage that was added behind the end of a chain: on a pending invoice, in a period that was left without one, or before the first.
CREATE FUNCTION usage_came_late(accounts integer[], moments timestamptz[]) RETURNS void LANGUAGE plpgsql ${asOwner} AS $$
BEGIN
  PERFORM invoices_mark_stale(accounts, moments);
  WITH backdated AS (
    SELECT chain.account_id, chain.billed_from, date_trunc('day', min(used.at), account.time_zone) AS starts_at
    FROM unnest(accounts, moments) AS used (account_id, at)
      JOIN billing_chains chain ON chain.account_id = used.account_id AND used.at < chain.billed_from
      JOIN accounts account ON account.id = used.account_id
    GROUP BY chain.account_id, chain.billed_from, account.time_zone
  ),
  opened AS (
    INSERT INTO open_periods (account_id, starts_at, ends_at, cause, is_due, opened_at)
    SELECT account_id, starts_at, billed_from, 'backdated', true, ledger_at() FROM backdated
  )
  UPDATE billing_chains SET billed_from = backdated.starts_at FROM backdated WHERE billing_chains.account_id = backdated.account_id;
  UPDATE open_periods period SET is_due = true FROM unnest(accounts, moments) AS used (account_id, at)
  WHERE NOT period.is_due AND period.account_id = used.account_id AND period.starts_at <= used.at AND period.ends_at > used.at;
END
$$;
`;

/** @param rewritable the pending invoices whose lines may be written, as SQL */
const linesGuard = (rewritable: string): string => `
CREATE OR REPLACE FUNCTION invoice_lines_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  settled bigint;
BEGIN
  SELECT id INTO settled FROM (
    SELECT id, state FROM invoices WHERE id IN (SELECT invoice_id FROM changed) ORDER BY id FOR NO KEY UPDATE
  ) invoice WHERE state <> 'new' ${rewritable} LIMIT 1;
  IF settled IS NOT NULL THEN
    RAISE EXCEPTION 'the lines of invoice % are written', settled
      USING ERRCODE = 'object_not_in_prerequisite_state', TABLE = TG_TABLE_NAME, CONSTRAINT = 'invoice_lines_final';
  END IF;
  RETURN NULL;
END
$$;
`;

/** The lines of a pending invoice may be written anew for as long as it is stale. */
const rewritable = `AND NOT (state = 'pending' AND EXISTS (SELECT FROM stale_invoices WHERE invoice_id = invoice.id))`;

const refills = `
CREATE FUNCTION invoices_record_refill() RETURNS trigger LANGUAGE plpgsql ${asOwner} AS $$
BEGIN
  INSERT INTO invoice_events (invoice_id, account_id, reseller_id, event, actor, reason, details, created_at)
  VALUES (NEW.id, NEW.account_id, NEW.reseller_id, 'refilled', ledger_actor(), nullif(current_setting('ledger.reason', true), ''),
    jsonb_build_object('from', trim_scale(OLD.total)::text, 'to', trim_scale(NEW.total)::text), NEW.filled_at);
  RETURN NULL;
END
$$;
CREATE TRIGGER invoices_record_refill AFTER UPDATE ON invoices FOR EACH ROW
  WHEN (OLD.state = 'pending' AND NEW.state = 'pending' AND OLD.filled_at IS DISTINCT FROM NEW.filled_at)
  EXECUTE FUNCTION invoices_record_refill();
`;

const eventNames = (more: string): string => `
ALTER TABLE invoice_events
  DROP CONSTRAINT invoice_events_event_check,
  ADD CONSTRAINT invoice_events_event_check CHECK (event IN ('created', 'filled', 'approved', 'referenceChanged', 'deleted',
    'externallyApproved', 'completed', 'paymentCancelled', 'paidFromBalance', 'expired', 'taxed'${more}));
`;

const up = `${tables}${functions}${linesGuard(rewritable)}${eventNames(`, 'refilled'`)}${refills}`;

const down = `
DROP TRIGGER invoices_record_refill ON invoices;
DROP FUNCTION invoices_record_refill();
ALTER TABLE invoice_events DISABLE TRIGGER invoice_events_append_only;
DELETE FROM invoice_events WHERE event = 'refilled';
ALTER TABLE invoice_events ENABLE TRIGGER invoice_events_append_only;
${eventNames('')}
${linesGuard('')}
DROP FUNCTION usage_came_late(integer[], timestamptz[]);
DROP FUNCTION invoices_mark_stale(integer[], timestamptz[]);
DROP TABLE stale_invoices;
`;

/** Pending invoices whose usage has changed since it was added up, which may be added up anew until they are approved. */
export class MarkStaleInvoices1767571200019 implements MigrationInterface {
  readonly name = 'MarkStaleInvoices1767571200019';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
