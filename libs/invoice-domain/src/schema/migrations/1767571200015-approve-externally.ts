import type { MigrationInterface, QueryRunner } from 'typeorm';

const eventsAre = (events: readonly string[]): string => `
ALTER TABLE invoice_events
  DROP CONSTRAINT invoice_events_event_check,
  ADD CONSTRAINT invoice_events_event_check CHECK (event IN (${events.map((event) => `'${event}'`).join(', ')}));`;

const formerEvents = ['created', 'filled', 'approved', 'referenceChanged', 'deleted'] as const;
const newEvents = [
  'externallyApproved',
  'completed',
  'paymentCancelled',
  'paidFromBalance',
  'expired',
  'taxed',
] as const;

const recordsChanges = (when: string): string => `
CREATE TRIGGER invoices_record_change AFTER UPDATE ON invoices FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION invoices_record();`;

const refuseFinal = `RAISE EXCEPTION 'invoice % is approved and final', OLD.id
    USING ERRCODE = 'object_not_in_prerequisite_state', TABLE = 'invoices', CONSTRAINT = 'invoices_final';`;

/**
 * A third-party system gives a final invoice its own number: once, and the one that the invoice was sealed under stays beside it, so that
 * the chain of seals holds. An empty one stands for none.
 */
const references = `
ALTER TABLE invoices
  ADD COLUMN issued_reference text,
  ADD CONSTRAINT invoices_issued_reference_check CHECK (issued_reference IS NULL OR externally_approved);

ALTER FUNCTION invoices_content(invoices) RENAME TO invoices_content_as_issued;
CREATE FUNCTION invoices_content(invoice invoices) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF invoice.issued_reference IS NOT NULL THEN
    invoice.reference := nullif(invoice.issued_reference, '');
  END IF;
  RETURN invoices_content_as_issued(invoice);
END
$$;

CREATE FUNCTION invoices_external_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.externally_approved OR NOT NEW.externally_approved THEN
    ${refuseFinal}
  END IF;
  NEW.issued_reference := coalesce(OLD.reference, '');
  RETURN NEW;
END
$$;
-- Triggers run by their names: this one comes before invoices_guard, which compares what is sealed.
CREATE TRIGGER invoices_external_guard BEFORE UPDATE ON invoices FOR EACH ROW
  WHEN (OLD.state = 'approved' AND (OLD.externally_approved, OLD.reference, OLD.issued_reference)
    IS DISTINCT FROM (NEW.externally_approved, NEW.reference, NEW.issued_reference))
  EXECUTE FUNCTION invoices_external_guard();`;

const asOwner = 'SECURITY DEFINER SET search_path = public, pg_temp';

const record = (event: string, details: string, from: string): string => `
  INSERT INTO invoice_events (invoice_id, account_id, reseller_id, event, actor, reason, details, created_at)
  SELECT invoice.id, invoice.account_id, invoice.reseller_id, ${event}, ledger_actor(),
    nullif(current_setting('ledger.reason', true), ''), jsonb_build_object(${details}), ledger_at()
  FROM ${from};
  RETURN NULL;`;

/** Amounts are texts: JSON's numbers are no money. */
const events = `${eventsAre([...formerEvents, ...newEvents])}
DROP TRIGGER invoices_record_change ON invoices;
${recordsChanges(
  'OLD.state <> NEW.state OR (OLD.reference IS DISTINCT FROM NEW.reference AND OLD.externally_approved = NEW.externally_approved)',
)}
CREATE FUNCTION invoices_record_external_approval() RETURNS trigger LANGUAGE plpgsql ${asOwner} AS $$
BEGIN${record(
  `'externallyApproved'`,
  `'from', OLD.reference, 'to', NEW.reference, 'paymentId', payment.id, 'dueDate', payment.expiration_date,
    'externalTotal', payment.external_total::text, 'externalCurrencyCode', payment.external_currency_code`,
  `(SELECT NEW.id, NEW.account_id, NEW.reseller_id) invoice
    LEFT JOIN invoice_payments link ON link.invoice_id = invoice.id LEFT JOIN payments payment ON payment.id = link.payment_id`,
)}
END
$$;
CREATE TRIGGER invoices_record_external_approval AFTER UPDATE ON invoices FOR EACH ROW
  WHEN (OLD.state = 'approved' AND NEW.externally_approved AND NOT OLD.externally_approved)
  EXECUTE FUNCTION invoices_record_external_approval();

CREATE FUNCTION payments_record() RETURNS trigger LANGUAGE plpgsql ${asOwner} AS $$
BEGIN${record(
  `CASE NEW.status WHEN 'completed' THEN 'completed' WHEN 'paid_from_balance' THEN 'paidFromBalance'
      WHEN 'cancelled' THEN 'paymentCancelled' ELSE 'expired' END`,
  `'paymentId', NEW.id, 'from', OLD.status, 'balanceBefore', NEW.balance_before_payment::text`,
  `invoice_payments link JOIN invoices invoice ON invoice.id = link.invoice_id WHERE link.payment_id = NEW.id`,
)}
END
$$;
CREATE TRIGGER payments_record_status AFTER UPDATE OF status ON payments FOR EACH ROW
  WHEN (OLD.status <> NEW.status AND NEW.status IN ('completed', 'paid_from_balance', 'cancelled', 'expired'))
  EXECUTE FUNCTION payments_record();

CREATE FUNCTION charges_record_taxes() RETURNS trigger LANGUAGE plpgsql ${asOwner} AS $$
BEGIN${record(
  `'taxed'`,
  `'chargeId', NEW.id, 'from', OLD.taxes_amount::text, 'to', NEW.taxes_amount::text`,
  `invoices invoice WHERE invoice.id = NEW.invoice_id`,
)}
END
$$;
CREATE TRIGGER charges_record_taxes AFTER UPDATE OF taxes_amount ON charges FOR EACH ROW
  WHEN (OLD.taxes_amount <> NEW.taxes_amount AND NEW.invoice_id IS NOT NULL AND OLD.invoice_id IS NOT NULL)
  EXECUTE FUNCTION charges_record_taxes();`;

