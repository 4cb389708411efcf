import { onRecord, theRecord } from '@org/json-api';
import { resellerAction } from '../dialects/actions.js';
import { resellerPayment } from './payment.resource.js';
import { reasonBody } from '../writing/reason.body.js';

export const cancelPayment = resellerAction('cancelPayment', {
  on: onRecord(resellerPayment),
  path: 'cancel',
  right: 'cancel-payment',
  body: reasonBody,
  refusals: ['not-for-services', 'cancellation-of-approved', 'cancellation-not-waiting'],
  answers: theRecord,
  summary: 'Cancel the payment of an invoice that is not approved',
  isExtension: true,
});
