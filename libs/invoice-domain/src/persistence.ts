export { advanceIds } from './schema/columns/advance-ids.js';
export { createDataSource, type DataSourceSettings } from './ledger/postgres/data-source.js';
export { ledgerTypes } from './schema/columns/type-parsers.js';
export { timestamptzBytes } from './schema/columns/transformers.js';
export { ledgerMigrations } from './ledger/postgres/ledger-migrations.js';
export { migrate } from './schema/migrate.js';
export { AdminUsers, type KnownAdmin } from './parties/postgres/admin-users.js';
export { Managers, tokenHash, type KnownManager } from './parties/postgres/managers.js';
export { hashPassword, verifyPassword } from './parties/password.js';
export { Resellers, type ReachableReseller } from './parties/postgres/resellers.js';
export { TimeZones } from './catalog/postgres/time-zones.js';
export { LedgerReader } from './reading/postgres/ledger-reader.js';
export { createReaders, poolOf, type Readers } from './ledger/postgres/readers.js';
export { StatementRunner } from './reading/postgres/statement-runner.js';
export { IdempotencyKeys, type KeptAnswer, type KeyedRequest } from './writing/postgres/idempotency-keys.js';
export { ExternalInvoices, type DraftExternalInvoice, type StoredFile } from './invoices/postgres/external-invoices.js';
export { RecordDocuments } from './writing/postgres/record-documents.js';
export { StoredRecords } from './ledger/postgres/stored-records.js';
export { LedgerTransactions } from './writing/postgres/ledger-transactions.js';
export { FailedJobs } from './usage-billing/postgres/failed-jobs.js';
export { Unfinished } from './usage-billing/postgres/unfinished.js';
export { offerLateCorrections, type OfferedCorrection } from './usage-billing/postgres/late-corrections.js';
export { Verification } from './usage-billing/postgres/verification.js';
export { booksOf } from './usage-billing/postgres/books.js';
export { PostgresBillingLedger } from './usage-billing/postgres/postgres-billing-ledger.js';
export { RunBook } from './usage-billing/postgres/run-book.js';
export { PostgresManagedInvoices } from './subscription-billing/postgres/managed-invoices.js';
export { receiptOf } from './payments/postgres/payment-receipts.js';
export { PostgresTaxedCharges } from './subscription-billing/postgres/taxed-charges.js';
export { PostgresCorrections } from './subscription-billing/postgres/held-corrections.js';
export { PostgresSalesLedger } from './subscription-billing/postgres/postgres-sales-ledger.js';
export { cdrColumns } from './usage/cdr-columns.js';
export { createMonths, ensureCdrPartitions } from './usage/postgres/cdr-partitions.js';
export type { Reject } from './importing/chunk.js';
export { BrokenGzip, contentOf } from './importing/gunzip.js';
export { Ingest, type IngestListener, type Tally } from './importing/postgres/ingest.js';
export { UnreadableUsage } from './importing/row-format.js';
export { usageFormats, type UsageFormat } from './importing/row-chunks.js';
export { ingestTables } from './ledger/postgres/ingest-tables.js';
export { createUsageClient } from './ledger/postgres/usage-client.js';
export type { ImportedTable } from './importing/postgres/imported-table.js';
export {
  BatchIdReused,
  UsageBatches,
  type Batch,
  type BatchReport,
  type Settled,
} from './importing/postgres/usage-batches.js';
