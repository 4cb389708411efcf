import type { MigrationInterface, QueryRunner } from 'typeorm';
import { events, transactionSettings, transitions } from './finality/lifecycle.js';
import { lines } from './finality/lines.js';
import { seals } from './finality/seals.js';
import { sums } from './finality/sums.js';

const columns = `
ALTER TABLE accounts
  ADD COLUMN invoice_ref_template text NOT NULL DEFAULT '$id',
  ADD CONSTRAINT accounts_invoice_ref_template_check CHECK (invoice_ref_template <> '');

ALTER TABLE invoices
  ADD COLUMN number bigint,
  ADD COLUMN approved_at timestamptz,
  ADD COLUMN filled_at timestamptz,
  ADD COLUMN last_originated_cdr_id bigint,
  ADD COLUMN last_terminated_cdr_id bigint,
  ADD COLUMN last_transaction_id bigint;
`;

/** What was approved before there were numbers is numbered and sealed as it stands, in the order of the ids. */
const issueApproved = `
DO $$
DECLARE
  invoice invoices;
BEGIN
  PERFORM set_config('ledger.reason', 'numbered and sealed when numbers were introduced', true);
  FOR invoice IN SELECT * FROM invoices WHERE state = 'approved' ORDER BY id LOOP
    PERFORM set_config('ledger.at', invoice.updated_at::text, true);
    invoice := invoices_issue(invoice);
    UPDATE invoices SET number = invoice.number, approved_at = invoice.approved_at, reference = invoice.reference
    WHERE id = invoice.id;
  END LOOP;
  PERFORM set_config('ledger.reason', '', true), set_config('ledger.at', '', true);
END
$$;
`;

const constraints = `
ALTER TABLE invoices
  ADD CONSTRAINT invoices_reseller_id_number_key UNIQUE (reseller_id, number),
  ADD CONSTRAINT invoices_approved_check CHECK (
    (state = 'approved') = (number IS NOT NULL) AND (state = 'approved') = (approved_at IS NOT NULL)
  );
`;

const down = `
DROP TABLE invoice_seals;
DROP TABLE invoice_series;
DROP TABLE invoice_events;
DROP TRIGGER invoices_record_existence ON invoices;
DROP TRIGGER invoices_record_change ON invoices;
DROP TRIGGER invoices_guard ON invoices;
DROP TRIGGER invoices_no_truncate ON invoices;
DROP TRIGGER invoices_sums_at_first ON invoices;
DROP TRIGGER invoices_sums ON invoices;
DO $$
DECLARE
  line text;
BEGIN
  FOR line IN SELECT format('DROP TRIGGER %I ON %I', tgname, tgrelid::regclass::text) FROM pg_trigger
    WHERE NOT tgisinternal AND tgfoid IN ('invoice_lines_guard'::regproc, 'invoice_attachments_guard'::regproc,
      'invoice_attachments_check_sums'::regproc, 'taxes_guard'::regproc, 'ledger_refuse'::regproc)
  LOOP
    EXECUTE line;
  END LOOP;
END
$$;
DROP FUNCTION taxes_guard();
DROP FUNCTION invoice_attachments_check_sums();
DROP FUNCTION invoices_check_sums();
DROP FUNCTION invoices_refuse_wrong_sum(bigint);
DROP FUNCTION invoices_wrong_sum(invoices);
DROP FUNCTION invoice_attachments_guard();
DROP FUNCTION invoice_attachments_refuse(bigint);
DROP FUNCTION invoice_lines_guard();
DROP FUNCTION invoices_guard();
DROP FUNCTION invoices_issue(invoices);
DROP FUNCTION invoices_with_sequence(text, bigint);
DROP FUNCTION invoices_seal(text, invoices);
DROP FUNCTION invoices_lines(bigint);
DROP FUNCTION invoices_content(invoices);
DROP FUNCTION invoices_identity(invoices);
DROP FUNCTION invoices_record();
DROP FUNCTION ledger_refuse();
DROP FUNCTION ledger_actor();
DROP FUNCTION ledger_at();
ALTER TABLE invoices
  DROP COLUMN number,
  DROP COLUMN approved_at,
  DROP COLUMN filled_at,
  DROP COLUMN last_originated_cdr_id,
  DROP COLUMN last_terminated_cdr_id,
  DROP COLUMN last_transaction_id,
  DROP CONSTRAINT IF EXISTS invoices_approved_check;
ALTER TABLE accounts DROP COLUMN invoice_ref_template;
`;

/**
 * What is approved stays as it is: transitions in one direction, numbers without gaps, seals that hold each other, an audit row for each
 * step, and headers that say what their lines sum up to.
 */
export class MakeInvoicesFinal1767571200006 implements MigrationInterface {
  readonly name = 'MakeInvoicesFinal1767571200006';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [columns, transactionSettings, seals, `${events}${transitions}`]) await runner.query(part);
    await runner.query(`ALTER TABLE invoices DISABLE TRIGGER invoices_guard`);
    await runner.query(issueApproved);
    await runner.query(`ALTER TABLE invoices ENABLE TRIGGER invoices_guard`);
    for (const part of [constraints, lines, sums]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