/** Keeps the amount and the outcome of an invoice's payment from changing. */
const payments = `
CREATE FUNCTION payments_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM invoice_payments WHERE payment_id = OLD.id) THEN
    RAISE EXCEPTION 'payment % belongs to an invoice and is % of %', OLD.id, OLD.status, OLD.total
      USING ERRCODE = 'object_not_in_prerequisite_state', TABLE = 'payments', CONSTRAINT = 'payments_final';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER payments_guard BEFORE UPDATE ON payments FOR EACH ROW
  WHEN ((OLD.total, OLD.initial_total, OLD.discount_amount, OLD.currency_code)
      IS DISTINCT FROM (NEW.total, NEW.initial_total, NEW.discount_amount, NEW.currency_code)
    OR (OLD.status <> NEW.status AND OLD.status IN ('cancelled', 'completed', 'paid_from_balance')))
  EXECUTE FUNCTION payments_guard();

CREATE TABLE payment_receipts (
  id bigint GENERATED BY DEFAULT AS IDENTITY,
  payment_id bigint NOT NULL,
  account_id integer NOT NULL,
  link text,
  file_type text,
  content bytea,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT payment_receipts_pkey PRIMARY KEY (id),
  CONSTRAINT payment_receipts_payment_id_key UNIQUE (payment_id),
  CONSTRAINT payment_receipts_payment_id_account_id_fkey FOREIGN KEY (payment_id, account_id)
    REFERENCES payments (id, account_id) ON DELETE CASCADE,
  CONSTRAINT payment_receipts_kind_check CHECK ((link IS NULL) = (content IS NOT NULL)),
  CONSTRAINT payment_receipts_file_check CHECK ((file_type IS NULL) = (content IS NULL)),
  CONSTRAINT payment_receipts_file_type_check CHECK (file_type IN ('pdf', 'doc', 'xlsx')),
  CONSTRAINT payment_receipts_link_check CHECK (link ~ '^https?://' AND char_length(link) <= 2048)
);`;

const down = `
DROP TABLE payment_receipts;
DROP TRIGGER payments_guard ON payments;
DROP FUNCTION payments_guard();

DROP TRIGGER charges_record_taxes ON charges;
DROP FUNCTION charges_record_taxes();
DROP TRIGGER payments_record_status ON payments;
DROP FUNCTION payments_record();
DROP TRIGGER invoices_record_external_approval ON invoices;
DROP FUNCTION invoices_record_external_approval();
DROP TRIGGER invoices_record_change ON invoices;
${recordsChanges('OLD.state <> NEW.state OR OLD.reference IS DISTINCT FROM NEW.reference')}
ALTER TABLE invoice_events DISABLE TRIGGER invoice_events_append_only;
DELETE FROM invoice_events WHERE event IN (${newEvents.map((event) => `'${event}'`).join(', ')});
ALTER TABLE invoice_events ENABLE TRIGGER invoice_events_append_only;${eventsAre(formerEvents)}

DROP TRIGGER invoices_external_guard ON invoices;
DROP FUNCTION invoices_external_guard();
ALTER TABLE invoices DISABLE TRIGGER USER;
UPDATE invoices SET reference = nullif(issued_reference, '') WHERE issued_reference IS NOT NULL;
ALTER TABLE invoices ENABLE TRIGGER USER;
DROP FUNCTION invoices_content(invoices);
ALTER FUNCTION invoices_content_as_issued(invoices) RENAME TO invoices_content;
ALTER TABLE invoices DROP COLUMN issued_reference;
`;

/** Invoices that a third-party system approves, and what becomes of their payments. */
export class ApproveExternally1767571200015 implements MigrationInterface {
  readonly name = 'ApproveExternally1767571200015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query([references, events, payments].join('\n'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
