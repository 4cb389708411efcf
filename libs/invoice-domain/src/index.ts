export { adminDialect, resellerDialect } from './dialects/index.js';
export { adminWire } from './dialects/admin/admin-wire.js';
export { resellerRefusals, type RefusalAnswer } from './dialects/reseller/reseller-refusals.js';
export { resellerWire } from './dialects/reseller/reseller-wire.js';
export * from './model/account-class.js';
export * from './model/account.js';
export * from './model/act.js';
export * from './model/admin-user.js';
export * from './model/balance-effects.js';
export * from './model/billing-period.js';
export * from './model/billing-run.js';
export * from './model/cdr.js';
export * from './model/charge-amount.js';
export * from './model/charge-tax.js';
export * from './model/charge.js';
export * from './model/commerce-refused.js';
export * from './model/contact.js';
export * from './model/contractor.js';
export * from './model/correction.js';
export * from './model/currency.js';
export * from './model/external-invoice.js';
export * from './model/failed-job.js';
export type { Finding } from './model/finding.js';
export * from './model/ids.js';
export * from './model/invoice-event.js';
export * from './model/invoice-reference.js';
export * from './model/invoice-refused.js';
export * from './model/invoice-schedule.js';
export * from './model/invoice-template.js';
export * from './model/invoice.js';
export * from './model/links.js';
export * from './model/local-moment.js';
export * from './model/manager-rights.js';
export * from './model/manager.js';
export * from './model/network.js';
export * from './model/payment-model.js';
export * from './model/payment-receipt.js';
export * from './model/payment.js';
export * from './model/reseller.js';
export * from './model/sales-period.js';
export * from './model/scope.js';
export * from './model/service.js';
export * from './model/smtp-connection.js';
export * from './model/subscription.js';
export * from './model/totals.js';
export * from './model/traffic.js';
export { AddTaxes, type NewTax } from './use-cases/add-taxes.js';
export { ApproveExternally, type ExternalApproval } from './use-cases/approve-externally.js';
export { ApproveInvoice } from './use-cases/approve-invoice.js';
export type { Books, Jobs } from './use-cases/books.js';
export { CancelPayment } from './use-cases/cancel-payment.js';
export { ChangeInvoiceReference } from './use-cases/change-invoice-reference.js';
export { CompleteInvoice, type Completion } from './use-cases/complete-invoice.js';
export { CreateInvoice, overlapMessage, type ManualOrder } from './use-cases/create-invoice.js';
export { DecideCorrection } from './use-cases/decide-correction.js';
export { DeleteInvoice } from './use-cases/delete-invoice.js';
export { FillInvoice } from './use-cases/fill-invoice.js';
export { GenerateInvoices, type GenerateSettings } from './use-cases/generate-invoices.js';
export type { ManagedInvoices } from './use-cases/managed-invoices.js';
export { heldInvoice, heldPayment, invoiceStartingOn } from './use-cases/held-invoice.js';
export { PayFromBalance } from './use-cases/pay-from-balance.js';
export { RunBilling, type BillingLedger, type RunReport } from './use-cases/run-billing.js';
export { RunSales, type SalesReport } from './use-cases/run-sales.js';
export { ChangeRecord } from './use-cases/change-record.js';
export { CreateRecord } from './use-cases/create-record.js';
export type { LedgerRecords, OwnerOfAccounts, Stored } from './use-cases/ledger-records.js';
export { RemoveRecord } from './use-cases/remove-record.js';
export { SetBalance } from './use-cases/set-balance.js';
export { closingFileIn, type ClosingFile } from './rules/closing-file.js';
export {
  adminBalance,
  adminBalanceWrites,
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
} from './resources/index.js';
export * as adminActions from './ledger/admin-actions.js';
export * as resellerActions from './ledger/reseller-actions.js';
export { credentialLimits } from './parties/login.action.js';
export { batchActions, type BatchActions, type BatchDeclaration } from './usage/batch.actions.js';
