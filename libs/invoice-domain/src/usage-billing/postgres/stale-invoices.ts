/** $1: ids of pending invoices. */
export const markStale = `
INSERT INTO stale_invoices (invoice_id, since) SELECT id, ledger_at() FROM unnest($1::bigint[]) AS id ON CONFLICT DO NOTHING`;

/** $1: a stale invoice, whose lines are to be written anew. */
export const deleteLines = [
  'invoice_originated_destinations',
  'invoice_terminated_destinations',
  'invoice_originated_networks',
  'invoice_terminated_networks',
  'invoice_service_data',
].map((table) => `DELETE FROM ${table} WHERE invoice_id = $1`);
