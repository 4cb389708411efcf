import { onRecord, theRecord } from '@org/json-api';
import { resellerAction } from '../dialects/actions.js';
import { paymentFromBalanceBody } from '../payments/payment-from-balance.body.js';
import { resellerCharge } from './charge.resource.js';

export const payChargeFromBalance = resellerAction('payChargeFromBalance', {
  on: onRecord(resellerCharge),
  path: 'pay_from_balance',
  right: 'pay-from-balance',
  body: paymentFromBalanceBody,
  refusals: ['not-in-advance', 'not-payable-amount', 'more-than-due', 'balance-too-low'],
  answers: theRecord,
  summary: 'Pay a charge in advance from the balance, in whole or in part',
  isExtension: true,
});
