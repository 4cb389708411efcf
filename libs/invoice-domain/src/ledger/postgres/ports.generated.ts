// Written by `npm run generate`: every port of a use case, as PostgreSQL has it.
export { PostgresCorrections } from '../../subscription-billing/postgres/held-corrections.js';
export { PostgresManagedInvoices } from '../../subscription-billing/postgres/managed-invoices.js';
export { PostgresSalesLedger } from '../../subscription-billing/postgres/postgres-sales-ledger.js';
export { PostgresTaxedCharges } from '../../subscription-billing/postgres/taxed-charges.js';
export { PostgresBillingLedger } from '../../usage-billing/postgres/postgres-billing-ledger.js';
