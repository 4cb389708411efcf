// Written by `npm run generate`: every action of the reseller API that a context declares.
export { creditInvoice, voidInvoice } from '../credit-notes/credit-note.actions.js';
export {
  sendExternalInvoice,
  replaceExternalInvoice,
  findExternalInvoice,
  showExternalInvoice,
  showExternalInvoiceFile,
} from '../invoices/external-invoice.actions.js';
export { showStatementOfAccount } from '../journal/show-statement.actions.js';
export { cancelPayment } from '../payments/cancel-payment.action.js';
export { payFromBalance } from '../payments/pay-from-balance.action.js';
export { showReceipt } from '../payments/show-receipt.action.js';
export { addTaxes } from '../subscription-billing/add-taxes.action.js';
export { approveInvoice, approveInvoiceOfAccount } from '../subscription-billing/approve-invoice.action.js';
export { completeInvoice, completeInvoiceOfAccount } from '../subscription-billing/complete-invoice.action.js';
export { approveCorrection, declineCorrection } from '../subscription-billing/decide-correction.action.js';
export { payChargeFromBalance } from '../subscription-billing/pay-charge-from-balance.action.js';
export { withdrawApproval } from '../subscription-billing/withdraw-approval.action.js';
