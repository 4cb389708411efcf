import { onRecord, theRecordForNow } from '@org/json-api';
import { adminAction } from '../dialects/actions.js';
import { adminParkedSale } from './parked-sale.resource.js';

export const retryParkedSale = adminAction('retryParkedSale', {
  on: onRecord(adminParkedSale),
  path: 'retry',
  right: 'bill',
  answers: theRecordForNow,
  summary: 'Bill the subscriptions of a parked account once more',
  description: 'The answer is the record as it stands; a job goes on with it. It is gone once the account is billed.',
  isExtension: true,
});
