import { flatBody, onRecord, recordOf, theRecord } from '@org/json-api';
import { resellerAction } from '../dialects/actions.js';
import { resellerInvoice } from '../invoices/invoice.resource.js';
import { creditMembers, creditRefusals, voidMembers } from './credit-note.members.js';
import { resellerCreditNote } from './credit-note.resource.js';

export const creditInvoice = resellerAction('creditInvoice', {
  on: onRecord(resellerInvoice),
  path: 'credit',
  right: 'credit-invoice',
  body: flatBody('Credit', creditMembers),
  refusals: [...creditRefusals, 'malformed-credit', 'unknown-credit-line', 'credit-too-high'],
  answers: { ...recordOf(resellerCreditNote), status: 201 },
  summary: 'Credit a closed invoice, in whole or in part',
  description: 'All that is left of it, unless lines or an amount say otherwise. The account is credited with it.',
  isExtension: true,
});

export const voidInvoice = resellerAction('voidInvoice', {
  on: onRecord(resellerInvoice),
  path: 'void',
  right: 'credit-invoice',
  body: flatBody('Voiding', voidMembers),
  refusals: [
    ...creditRefusals,
    'void-of-usage',
    'void-of-paid',
    'void-of-credited',
    'void-of-external',
    'payment-in-process',
  ],
  answers: theRecord,
  summary: 'Void a closed invoice that nothing was paid of',
  description: 'It is credited in full, and what was on it will be on the next invoice.',
  isExtension: true,
});
