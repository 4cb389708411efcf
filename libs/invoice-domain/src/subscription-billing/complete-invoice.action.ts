import { flatBody, onRecord, recordOf, theRecord } from '@org/json-api';
import { resellerAction } from '../dialects/actions.js';
import type { CommerceRefusal } from '../model/commerce-refusal.js';
import { resellerAccount } from '../parties/account.resource.js';
import { resellerInvoice } from '../invoices/invoice.resource.js';
import { matchingMembers, matchingRefusals } from './matching-members.js';

const declared = {
  right: 'complete-invoice',
  body: flatBody('Completion', matchingMembers, { words: { missing: 'parameters-missing' } }),
  refusals: [
    ...matchingRefusals,
    'other-document-id',
    'completion-not-postpaid',
    'completion-not-closed',
    'completion-of-zero',
    'not-approved-yet',
    'already-completed',
    'payment-in-process',
  ] satisfies readonly CommerceRefusal[],
  summary: 'Say that an approved invoice has been paid',
} as const;

export const completeInvoice = resellerAction('completeInvoice', {
  ...declared,
  on: onRecord(resellerInvoice),
  path: 'complete',
  answers: theRecord,
});

/** Completion of an invoice that is named by account and billing date. */
export const completeInvoiceOfAccount = resellerAction('completeInvoiceOfAccount', {
  ...declared,
  on: onRecord(resellerAccount),
  path: 'complete_invoices',
  answers: recordOf(resellerInvoice),
  refusals: [...declared.refusals, 'no-matching-invoice'],
  summary: `${declared.summary}, by its account and billing date`,
});
