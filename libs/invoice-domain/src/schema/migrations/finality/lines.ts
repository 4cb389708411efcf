const usageLines = [
  'invoice_originated_destinations',
  'invoice_terminated_destinations',
  'invoice_originated_networks',
  'invoice_terminated_networks',
  'invoice_service_data',
] as const;

/** Lines of usage are written while their invoice is new, and once: set by set, because an aggregation writes hundreds of thousands. */
const usageGuards = usageLines.map(
  (table) => `
CREATE TRIGGER ${table}_guard_insert AFTER INSERT ON ${table} REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION invoice_lines_guard();
CREATE TRIGGER ${table}_guard_delete AFTER DELETE ON ${table} REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION invoice_lines_guard();
CREATE TRIGGER ${table}_written_once BEFORE UPDATE OR TRUNCATE ON ${table}
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();`,
);

/** Columns of a commerce line that are final with its invoice. */
const commerceLines = {
  charges: [
    'invoice_id',
    'quantity',
    'duration',
    'unit_price',
    'discount_amount',
    'taxes_amount',
    'amount',
    'operate_from',
    'operate_to',
    'name',
    'description',
    'type',
  ],
  corrections: ['invoice_id', 'total', 'period_from', 'period_to'],
} as const;

const commerceGuards = Object.entries(commerceLines).map(
  ([table, columns]) => `
CREATE TRIGGER ${table}_guard BEFORE INSERT OR DELETE ON ${table}
  FOR EACH ROW EXECUTE FUNCTION invoice_attachments_guard();
CREATE TRIGGER ${table}_guard_update BEFORE UPDATE ON ${table}
  FOR EACH ROW WHEN ((${columns.map((column) => `OLD.${column}`).join(', ')}) IS DISTINCT FROM (${columns
    .map((column) => `NEW.${column}`)
    .join(', ')}))
  EXECUTE FUNCTION invoice_attachments_guard();`,
);

/** The invoice's row is locked: otherwise it could be approved between this look at it and the end of the transaction. */
export const lines = `
CREATE FUNCTION invoice_lines_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  settled bigint;
BEGIN
  SELECT id INTO settled FROM (
    SELECT id, state FROM invoices WHERE id IN (SELECT invoice_id FROM changed) ORDER BY id FOR NO KEY UPDATE
  ) invoice WHERE state <> 'new' LIMIT 1;
  IF settled IS NOT NULL THEN
    RAISE EXCEPTION 'the lines of invoice % are written', settled
      USING ERRCODE = 'object_not_in_prerequisite_state', TABLE = TG_TABLE_NAME, CONSTRAINT = 'invoice_lines_final';
  END IF;
  RETURN NULL;
END
$$;
CREATE FUNCTION invoice_attachments_refuse(invoice bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM (SELECT state FROM invoices WHERE id = invoice FOR NO KEY UPDATE) found WHERE state = 'approved';
  IF FOUND AND current_setting('ledger.delete_approved', true) IS DISTINCT FROM 'on' THEN
    RAISE EXCEPTION 'invoice % is approved and final', invoice
      USING ERRCODE = 'object_not_in_prerequisite_state', TABLE = 'invoices', CONSTRAINT = 'invoice_lines_final';
  END IF;
END
$$;
CREATE FUNCTION invoice_attachments_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.invoice_id IS NOT NULL THEN PERFORM invoice_attachments_refuse(OLD.invoice_id); END IF;
  IF TG_OP <> 'DELETE' AND NEW.invoice_id IS NOT NULL THEN PERFORM invoice_attachments_refuse(NEW.invoice_id); END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE FUNCTION taxes_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM invoice_attachments_refuse(invoice_id) FROM charges
  WHERE invoice_id IS NOT NULL
    AND (id = CASE WHEN TG_OP <> 'INSERT' THEN OLD.charge_id END OR id = CASE WHEN TG_OP <> 'DELETE' THEN NEW.charge_id END);
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER taxes_guard BEFORE INSERT OR DELETE OR UPDATE OF charge_id, name, value ON taxes
  FOR EACH ROW EXECUTE FUNCTION taxes_guard();
${[...usageGuards, ...commerceGuards].join('')}
`;
