const usageLines = [
  'invoice_originated_destinations',
  'invoice_terminated_destinations',
  'invoice_originated_networks',
  'invoice_terminated_networks',
] as const;

const traffic =
  'line.country_id, line.network_id, line.rate, line.spent, line.amount, line.calls_count, line.successful_calls_count, ' +
  'line.calls_duration, line.billing_duration, line.first_call_at, line.last_call_at';

/** Sealed columns of each table: all but notes and statuses that change later. */
const lines: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    usageLines.map((table) => [table, table.endsWith('destinations') ? `line.dst_prefix, ${traffic}` : traffic]),
  ),
  invoice_service_data: 'line.service_id, line.amount, line.transactions_count, line.spent',
  charges:
    'line.subscription_id, line.subscription_resource_id, line.name, line.description, line.type, line.quantity, line.duration, ' +
    'line.operate_from, line.operate_to, line.unit_price, line.discount_amount, line.taxes_amount, line.amount',
  corrections: 'line.subscription_id, line.total, line.period_from, line.period_to',
};

const digest = (table: string, columns: string): string => `
    SELECT '${table}' AS source, line.id, jsonb_build_array(${columns})::text AS content
    FROM ${table} line WHERE line.invoice_id = invoice`;

const lineSources = [
  ...Object.entries(lines).map(([table, columns]) => digest(table, columns)),
  `
    SELECT 'taxes', line.id, jsonb_build_array(line.charge_id, line.name, line.value)::text
    FROM taxes line JOIN charges ON charges.id = line.charge_id WHERE charges.invoice_id = invoice`,
].join('\n    UNION ALL');

const identity =
  'invoice.id, invoice.uuid, invoice.kind, invoice.billing_day, invoice.type, invoice.account_id, invoice.reseller_id, ' +
  'invoice.currency, invoice.time_zone, invoice.starts_at, invoice.ends_at, invoice.payment_model, invoice.created_at';

const amounts = ['originated', 'terminated']
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
    ].map((column) => `invoice.${direction}_${column}`),
  )
  .join(', ');

const content =
  'invoice.number, invoice.reference, invoice.approved_at, invoice.amount_spent, invoice.amount_earned, ' +
  `${amounts}, invoice.services_amount_spent, invoice.services_amount_earned, invoice.service_transactions_count, ` +
  'invoice.charges_amount, invoice.corrections_amount, invoice.total';

/**
 * The seal of an approved invoice: a hash of the seal before it in its reseller's series, of what the invoice says and of every line on
 * it. Times are written in UTC whatever the session's zone is. The columns are listed and not taken as they come: a column that is added
 * later must not break old seals.
 */
export const seals = `
CREATE FUNCTION invoices_identity(invoice invoices) RETURNS text LANGUAGE sql STABLE SET TimeZone = 'UTC' AS $$
  SELECT jsonb_build_array(${identity})::text
$$;
CREATE FUNCTION invoices_content(invoice invoices) RETURNS text LANGUAGE sql STABLE SET TimeZone = 'UTC' AS $$
  SELECT invoices_identity(invoice) || jsonb_build_array(${content})::text
$$;
CREATE FUNCTION invoices_lines(invoice bigint) RETURNS text LANGUAGE sql VOLATILE SET TimeZone = 'UTC' AS $$
  SELECT coalesce(string_agg(source || line.content, E'\\n' ORDER BY source, line.id), '') FROM (${lineSources}
  ) line
$$;
CREATE FUNCTION invoices_seal(previous text, invoice invoices) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN encode(sha256(convert_to(
    previous || E'\\n' || invoices_content(invoice) || E'\\n' || invoices_lines(invoice.id), 'UTF8')), 'hex');
END
$$;
`;
