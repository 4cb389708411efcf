// Written by `npm run generate`: every port of a use case, as PostgreSQL has it.
export { PostgresJournal } from '../../journal/postgres/postgres-journal.js';
export { PostgresPostedJournals } from '../../journal/postgres/postgres-posted-journals.js';
export { PostgresAdminUserRecords } from '../../parties/postgres/postgres-admin-user-records.js';
export { PostgresApiTokens } from '../../parties/postgres/postgres-api-tokens.js';
export { PostgresAllocations } from '../../payments/postgres/postgres-allocations.js';
export { PostgresManagedInvoices } from '../../subscription-billing/postgres/managed-invoices.js';
export { PostgresAdvanceCharges } from '../../subscription-billing/postgres/postgres-advance-charges.js';
export { PostgresCorrections } from '../../subscription-billing/postgres/postgres-corrections.js';
export { PostgresSalesLedger } from '../../subscription-billing/postgres/postgres-sales-ledger.js';
export { PostgresSalesReader } from '../../subscription-billing/postgres/postgres-sales.js';
export { PostgresTaxedCharges } from '../../subscription-billing/postgres/taxed-charges.js';
export { PostgresAccounts } from '../../usage-billing/postgres/postgres-accounts.js';
export { PostgresBillingLedger } from '../../usage-billing/postgres/postgres-billing-ledger.js';
export { PostgresBillingReader } from '../../usage-billing/postgres/postgres-billing-reader.js';
export { PostgresBillingRuns } from '../../usage-billing/postgres/postgres-billing-runs.js';
export { PostgresRenewalLedger } from '../../usage-billing/postgres/postgres-renewals.js';
export { PostgresUndoableImports } from '../../usage/postgres/undoable-imports.js';
