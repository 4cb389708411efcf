import type { CommerceRefusal } from '../../model/commerce-refused.js';

/** How a rule's refusal is answered. */
export interface RefusalAnswer {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  /** The member of the body that breaks the rule, where it is always the same. */
  readonly pointer?: string;
}

const answer = (number: string, title: string, pointer?: string, status = 400): RefusalAnswer => ({
  status,
  code: `INVOICE-${number}`,
  title,
  ...(pointer !== undefined && { pointer }),
});

/** The codes of the original, and those that its numbering leaves room for (docs/wire/reseller.md, refusals). */
export const resellerRefusals: Readonly<Record<CommerceRefusal, RefusalAnswer>> = {
  'parameters-missing': answer('0001', 'Required parameters are not provided'),
  'no-matching-invoice': answer('0002', 'No invoice of the account has this billing date', undefined, 404),
  'other-billing-date': answer('0005', 'Incorrect specified billing date for the invoice', '/billing_date'),
  'other-document-id': answer('0006', 'Incorrect specified document_id for the invoice', '/document_id'),
  'approval-not-postpaid': answer('0007', 'Only postpaid invoice can be approved'),
  'approval-not-closed': answer('0008', 'Only closed invoice can be approved'),
  'approval-of-zero': answer('0009', 'Only non-zero invoice can be approved'),
  'completion-not-postpaid': answer('0010', 'Only postpaid invoice can be completed'),
  'completion-not-closed': answer('0011', 'Only closed invoice can be completed'),
  'completion-of-zero': answer('0012', 'Only non-zero invoice can be completed'),
  'already-approved': answer('0013', 'The invoice has already been approved'),
  'not-approved-yet': answer('0014', 'The invoice has not been approved yet'),
  'already-completed': answer('0015', 'The invoice has already been completed'),
  'malformed-external-terms': answer('0016', 'Incorrect external amount, currency or due date'),
  'payment-cancelled': answer(
    '0017',
    'Payment related to this invoice has been cancelled. Invoice completion is not possible',
  ),
  'external-invoice-key-taken': {
    status: 409,
    code: 'EXTERNAL-INVOICE-KEY-TAKEN',
    title: 'The account has a closing document with this key',
    pointer: '/key',
  },
  'unknown-currency': {
    status: 422,
    code: 'UNKNOWN-CURRENCY',
    title: 'The currency is not known here',
    pointer: '/amount/currency',
  },
};
