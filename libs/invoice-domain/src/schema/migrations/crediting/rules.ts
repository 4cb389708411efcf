/** Written by nobody but the ledger itself. */
const asOwner = 'SECURITY DEFINER SET search_path = public, pg_temp';

const refuse = (constraint: string, message: string, table = 'credit_notes'): string =>
  `RAISE EXCEPTION ${message} USING ERRCODE = 'check_violation', TABLE = '${table}', CONSTRAINT = '${constraint}';`;

/** The seal of a credit note: a hash of the seal before it in its reseller's chain, of what it says and of its lines. */
const seals = `
CREATE FUNCTION credit_notes_seal(previous text, note credit_notes) RETURNS text LANGUAGE sql VOLATILE SET TimeZone = 'UTC' AS $$
  SELECT encode(sha256(convert_to(previous || E'\\n'
    || jsonb_build_array(note.id, note.account_id, note.reseller_id, note.invoice_id, note.correction_id, note.kind, note.number,
      note.reference, note.currency, note.total, note.reason, note.issued_at)::text || E'\\n'
    || coalesce((SELECT string_agg(jsonb_build_array(line.id, line.charge_id, line.correction_id, line.name, line.amount)::text, E'\\n'
      ORDER BY line.id) FROM credit_note_lines line WHERE line.credit_note_id = note.id), ''), 'UTF8')), 'hex')
$$;
`;

/** Lines that name an item of another invoice, or that credit more of one than it is of. */
const wrongLines = (table: 'charges' | 'corrections', key: 'charge_id' | 'correction_id', amount: string): string => `
    SELECT FROM credit_note_lines line JOIN ${table} item ON item.id = line.${key}
    WHERE line.credit_note_id = note.id AND (item.invoice_id IS DISTINCT FROM note.invoice_id OR sign(line.amount) <> sign(item.${amount})
      OR (SELECT abs(sum(credited.amount)) FROM credit_note_lines credited WHERE credited.${key} = item.id) > abs(item.${amount}))`;

/** What is wrong with a credit note, in words; null of a sound one. */
const faults = `
CREATE FUNCTION credit_notes_fault(note credit_notes) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF note.total IS DISTINCT FROM (SELECT sum(amount) FROM credit_note_lines WHERE credit_note_id = note.id) THEN
    RETURN 'is not what its lines sum up to';
  ELSIF EXISTS (${wrongLines('charges', 'charge_id', 'amount')}
    UNION ALL${wrongLines('corrections', 'correction_id', 'total')}) THEN
    RETURN 'credits more of an item than its invoice has';
  ELSIF NOT EXISTS (SELECT FROM invoices WHERE id = note.invoice_id AND state = 'approved' AND currency = note.currency
      AND payable_total >= (SELECT sum(total) FROM (
        SELECT id, total FROM credit_notes WHERE invoice_id = note.invoice_id UNION SELECT note.id, note.total) credited)) THEN
    RETURN 'credits more than its invoice is of';
  END IF;
  RETURN NULL;
END
$$;
`;

/** A credit note is issued at once: it has its number, its reference and its seal, and none of it changes any more. */
const issuing = `
CREATE FUNCTION credit_notes_issue() RETURNS trigger LANGUAGE plpgsql ${asOwner} AS $$
DECLARE
  series invoice_series;
  fault text;
BEGIN
  PERFORM FROM invoices WHERE id = NEW.invoice_id FOR NO KEY UPDATE;
  fault := credit_notes_fault(NEW);
  IF fault IS NOT NULL THEN
    ${refuse('credit_notes_sound', `'credit note of invoice % %', NEW.invoice_id, fault`)}
  END IF;
  INSERT INTO invoice_series (reseller_id) VALUES (NEW.reseller_id) ON CONFLICT DO NOTHING;
  SELECT * INTO STRICT series FROM invoice_series WHERE reseller_id = NEW.reseller_id FOR UPDATE;
  NEW.number := series.last_credit_number + 1;
  NEW.issued_at := ledger_at();
  NEW.reference := invoices_with_sequence(NEW.reference, NEW.number);
  series.last_seal := credit_notes_seal(series.last_seal, NEW);
  UPDATE invoice_series SET last_credit_number = NEW.number, last_seal = series.last_seal WHERE reseller_id = NEW.reseller_id;
  INSERT INTO credit_note_seals (reseller_id, number, after_invoice, credit_note_id, seal)
  VALUES (NEW.reseller_id, NEW.number, series.last_number, NEW.id, series.last_seal);
  RETURN NEW;
END
$$;
CREATE TRIGGER credit_notes_issue BEFORE INSERT ON credit_notes FOR EACH ROW EXECUTE FUNCTION credit_notes_issue();

CREATE FUNCTION credit_notes_record() RETURNS trigger LANGUAGE plpgsql ${asOwner} AS $$
BEGIN
  UPDATE invoices SET updated_at = ledger_at(), voided_at = CASE WHEN NEW.kind = 'void' THEN NEW.issued_at ELSE voided_at END
  WHERE id = NEW.invoice_id;
  INSERT INTO invoice_events (invoice_id, account_id, reseller_id, event, actor, reason, details, created_at)
  VALUES (NEW.invoice_id, NEW.account_id, NEW.reseller_id, CASE NEW.kind WHEN 'void' THEN 'voided' ELSE 'credited' END, ledger_actor(),
    NEW.reason, jsonb_build_object('creditNoteId', NEW.id, 'reference', NEW.reference, 'total', NEW.total::text), NEW.issued_at);
  RETURN NULL;
END
$$;
CREATE TRIGGER credit_notes_record AFTER INSERT ON credit_notes FOR EACH ROW EXECUTE FUNCTION credit_notes_record();
`;

