/** Columns of a table that a right is about; `true` for all of them. */
export type OnColumns = true | { readonly except: readonly string[] } | { readonly only: readonly string[] };

/** Rights of the application to a table besides reading it. */
export interface TableRights {
  readonly insert?: OnColumns;
  readonly update?: OnColumns;
  readonly delete?: true;
}

const record: TableRights = { insert: true, update: true, delete: true };
const kept: TableRights = { insert: true, update: true };
const added: TableRights = { insert: true };
const rewritten: TableRights = { insert: true, delete: true };
/** Written by triggers and functions of the owner alone. */
const seen: TableRights = {};

const recordedBy = (...columns: readonly string[]): OnColumns => ({ except: columns });

/** Rights of the application by table or view, all of the ledger: who, when, numbers, seals and sums are written by the owner's triggers alone. */
export const applicationRights: Readonly<Record<string, TableRights>> = {
  account_classes: record,
  accounts: { insert: true, update: { except: ['balance', 'postings_count'] }, delete: true },
  admin_users: record,
  allocations: { insert: recordedBy('allocated_at', 'actor') },
  api_tokens: kept,
  billing_chains: seen,
  billing_run_accounts: kept,
  billing_runs: { insert: recordedBy('started_at', 'actor'), update: { except: ['at', 'started_at', 'actor'] } },
  billing_settings: { update: true },
  cdrs: record,
  charges: { insert: true, update: { except: ['allocated'] }, delete: true },
  contacts: record,
  contractors: record,
  corrections: record,
  countries: record,
  credit_note_lines: added,
  credit_note_seals: seen,
  credit_notes: added,
  currencies: record,
  external_invoice_files: kept,
  external_invoices: kept,
  failed_jobs: record,
  idempotency_keys: record,
  imports: kept,
  invoice_deletions: seen,
  invoice_events: seen,
  invoice_originated_destinations: rewritten,
  invoice_originated_networks: rewritten,
  invoice_payments: added,
  invoice_replacements: added,
  invoice_seals: seen,
  invoice_series: seen,
  invoice_service_data: rewritten,
  invoice_subscriptions: added,
  invoice_templates: record,
  invoice_terminated_destinations: rewritten,
  invoice_terminated_networks: rewritten,
  invoices: {
    insert: true,
    update: { except: ['number', 'issued_reference', 'payable_total', 'rounding_difference', 'voided_at'] },
    delete: true,
  },
  line_changes: { delete: true },
  managers: record,
  migrations: seen,
  network_types: record,
  networks: record,
  open_periods: seen,
  package_counters: record,
  parked_sales: record,
  payment_charges: added,
  payment_corrections: added,
  payment_receipts: record,
  payments: { insert: true, update: { except: ['allocated', 'amount_paid_from_balance'] }, delete: true },
  postings: { insert: recordedBy('recorded_at', 'actor', 'allocated') },
  proven_invoices: record,
  proven_months: record,
  proven_usage: record,
  rate_limits: record,
  refunds: { insert: recordedBy('created_at', 'actor'), update: { only: ['status', 'ended_at'] } },
  resellers: record,
  sales_billed: kept,
  security_events: added,
  service_renewals: added,
  service_types: record,
  services: record,
  smtp_connections: record,
  stale_invoices: rewritten,
  subscriptions: record,
  taxes: record,
  transactions: record,
  usage_batches: added,
  usage_changes: { delete: true },
  usage_revision_seals: seen,
  usage_revisions: { insert: recordedBy('created_at', 'actor') },
  verifications: record,
};

/** Functions that the application's own statements call. */
export const applicationFunctions: readonly string[] = [
  'account_used_since',
  'account_was_used',
  'accounts_first_use',
  'billing_chains_skip',
  'cdrs_create_partitions',
  'cdrs_months',
  'cdrs_note_copy',
  'credit_notes_fault',
  'credit_notes_seal',
  'currency_digits',
  'import_of_connection',
  'invoices_content',
  'invoices_content_as_issued',
  'invoices_identity',
  'invoices_lines',
  'invoices_mark_stale',
  'invoices_seal',
  'invoices_wrong_sum',
  'ledger_actor',
  'ledger_at',
  'line_tables',
  'open_periods_find_usage',
  'table_state',
  'usage_came_late',
  'usage_revisions_seal',
  'usage_tables',
  'watched_state',
];

/** Secrets, and answers that hold some: what reports have no use for. */
export const hiddenFromReader: Readonly<Record<string, OnColumns>> = {
  admin_users: { except: ['password_hash'] },
  api_tokens: { except: ['token_hash'] },
  idempotency_keys: { only: [] },
  managers: { except: ['token_hash'] },
  smtp_connections: { except: ['auth_password'] },
};
