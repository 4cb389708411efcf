const trafficOf = (direction: string, level: string): string => `
  IF (invoice.${direction}_amount_spent, invoice.${direction}_amount_earned, invoice.${direction}_calls_count,
      invoice.${direction}_successful_calls_count, invoice.${direction}_calls_duration, invoice.${direction}_billing_duration,
      invoice.${direction}_first_call_at, invoice.${direction}_last_call_at)
    IS DISTINCT FROM (
      SELECT (coalesce(sum(amount) FILTER (WHERE spent), 0), coalesce(sum(amount) FILTER (WHERE NOT spent), 0),
        coalesce(sum(calls_count), 0)::bigint, coalesce(sum(successful_calls_count), 0)::bigint,
        coalesce(sum(calls_duration), 0)::bigint, coalesce(sum(billing_duration), 0)::bigint,
        min(first_call_at), max(last_call_at))
      FROM invoice_${direction}_${level} WHERE invoice_id = invoice.id)
  THEN
    RETURN '${direction} ${level}';
  END IF;`;

const sumOf = (name: string, header: string, sum: string): string => `
  IF (${header}) IS DISTINCT FROM (SELECT ${sum}) THEN
    RETURN '${name}';
  END IF;`;

const services = sumOf(
  'services',
  'invoice.services_amount_spent, invoice.services_amount_earned, invoice.service_transactions_count',
  `(coalesce(sum(amount) FILTER (WHERE spent), 0), coalesce(sum(amount) FILTER (WHERE NOT spent), 0),
        coalesce(sum(transactions_count), 0)::bigint)
      FROM invoice_service_data WHERE invoice_id = invoice.id`,
);

const sumOfTotal = (table: string, column: string): string =>
  sumOf(table, `invoice.${table}_amount`, `coalesce(sum(${column}), 0) FROM ${table} WHERE invoice_id = invoice.id`);

const changed = ['originated', 'terminated']
  .flatMap((direction) =>
    [
      'amount_spent',
      'amount_earned',
      'calls_count',
      'successful_calls_count',
      'calls_duration',
      'billing_duration',
      'first_call_at',
      'last_call_at',
    ].map((column) => `${direction}_${column}`),
  )
  .concat(
    'services_amount_spent',
    'services_amount_earned',
    'service_transactions_count',
    'charges_amount',
    'corrections_amount',
  );

const rowOf = (row: string): string => `(${changed.map((column) => `${row}.${column}`).join(', ')})`;

const attachments = [
  ['charges', 'amount'],
  ['corrections', 'total'],
] as const;

const attachmentChecks = attachments.map(
  ([table, column]) => `
CREATE CONSTRAINT TRIGGER ${table}_sums AFTER INSERT OR DELETE OR UPDATE OF invoice_id, ${column} ON ${table}
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION invoice_attachments_check_sums();`,
);

/**
 * Checks that the header of a pending or approved invoice equals the sums of its lines; at the end of the transaction, so that they can be
 * written in any order.
 */
export const sums = `
CREATE FUNCTION invoices_wrong_sum(invoice invoices) RETURNS text LANGUAGE plpgsql AS $$
BEGIN${['originated', 'terminated']
  .flatMap((direction) => ['destinations', 'networks'].map((level) => trafficOf(direction, level)))
  .join('')}${services}${attachments.map(([table, column]) => sumOfTotal(table, column)).join('')}
  RETURN NULL;
END
$$;
CREATE FUNCTION invoices_refuse_wrong_sum(invoice_id bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  invoice invoices;
  wrong text;
BEGIN
  SELECT * INTO invoice FROM invoices WHERE id = invoice_id AND state <> 'new';
  IF NOT FOUND THEN RETURN; END IF;
  wrong := invoices_wrong_sum(invoice);
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION 'invoice % does not say what its % sum up to', invoice_id, wrong
      USING ERRCODE = 'check_violation', TABLE = 'invoices', CONSTRAINT = 'invoices_sums';
  END IF;
END
$$;
CREATE FUNCTION invoices_check_sums() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM invoices_refuse_wrong_sum(NEW.id);
  RETURN NULL;
END
$$;
CREATE FUNCTION invoice_attachments_check_sums() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.invoice_id IS NOT NULL THEN PERFORM invoices_refuse_wrong_sum(OLD.invoice_id); END IF;
  IF TG_OP <> 'DELETE' AND NEW.invoice_id IS NOT NULL THEN PERFORM invoices_refuse_wrong_sum(NEW.invoice_id); END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER invoices_sums_at_first AFTER INSERT ON invoices
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state <> 'new') EXECUTE FUNCTION invoices_check_sums();
CREATE CONSTRAINT TRIGGER invoices_sums AFTER UPDATE ON invoices
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.state <> 'new' AND (OLD.state = 'new' OR ${rowOf('OLD')} IS DISTINCT FROM ${rowOf('NEW')}))
  EXECUTE FUNCTION invoices_check_sums();${attachmentChecks.join('')}
`;
