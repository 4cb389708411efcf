import { onRecord } from '@org/json-api';
import { resellerAction } from '../dialects/actions.js';
import { resellerPayment } from './payment.resource.js';

export const showReceipt = resellerAction('showReceipt', {
  on: onRecord(resellerPayment),
  path: 'receipt',
  effect: 'read',
  right: 'read',
  answers: {
    kind: 'file',
    status: 200,
    description: 'The file as it was sent, or the link',
    mediaTypes: ['*/*'],
    orLink: true,
  },
  summary: 'The receipt that came with an approval',
  description: '`Accept` is not looked at. A link is answered as `text/uri-list`.',
  isExtension: true,
});
