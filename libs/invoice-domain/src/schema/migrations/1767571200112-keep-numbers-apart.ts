import type { MigrationInterface, QueryRunner } from 'typeorm';

const asOwner = 'SECURITY DEFINER SET search_path = public, pg_temp';

/** The number that an invoice was issued under, also while it has that of a third party. */
const issued = `coalesce(nullif(issued_reference, ''), reference)`;

/** All but the first of those that share a number keep it, and are out of the index for it. */
const flagShared = (flag: string, number: string, where: string): string => `
UPDATE invoices SET ${flag} = true FROM (
  SELECT id, row_number() OVER (PARTITION BY reseller_id, ${number} ORDER BY number) AS nth FROM invoices WHERE ${where}
) final WHERE final.id = invoices.id AND nth > 1;`;

const numbers = `
ALTER TABLE invoices
  ADD COLUMN shares_issued_reference boolean NOT NULL DEFAULT false,
  ADD COLUMN shares_external_reference boolean NOT NULL DEFAULT false;
ALTER TABLE invoices DISABLE TRIGGER USER;
${flagShared('shares_issued_reference', issued, `state = 'approved' AND ${issued} IS NOT NULL`)}
${flagShared('shares_external_reference', 'reference', 'externally_approved')}
ALTER TABLE invoices ENABLE TRIGGER USER;
CREATE UNIQUE INDEX invoices_issued_reference_key ON invoices (reseller_id, (${issued}))
  WHERE state = 'approved' AND NOT shares_issued_reference;
CREATE UNIQUE INDEX invoices_external_reference_key ON invoices (reseller_id, reference)
  WHERE externally_approved AND NOT shares_external_reference;

CREATE TRIGGER invoices_no_sharing_at_first BEFORE INSERT ON invoices FOR EACH ROW
  WHEN (NEW.shares_issued_reference OR NEW.shares_external_reference) EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER invoices_no_sharing BEFORE UPDATE ON invoices FOR EACH ROW
  WHEN ((NEW.shares_issued_reference AND NOT OLD.shares_issued_reference)
    OR (NEW.shares_external_reference AND NOT OLD.shares_external_reference))
  EXECUTE FUNCTION ledger_refuse();
`;

const refuseFinal = (why: string): string => `RAISE EXCEPTION 'invoice % is ${why}', OLD.id
      USING ERRCODE = 'object_not_in_prerequisite_state', TABLE = 'invoices', CONSTRAINT = 'invoices_final';`;

/** Gives an invoice the number back that it was sealed under, so the chain of seals holds. */
const withdraw = `
  ELSIF OLD.externally_approved AND NOT NEW.externally_approved THEN
    IF EXISTS (SELECT FROM invoice_payments link JOIN payments payment ON payment.id = link.payment_id
        WHERE link.invoice_id = OLD.id AND payment.status IN ('completed', 'paid_from_balance')) THEN
      ${refuseFinal('paid')}
    END IF;
    NEW.reference := nullif(OLD.issued_reference, '');
    NEW.issued_reference := NULL;
    NEW.shares_external_reference := false;`;

const guard = (withdrawal: string): string => `
CREATE OR REPLACE FUNCTION invoices_external_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.externally_approved AND NOT OLD.externally_approved THEN
    NEW.issued_reference := coalesce(OLD.reference, '');${withdrawal}
  ELSE
    ${refuseFinal('approved and final')}
  END IF;
  RETURN NEW;
END
$$;`;

const formerGuard = `
CREATE OR REPLACE FUNCTION invoices_external_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.externally_approved OR NOT NEW.externally_approved THEN
    RAISE EXCEPTION 'invoice % is approved and final', OLD.id
    USING ERRCODE = 'object_not_in_prerequisite_state', TABLE = 'invoices', CONSTRAINT = 'invoices_final';
  END IF;
  NEW.issued_reference := coalesce(OLD.reference, '');
  RETURN NEW;
END
$$;`;

const eventNames = (more: string): string => `
ALTER TABLE invoice_events
  DROP CONSTRAINT invoice_events_event_check,
  ADD CONSTRAINT invoice_events_event_check CHECK (event IN ('created', 'filled', 'approved', 'referenceChanged', 'deleted',
    'externallyApproved',${more} 'completed', 'paymentCancelled', 'paidFromBalance', 'expired', 'taxed', 'refilled'));`;

const record = `
CREATE FUNCTION invoices_record_withdrawal() RETURNS trigger LANGUAGE plpgsql ${asOwner} AS $$
BEGIN
  INSERT INTO invoice_events (invoice_id, account_id, reseller_id, event, actor, reason, details, created_at)
  VALUES (NEW.id, NEW.account_id, NEW.reseller_id, 'approvalWithdrawn', ledger_actor(),
    nullif(current_setting('ledger.reason', true), ''), jsonb_build_object('from', OLD.reference, 'to', NEW.reference), ledger_at());
  RETURN NULL;
END
$$;
CREATE TRIGGER invoices_record_withdrawal AFTER UPDATE ON invoices FOR EACH ROW
  WHEN (OLD.externally_approved AND NOT NEW.externally_approved) EXECUTE FUNCTION invoices_record_withdrawal();`;

const down = `
DROP TRIGGER invoices_record_withdrawal ON invoices;
DROP FUNCTION invoices_record_withdrawal();
ALTER TABLE invoice_events DISABLE TRIGGER invoice_events_append_only;
DELETE FROM invoice_events WHERE event = 'approvalWithdrawn';
ALTER TABLE invoice_events ENABLE TRIGGER invoice_events_append_only;
${eventNames('')}
${formerGuard}
DROP TRIGGER invoices_no_sharing ON invoices;
DROP TRIGGER invoices_no_sharing_at_first ON invoices;
DROP INDEX invoices_external_reference_key;
DROP INDEX invoices_issued_reference_key;
ALTER TABLE invoices DROP COLUMN shares_issued_reference, DROP COLUMN shares_external_reference;
`;

/**
 * No two final invoices of a reseller share a number: neither among those that it issued nor among those of third parties. What shared one
 * before keeps it. A wrong approval by a third party can be withdrawn until the invoice is paid.
 */
export class KeepNumbersApart1767571200112 implements MigrationInterface {
  readonly name = 'KeepNumbersApart1767571200112';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query([numbers, guard(withdraw), eventNames(` 'approvalWithdrawn',`), record].join('\n'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
