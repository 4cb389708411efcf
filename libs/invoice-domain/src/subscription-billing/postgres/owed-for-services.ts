import { finalState } from '../../invoices/invoice-lifecycle.js';
import { endedStatuses } from '../../payments/payment-lifecycle.js';
import { oneOf } from '../../schema/columns/checks.js';
import { debitedStatuses } from '../charge-lifecycle.js';
import { approvedStatus } from '../correction-lifecycle.js';

/** SQL of the sum of open payments for rendered services. */
const onFinalInvoices = `
coalesce((SELECT sum(payment.total - greatest(payment.allocated, payment.amount_paid_from_balance))
  FROM payments payment JOIN invoice_payments link ON link.payment_id = payment.id
  WHERE payment.account_id = account.id AND NOT (${oneOf('payment.status', endedStatuses)})), 0)`;

/** SQL of the sum of charges and corrections that are debited already and are going to be paid with an invoice that is not final. */
const onOpenInvoices = `
coalesce((SELECT sum(invoice.charges_amount + invoice.corrections_amount) FROM invoices invoice
  WHERE invoice.account_id = account.id AND invoice.kind = 'commerce' AND invoice.state <> '${finalState}'
    AND invoice.payment_model = 'postpay'), 0)
+ coalesce((SELECT sum(charge.amount) FROM charges charge JOIN subscriptions subscription ON subscription.id = charge.subscription_id
  WHERE charge.account_id = account.id AND charge.invoice_id IS NULL AND ${oneOf('charge.status', debitedStatuses)}
    AND subscription.payment_model = 'postpay'), 0)
+ coalesce((SELECT sum(correction.total) FROM corrections correction
  WHERE correction.account_id = account.id AND correction.invoice_id IS NULL AND correction.include_in_invoice
    AND correction.status = '${approvedStatus}' AND correction.late_invoice_id IS NULL
    AND correction.payment_model = 'postpay'), 0)`;

/** SQL of what an `account` owes for services: that is in its balance, and is not own funds that are missing. */
export const owedForServices = `(${onFinalInvoices} + ${onOpenInvoices})`;
