import { membersDocument, onRecord, recordOf, theRecord, type Problem } from '@org/json-api';
import { adminAction } from '../dialects/actions.js';
import { adminInvoice } from '../invoices/invoice.resource.js';
import type { CommerceRefusal } from '../model/commerce-refusal.js';
import { creditMembers, voidMembers } from './credit-note.members.js';
import { adminCreditNote } from './credit-note.resource.js';

const refused = (refusal: CommerceRefusal, pointer?: string): Problem => ({
  code: 'refused',
  refusal,
  ...(pointer !== undefined && { pointer }),
});

export const creditInvoice = adminAction('creditInvoice', {
  on: onRecord(adminInvoice),
  path: 'credit',
  right: 'bill',
  body: membersDocument('Credit', adminCreditNote, creditMembers),
  problems: [refused('nothing-to-credit'), refused('credit-too-high', '/data/attributes/amount')],
  answers: { ...recordOf(adminCreditNote), status: 201 },
  summary: 'Credit an approved invoice, in whole or in part',
  description: 'All that is left of it, unless lines or an amount say otherwise. The account is credited with it.',
  isExtension: true,
});

export const voidInvoice = adminAction('voidInvoice', {
  on: onRecord(adminInvoice),
  path: 'void',
  right: 'bill',
  body: membersDocument('Voiding', adminCreditNote, voidMembers),
  problems: [refused('void-of-usage'), refused('void-of-paid')],
  answers: theRecord,
  summary: 'Void an approved invoice of subscriptions that nothing was paid of',
  description: 'It is credited in full, and what was on it will be on the next invoice.',
  isExtension: true,
});
