import { onRecord, reasonDocument, theRecord } from '@org/json-api';
import { adminAction } from '../dialects/actions.js';
import { adminInvoice } from '../invoices/invoice.resource.js';

export const refillInvoice = adminAction('refillInvoice', {
  on: onRecord(adminInvoice),
  path: 'refill',
  right: 'bill',
  body: reasonDocument,
  problems: [{ code: 'invalid-member', message: "Invoice can't be refilled", pointer: '/data' }],
  answers: theRecord,
  summary: 'Add the usage of a pending invoice up anew',
  description:
    'Its lines and sums are written anew; its corrections stay. Done by itself when usage changes, within a minute.',
  isExtension: true,
});
