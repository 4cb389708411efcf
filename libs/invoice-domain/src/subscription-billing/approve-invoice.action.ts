import {
  amountMember,
  choiceMember,
  currencyCodeMember,
  flatBody,
  linkMember,
  localDateMember,
  mappedMember,
  objectMember,
  onRecord,
  optionalMember,
  recordOf,
  theRecord,
} from '@org/json-api';
import { resellerAction } from '../dialects/actions.js';
import { closingFile } from '../invoices/closing-file.member.js';
import type { CommerceRefusal } from '../model/commerce-refusal.js';
import type { Receipt } from '../payments/payment-receipt.js';
import { resellerAccount } from '../parties/account.resource.js';
import { resellerInvoice } from '../invoices/invoice.resource.js';
import { matchingMembers, matchingRefusals } from './matching-members.js';

const receipt = mappedMember(
  choiceMember(
    { link: linkMember(), file: closingFile('In base64 with its media type.') },
    { description: 'A link, or a PDF, DOC or XLSX file in base64 with its media type.' },
  ),
  ({ link = '', file }): Receipt => (file === undefined ? { kind: 'link', link } : { kind: 'file', ...file }),
);

const body = flatBody(
  'Approval',
  {
    ...matchingMembers,
    amount: optionalMember(
      objectMember(
        { total: amountMember(), currency: currencyCodeMember() },
        { description: "What the third-party invoice is of; the invoice's own amount and currency stay." },
      ),
    ),
    dueDate: optionalMember(
      localDateMember({ description: 'Today or later; else the days to pay of the account class decide.' }),
    ),
    receipt: optionalMember(receipt),
  },
  {
    words: {
      missing: 'parameters-missing',
      within: { amount: 'malformed-external-terms', due_date: 'malformed-external-terms' },
    },
  },
);

const declared = {
  right: 'approve-invoice',
  body,
  refusals: [
    ...matchingRefusals,
    'approval-not-postpaid',
    'approval-not-closed',
    'approval-of-zero',
    'document-id-taken',
    'already-approved',
    'already-completed',
    'payment-in-process',
    'malformed-external-terms',
  ] satisfies readonly CommerceRefusal[],
  summary: 'Approve a closed postpaid invoice as one of a third-party system',
} as const;

export const approveInvoice = resellerAction('approveInvoice', {
  ...declared,
  on: onRecord(resellerInvoice),
  path: 'approve',
  answers: theRecord,
});

/** Approval of an invoice that is named by account and billing date. */
export const approveInvoiceOfAccount = resellerAction('approveInvoiceOfAccount', {
  ...declared,
  on: onRecord(resellerAccount),
  path: 'approve_invoices',
  answers: recordOf(resellerInvoice),
  refusals: [...declared.refusals, 'no-matching-invoice'],
  summary: `${declared.summary}, by its account and billing date`,
});
