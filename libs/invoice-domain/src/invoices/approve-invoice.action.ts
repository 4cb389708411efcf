import { identifiersDocument, objectOf, onCollection, onRecord, reasonDocument, theRecord } from '@org/json-api';
import { adminAction } from '../dialects/actions.js';
import { adminInvoice } from './invoice.resource.js';

/** Invoices of one request, at most. */
const mostInvoices = 1_000;

export const approveInvoice = adminAction('approveInvoice', {
  on: onRecord(adminInvoice),
  path: 'approve',
  right: 'bill',
  body: reasonDocument,
  problems: [
    { code: 'invalid-member', message: 'Invoice already approved', pointer: '/data' },
    { code: 'invalid-member', message: "Invoice can't be approved", pointer: '/data' },
    {
      code: 'invalid-member',
      message:
        "Invoice can't be approved: its usage has changed since it was filled, its total of 1.1 would be 100. Refill it",
      pointer: '/data',
    },
  ],
  answers: theRecord,
  summary: 'Approve a pending invoice',
  description: 'It gets its number and is final.',
  isExtension: true,
});

const outcome = {
  type: 'object',
  required: ['id', 'outcome'],
  properties: {
    id: { type: 'string' },
    outcome: { type: 'string', enum: ['Approved', 'Refused'] },
    errors: { type: 'array', items: { type: 'object' } },
  },
} as const;

export const approveInvoices = adminAction('approveInvoices', {
  on: onCollection(adminInvoice),
  path: 'approve',
  effect: 'own',
  right: 'bill',
  body: identifiersDocument(adminInvoice, mostInvoices, 'invoices.approval'),
  answers: {
    kind: 'report',
    statuses: { 200: 'Done' },
    schema: 'invoices.outcomes',
    schemas: {
      'invoices.outcomes': objectOf({ meta: objectOf({ outcomes: { type: 'array', items: outcome } }) }),
    },
    example: { meta: { outcomes: [{ id: '1', outcome: 'Approved' }] } },
  },
  summary: 'Approve many invoices',
  description: 'Each for itself: the outcome tells which were approved, and why others were not.',
  isExtension: true,
  call: 'approveMany',
});
