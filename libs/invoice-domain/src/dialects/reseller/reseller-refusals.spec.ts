import { describe, expect, it } from '@jest/globals';
import { refusalOf, type ErrorObject } from '@org/json-api';
import { commerceRefusals, type CommerceRefusal } from '../../model/commerce-refusal.js';
import { resellerDialect } from './reseller-dialect.js';

describe('a rule of invoices that forbids what was asked', () => {
  const worded = (refusal: CommerceRefusal): ErrorObject => {
    const { body } = refusalOf(resellerDialect, [{ code: 'refused', refusal }]);
    return (JSON.parse(body) as { readonly errors: readonly [ErrorObject] }).errors[0];
  };

  const answers: Readonly<Record<CommerceRefusal, readonly [status: string, code: string]>> = {
    'parameters-missing': ['400', 'INVOICE-0001'],
    'no-matching-invoice': ['404', 'INVOICE-0002'],
    'other-billing-date': ['400', 'INVOICE-0005'],
    'other-document-id': ['400', 'INVOICE-0006'],
    'approval-not-postpaid': ['400', 'INVOICE-0007'],
    'approval-not-closed': ['400', 'INVOICE-0008'],
    'approval-of-zero': ['400', 'INVOICE-0009'],
    'completion-not-postpaid': ['400', 'INVOICE-0010'],
    'completion-not-closed': ['400', 'INVOICE-0011'],
    'completion-of-zero': ['400', 'INVOICE-0012'],
    'already-approved': ['400', 'INVOICE-0013'],
    'not-approved-yet': ['400', 'INVOICE-0014'],
    'already-completed': ['400', 'INVOICE-0015'],
    'malformed-external-terms': ['400', 'INVOICE-0016'],
    'payment-cancelled': ['400', 'INVOICE-0017'],
    'payment-missing': ['400', 'INVOICE-0018'],
    'payment-in-process': ['400', 'INVOICE-0019'],
    'document-id-taken': ['400', 'INVOICE-0020'],
    'not-for-services': ['400', 'PAYMENT-0001'],
    'cancellation-of-approved': ['400', 'PAYMENT-0002'],
    'cancellation-not-waiting': ['400', 'PAYMENT-0003'],
    'not-payable-from-balance': ['400', 'PAYMENT-0004'],
    'no-due-date': ['400', 'PAYMENT-0005'],
    'other-external-amount': ['400', 'PAYMENT-0006'],
    'balance-too-low': ['400', 'PAYMENT-0007'],
    'more-than-due': ['400', 'PAYMENT-0008'],
    'not-payable-amount': ['400', 'PAYMENT-0009'],
    'not-in-advance': ['400', 'CHARGE-0007'],
    'unknown-charge': ['400', 'CHARGE-0001'],
    'tax-not-postpay': ['400', 'CHARGE-0002'],
    'tax-not-open': ['400', 'CHARGE-0003'],
    'tax-on-final': ['400', 'CHARGE-0004'],
    'tax-below-zero': ['400', 'CHARGE-0005'],
    'tax-too-fine': ['400', 'CHARGE-0006'],
    'correction-decided': ['400', 'CORRECTION-0001'],
    'external-invoice-key-taken': ['409', 'EXTERNAL-INVOICE-KEY-TAKEN'],
    'unknown-currency': ['422', 'UNKNOWN-CURRENCY'],
    'credit-not-closed': ['400', 'CREDIT-0001'],
    'nothing-to-credit': ['400', 'CREDIT-0002'],
    'malformed-credit': ['400', 'CREDIT-0003'],
    'unknown-credit-line': ['400', 'CREDIT-0004'],
    'credit-too-high': ['400', 'CREDIT-0005'],
    'already-voided': ['400', 'CREDIT-0006'],
    'void-of-usage': ['400', 'CREDIT-0007'],
    'void-of-paid': ['400', 'CREDIT-0008'],
    'void-of-credited': ['400', 'CREDIT-0009'],
    'void-of-external': ['400', 'CREDIT-0010'],
    'credit-number-taken': ['400', 'CREDIT-0011'],
  };

  it.each(commerceRefusals)('%s has its status and code', (refusal) => {
    const [status, code] = answers[refusal];
    expect(worded(refusal)).toMatchObject({ status, code });
  });

  it('keeps the words of ActivePlatform', () => {
    expect(worded('other-billing-date')).toEqual({
      status: '400',
      code: 'INVOICE-0005',
      title: 'Incorrect specified billing date for the invoice',
      source: { pointer: '/billing_date' },
    });
    expect(worded('payment-cancelled').title).toBe(
      'Payment related to this invoice has been cancelled. Invoice completion is not possible',
    );
  });
});
