// Written by `npm run generate`: every action of the admin API that a context declares.
export { listTimezones, showTimezones } from '../catalog/timezone.actions.js';
export { creditInvoice, voidInvoice } from '../credit-notes/admin-credit-note.actions.js';
export { approveInvoice, approveInvoices } from '../invoices/approve-invoice.action.js';
export { changeInvoiceReference } from '../invoices/change-reference.action.js';
export { previewInvoice, previewUsageSoFar } from '../invoices/preview-invoice.actions.js';
export { showStatement } from '../journal/show-statement.actions.js';
export {
  addAdminUser,
  resetPassword,
  changePassword,
  endTokens,
  enrolSecondFactor,
  confirmSecondFactor,
  removeSecondFactor,
} from '../parties/admin-user.actions.js';
export { issueToken, rotateToken, revokeToken } from '../parties/api-token.actions.js';
export { createToken } from '../parties/login.action.js';
export { updateBalance, replaceBalance } from '../payments/set-balance.action.js';
export {
  refundPayment,
  orderRefund,
  callOffRefund,
  chargeBackPayment,
  undoCompletion,
} from '../subscription-billing/refund-payment.actions.js';
export { retryParkedSale } from '../subscription-billing/retry-parked-sale.action.js';
export { previewSchedule } from '../usage-billing/preview-schedule.action.js';
export { refillInvoice } from '../usage-billing/refill-invoice.action.js';
export { retryBillingRun, retryFailedJob } from '../usage-billing/retry.actions.js';
export { undoImport } from '../usage/undo-import.action.js';