const finality = `
CREATE FUNCTION credit_note_lines_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM credit_notes WHERE id IN (SELECT credit_note_id FROM added)) THEN
    ${refuse('credit_note_lines_final', `'the lines of a credit note are written before it'`, 'credit_note_lines')}
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER credit_note_lines_guard AFTER INSERT ON credit_note_lines REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION credit_note_lines_guard();
${['credit_notes', 'credit_note_lines', 'credit_note_seals']
  .map(
    (table) => `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();`,
  )
  .join('\n')}

CREATE FUNCTION invoices_voided_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.voided_at IS NOT NULL
    OR NOT EXISTS (SELECT FROM credit_notes WHERE invoice_id = NEW.id AND kind = 'void' AND issued_at = NEW.voided_at) THEN
    RAISE EXCEPTION 'an invoice is voided by a credit note, once'
      USING ERRCODE = 'object_not_in_prerequisite_state', TABLE = 'invoices', CONSTRAINT = 'invoices_voided';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER invoices_voided_guard BEFORE UPDATE ON invoices FOR EACH ROW
  WHEN (OLD.voided_at IS DISTINCT FROM NEW.voided_at) EXECUTE FUNCTION invoices_voided_guard();
CREATE TRIGGER invoices_voided_at_first BEFORE INSERT ON invoices FOR EACH ROW
  WHEN (NEW.voided_at IS NOT NULL) EXECUTE FUNCTION ledger_refuse();

CREATE FUNCTION corrections_documented_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM credit_notes WHERE correction_id = OLD.id) THEN
    RAISE EXCEPTION 'correction % is documented by a credit note', OLD.id
      USING ERRCODE = 'object_not_in_prerequisite_state', TABLE = 'corrections', CONSTRAINT = 'corrections_documented';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER corrections_documented_guard BEFORE UPDATE ON corrections FOR EACH ROW
  WHEN ((OLD.status, OLD.total, OLD.include_in_invoice, OLD.invoice_id, OLD.account_id)
    IS DISTINCT FROM (NEW.status, NEW.total, NEW.include_in_invoice, NEW.invoice_id, NEW.account_id))
  EXECUTE FUNCTION corrections_documented_guard();
`;

const reopens = (table: 'charges' | 'corrections', key: string): string => `
CREATE FUNCTION ${table}_reopening() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' OR NOT EXISTS (SELECT FROM ${table} item JOIN invoices invoice ON invoice.id = item.invoice_id
      WHERE item.id = NEW.${key} AND invoice.voided_at IS NOT NULL) THEN
    RAISE EXCEPTION 'only what is on a voided invoice is opened again'
      USING ERRCODE = 'object_not_in_prerequisite_state', TABLE = '${table}', CONSTRAINT = '${table}_reopening';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER ${table}_reopening BEFORE INSERT ON ${table} FOR EACH ROW
  WHEN (NEW.${key} IS NOT NULL) EXECUTE FUNCTION ${table}_reopening();
CREATE TRIGGER ${table}_reopening_change BEFORE UPDATE ON ${table} FOR EACH ROW
  WHEN (OLD.${key} IS DISTINCT FROM NEW.${key}) EXECUTE FUNCTION ${table}_reopening();
`;

export const rules = [
  seals,
  faults,
  issuing,
  finality,
  reopens('charges', 'reopens_charge_id'),
  reopens('corrections', 'reopens_correction_id'),
].join('\n');

export const dropRules = `
DROP TRIGGER corrections_reopening_change ON corrections;
DROP TRIGGER corrections_reopening ON corrections;
DROP FUNCTION corrections_reopening();
DROP TRIGGER charges_reopening_change ON charges;
DROP TRIGGER charges_reopening ON charges;
DROP FUNCTION charges_reopening();
DROP TRIGGER corrections_documented_guard ON corrections;
DROP FUNCTION corrections_documented_guard();
DROP TRIGGER invoices_voided_at_first ON invoices;
DROP TRIGGER invoices_voided_guard ON invoices;
DROP FUNCTION invoices_voided_guard();
DROP TRIGGER credit_note_lines_guard ON credit_note_lines;
DROP FUNCTION credit_note_lines_guard();
DROP TRIGGER credit_notes_record ON credit_notes;
DROP FUNCTION credit_notes_record();
DROP TRIGGER credit_notes_issue ON credit_notes;
DROP FUNCTION credit_notes_issue();
DROP FUNCTION credit_notes_fault(credit_notes);
DROP FUNCTION credit_notes_seal(text, credit_notes);
`;
