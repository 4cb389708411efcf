import type { BenchDatabase } from '../bench-cluster.js';

const lines = [
  'originated_destinations',
  'terminated_destinations',
  'originated_networks',
  'terminated_networks',
  'service_data',
];

/** Takes everything away that was billed. */
export const emptyInvoices = async (database: BenchDatabase): Promise<void> => {
  await database.query(
    `TRUNCATE invoices, ${lines.map((table) => `invoice_${table}`).join(', ')}, invoice_events, invoice_series, invoice_seals,
       billing_runs, billing_chains, open_periods CASCADE`,
  );
};
