import { finalState } from '../../invoices/invoice-lifecycle.js';
import { expiringStatuses } from '../../payments/payment-lifecycle.js';
import { oneOf } from '../../schema/columns/checks.js';
import { approvedStatus } from '../correction-lifecycle.js';

/**
 * SQL condition of an `account` that the calendar has something to do for: it has bought something, has a correction to be billed, an open
 * invoice to be closed, or a payment that may become overdue.
 */
export const hasSales = `(EXISTS (SELECT FROM subscriptions WHERE account_id = account.id)
    OR EXISTS (SELECT FROM corrections WHERE account_id = account.id AND invoice_id IS NULL AND include_in_invoice AND status = '${approvedStatus}'
      AND late_invoice_id IS NULL)
    OR EXISTS (SELECT FROM invoices WHERE account_id = account.id AND kind = 'commerce' AND state <> '${finalState}')
    OR EXISTS (SELECT FROM payments WHERE account_id = account.id AND ${oneOf('status', expiringStatuses)} AND expiration_date IS NOT NULL))`;
