import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A row stands here only while `invoices_delete_approved` deletes its invoice: nobody but the owner can write it. */
const table = `
CREATE TABLE invoice_deletions (
  invoice_id bigint NOT NULL,
  CONSTRAINT invoice_deletions_pkey PRIMARY KEY (invoice_id)
);
`;

const guards = (mayDelete: (invoice: string) => string): string => `
CREATE OR REPLACE FUNCTION invoices_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    RETURN CASE WHEN NEW.state = 'approved' THEN invoices_issue(NEW) ELSE NEW END;
  ELSIF TG_OP = 'DELETE' THEN
    IF OLD.state = 'approved' AND NOT ${mayDelete('OLD.id')} THEN
      RAISE EXCEPTION 'invoice % is approved and final', OLD.id
        USING ERRCODE = 'object_not_in_prerequisite_state', TABLE = 'invoices', CONSTRAINT = 'invoices_final';
    END IF;
    RETURN OLD;
  ELSIF OLD.state = 'approved' THEN
    IF NEW.state <> 'approved' OR invoices_content(NEW) <> invoices_content(OLD) THEN
      RAISE EXCEPTION 'invoice % is approved and final', OLD.id
        USING ERRCODE = 'object_not_in_prerequisite_state', TABLE = 'invoices', CONSTRAINT = 'invoices_final';
    END IF;
    RETURN NEW;
  ELSIF invoices_identity(NEW) <> invoices_identity(OLD) THEN
    RAISE EXCEPTION 'whom and what invoice % bills does not change', OLD.id
      USING ERRCODE = 'object_not_in_prerequisite_state', TABLE = 'invoices', CONSTRAINT = 'invoices_identity';
  ELSIF (OLD.state, NEW.state) NOT IN (('new', 'new'), ('new', 'pending'), ('pending', 'pending'), ('pending', 'approved')) THEN
    RAISE EXCEPTION 'invoice % is % and cannot become %', OLD.id, OLD.state, NEW.state
      USING ERRCODE = 'object_not_in_prerequisite_state', TABLE = 'invoices', CONSTRAINT = 'invoices_transition';
  END IF;
  RETURN CASE WHEN NEW.state = 'approved' THEN invoices_issue(NEW) ELSE NEW END;
END
$$;
CREATE OR REPLACE FUNCTION invoice_attachments_refuse(invoice bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM (SELECT state FROM invoices WHERE id = invoice FOR NO KEY UPDATE) found WHERE state = 'approved';
  IF FOUND AND NOT ${mayDelete('invoice')} THEN
    RAISE EXCEPTION 'invoice % is approved and final', invoice
      USING ERRCODE = 'object_not_in_prerequisite_state', TABLE = 'invoices', CONSTRAINT = 'invoice_lines_final';
  END IF;
  IF FOUND THEN INSERT INTO line_changes (invoice_id) VALUES (invoice); END IF;
END
$$;
`;

/** Corrections that were offered for usage of the invoice come loose from it, and are offered no more. */
const deletion = `
CREATE FUNCTION invoices_delete_approved(invoice bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO invoice_deletions (invoice_id) VALUES (invoice);
  UPDATE corrections SET invoice_id = NULL, updated_at = ledger_at() WHERE invoice_id = invoice AND late_invoice_id IS NOT NULL;
  DELETE FROM invoices WHERE id = invoice;
  DELETE FROM invoice_deletions WHERE invoice_id = invoice;
END
$$;
`;

/** Approved invoices are deleted by whoever may execute a function, and no longer by whoever sets `ledger.delete_approved`. */
export class DeleteApprovedByRight1767571200186 implements MigrationInterface {
  readonly name = 'DeleteApprovedByRight1767571200186';

  async up(runner: QueryRunner): Promise<void> {
    const mayDelete = (invoice: string) => `EXISTS (SELECT FROM invoice_deletions WHERE invoice_id = ${invoice})`;
    await runner.query([table, guards(mayDelete), deletion].join(''));
  }

  async down(runner: QueryRunner): Promise<void> {
    const mayDelete = () => `coalesce(current_setting('ledger.delete_approved', true), '') = 'on'`;
    await runner.query(
      `${guards(mayDelete)} DROP FUNCTION invoices_delete_approved(bigint); DROP TABLE invoice_deletions;`,
    );
  }
}
