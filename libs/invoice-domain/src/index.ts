export { resellerAction } from './dialects/actions.js';
export { adminDialect, resellerDialect } from './dialects/index.js';
export { adminWire } from './dialects/admin/admin-wire.js';
export { resellerWire } from './dialects/reseller/reseller-wire.js';
export { resellerRefusals } from './dialects/reseller/reseller-refusals.js';
export { adminInvoiceRefusals } from './dialects/admin/admin-invoice-refusals.js';
export * from './parties/account-class.js';
export * from './parties/account.js';
export * from './model/audit-context.js';
export * from './parties/admin-user.js';
export * from './parties/api-token.js';
export type { IssuedToken } from './parties/api-tokens.js';
export * from './usage/cdr.js';
export * from './subscription-billing/charge.js';
export * from './model/commerce-refusal.js';
export * from './model/domain-failure.js';
export * from './parties/contact.js';
export * from './parties/contractor.js';
export * from './subscription-billing/correction.js';
export * from './credit-notes/credit-note.js';
export * from './catalog/currency.js';
export * from './invoices/external-invoice.js';
export * from './usage/import.js';
export * from './model/ids.js';
export { neverBilled, noNextInvoice, scheduleUnder } from './usage-billing/invoice-schedule.js';
export * from './invoices/invoice-template.js';
export * from './invoices/invoice.js';
export * from './invoices/payable-total.js';
export * from './model/links.js';
export * from './model/rights.js';
export * from './ledger/manager-rights.js';
export * from './ledger/admin-rights.js';
export * from './parties/manager.js';
export * from './catalog/network.js';
export * from './parties/payment-model.js';
export * from './parties/published-credentials.js';
export { secondFactorRefusals } from './parties/admin-user.actions.js';
export * from './parties/security-event.js';
export * from './payments/payment-receipt.js';
export * from './payments/payment.js';
export * from './parties/reseller.js';
export * from './model/scope.js';
export * from './catalog/service.js';
export * from './usage/package-counter.js';
export * from './usage/transaction.js';
export * from './parties/smtp-connection.js';
export * from './subscription-billing/subscription.js';
export * from './invoices/totals.js';
export type { LedgerTransaction, Jobs } from './usage-billing/ledger-transaction.js';
export type { ManualOrder } from './usage-billing/create-invoice.js';
export type { GenerateSettings } from './usage-billing/generate-invoices.js';
export type { SchedulePreview } from './usage-billing/schedule-preview.js';
export type { ManagedInvoices } from './subscription-billing/managed-invoices.js';
export { refundAmountIn } from './subscription-billing/give-payment-back.js';
export { lockedAdvance } from './subscription-billing/pay-charge-from-balance.js';
export * from './payments/allocation.js';
export { lockedInvoice, lockedPayment, invoiceStartingOn } from './subscription-billing/locked-invoice.js';
export type { BillingLedger, RunPreview, RunReport } from './usage-billing/billing-ledger.js';
export type { RunOptions } from './usage-billing/run-billing.js';
export type { RenewalReport } from './usage-billing/renewal-report.js';
export type { SalesPlan } from './subscription-billing/planned-sales.js';
export type { SalesReport } from './subscription-billing/run-sales.js';
export {
  adminBalance,
  adminBillingExposures,
  adminExposures,
  adminInvoiceWrites,
  adminRegistry,
  adminWrites,
  externalInvoiceRegistry,
  resellerExposures,
  resellerExternalInvoice,
  resellerRegistry,
  type AdminWritable,
} from './ledger/index.js';
export * from './ledger/use-cases.generated.js';
export * as adminActions from './ledger/admin-actions.generated.js';
export * as resellerActions from './ledger/reseller-actions.generated.js';
export { adminStatement, resellerStatement } from './journal/statement.resource.js';
export { faultOf, type Statement, type StatementDays } from './journal/statement.js';
export { credentialLimits } from './parties/login.action.js';
export { batchActions, type BatchActions, type BatchColumn, type BatchDeclaration } from './usage/batch.actions.js';
export type { Finding } from './usage-billing/finding.js';
