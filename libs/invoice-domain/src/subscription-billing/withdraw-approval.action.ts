import { onRecord, theRecord } from '@org/json-api';
import { resellerAction } from '../dialects/actions.js';
import { reasonBody } from '../writing/reason.body.js';
import { resellerInvoice } from '../invoices/invoice.resource.js';

export const withdrawApproval = resellerAction('withdrawApproval', {
  on: onRecord(resellerInvoice),
  path: 'withdraw_approval',
  right: 'approve-invoice',
  body: reasonBody,
  refusals: ['not-approved-yet', 'already-completed', 'payment-in-process'],
  answers: theRecord,
  summary: 'Take the approval by a third-party system back, until the invoice is paid',
  description: 'The invoice has its own number again; its payment loses due date, external amount and receipt.',
  isExtension: true,
});
