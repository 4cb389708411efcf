import type { CommerceRefusal } from '../../model/commerce-refusal.js';

/** Status, code and title of a refusal. */
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

/** Answer of a method that ActivePlatform has only in its panel, or gives no codes for. */
const own = (code: string, title: string, pointer?: string): RefusalAnswer => ({
  status: 400,
  code,
  title,
  ...(pointer !== undefined && { pointer }),
});

/** The codes of ActivePlatform, and those that its numbering leaves room for (docs/wire/reseller.md, refusals). */
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
  'payment-missing': answer('0018', 'The invoice has no payment: there was nothing to pay'),
  'payment-in-process': answer('0019', 'The payment related to this invoice is being processed'),
  'document-id-taken': answer('0020', 'Another invoice has this document_id', '/document_id'),
  'not-for-services': own('PAYMENT-0001', 'Only a payment for rendered services, which an invoice has, allows this'),
  'cancellation-of-approved': own('PAYMENT-0002', 'Only a payment without a due date can be cancelled'),
  'cancellation-not-waiting': own('PAYMENT-0003', 'Only a payment that is waited for can be cancelled'),
  'not-payable-from-balance': own(
    'PAYMENT-0004',
    'Only a payment that is waited for or expired can be made from the balance',
  ),
  'no-due-date': own('PAYMENT-0005', 'Only a payment with a due date can be made from the balance'),
  'other-external-amount': own('PAYMENT-0006', 'The third-party invoice is of another amount or currency'),
  'balance-too-low': own('PAYMENT-0007', "The account's own funds do not cover the payment"),
  'more-than-due': own('PAYMENT-0008', 'The amount is more than is left to pay', '/amount'),
  'not-payable-amount': own(
    'PAYMENT-0009',
    'The amount has to be above zero, in units that its currency has',
    '/amount',
  ),
  'not-in-advance': own('CHARGE-0007', 'Only a charge that is to be paid in advance can be paid from the balance'),
  'unknown-charge': own('CHARGE-0001', 'The charge does not exist'),
  'tax-not-postpay': own('CHARGE-0002', 'Only a charge of a postpaid subscription can be taxed'),
  'tax-not-open': own('CHARGE-0003', 'Only an opened or blocked charge can be taxed'),
  'tax-on-final': own('CHARGE-0004', 'A charge on a closed invoice cannot be taxed'),
  'tax-below-zero': own('CHARGE-0005', 'A charge may not fall below zero'),
  'tax-too-fine': own('CHARGE-0006', 'The value of a tax has two decimals at most'),
  'correction-decided': own('CORRECTION-0001', 'The correction has been approved or declined already'),
  'credit-not-closed': own('CREDIT-0001', 'Only a closed invoice can be credited or voided'),
  'nothing-to-credit': own('CREDIT-0002', 'Nothing of the invoice is left to be credited'),
  'malformed-credit': own('CREDIT-0003', 'Incorrect amount or lines of the credit note'),
  'unknown-credit-line': own('CREDIT-0004', 'The invoice has no such charge or correction'),
  'credit-too-high': own('CREDIT-0005', 'More than what is left to be credited'),
  'already-voided': own('CREDIT-0006', 'The invoice has been voided already'),
  'void-of-usage': own('CREDIT-0007', 'Only an invoice of subscriptions can be voided'),
  'void-of-paid': own('CREDIT-0008', 'An invoice that is paid, in whole or in part, cannot be voided'),
  'void-of-credited': own('CREDIT-0009', 'An invoice that is credited in part cannot be voided'),
  'void-of-external': own('CREDIT-0010', 'An invoice that a third-party system has approved cannot be voided'),
  'credit-number-taken': own('CREDIT-0011', "The reseller's template gives the number of another credit note"),
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
