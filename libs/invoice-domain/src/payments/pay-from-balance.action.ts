import { onRecord, theRecord } from '@org/json-api';
import { resellerAction } from '../dialects/actions.js';
import { resellerPayment } from './payment.resource.js';
import { paymentFromBalanceBody } from './payment-from-balance.body.js';

export const payFromBalance = resellerAction('payFromBalance', {
  on: onRecord(resellerPayment),
  path: 'pay_from_balance',
  right: 'pay-from-balance',
  body: paymentFromBalanceBody,
  refusals: [
    'not-for-services',
    'not-payable-from-balance',
    'no-due-date',
    'other-external-amount',
    'not-payable-amount',
    'more-than-due',
    'balance-too-low',
  ],
  answers: theRecord,
  summary: 'Make a payment for rendered services from the balance, in whole or in part',
  isExtension: true,
});
