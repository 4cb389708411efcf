import { endedStatuses } from '../../payments/payment-lifecycle.js';
import { oneOf } from '../../schema/columns/checks.js';
import { advanceStatuses } from '../charge-in-advance.js';

/** SQL of what is left to pay of payments for services, which is nothing once they have ended. */
const ofServices = (condition: string): string => `
coalesce((SELECT sum(payment.total - greatest(payment.allocated, payment.amount_paid_from_balance))
  FROM invoice_payments link JOIN payments payment ON payment.id = link.payment_id
  WHERE ${condition} AND NOT (${oneOf('payment.status', endedStatuses)})), 0)`;

const isOpenInAdvance = (charge: string): string =>
  `${oneOf(`${charge}.status`, advanceStatuses)} AND NOT ${charge}.paid_unallocated AND EXISTS (
    SELECT FROM subscriptions WHERE subscriptions.id = ${charge}.subscription_id AND subscriptions.payment_model = 'prepay')`;

/** SQL of what is left to pay of an invoice. */
export const invoiceDue = (invoice: string): string => ofServices(`link.invoice_id = ${invoice}.id`);

/** SQL of what is left to pay of a charge in advance; nothing of any other. */
export const chargeDue = (charge: string): string =>
  `CASE WHEN ${isOpenInAdvance(charge)} THEN ${charge}.amount - ${charge}.allocated ELSE 0 END`;

/** SQL of what is left to pay of all open items of an account. */
export const balanceDue = (account: string): string => `(${ofServices(`payment.account_id = ${account}.id`)}
+ coalesce((SELECT sum(charge.amount - charge.allocated) FROM charges charge
  WHERE charge.account_id = ${account}.id AND ${isOpenInAdvance('charge')}), 0))`;
