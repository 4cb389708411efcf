import { nothing, onRecord, theRecordForNow } from '@org/json-api';
import { adminAction } from '../dialects/actions.js';
import { adminBillingRun } from './billing-run.resource.js';
import { adminFailedJob } from './failed-job.resource.js';

export const retryBillingRun = adminAction('retryBillingRun', {
  on: onRecord(adminBillingRun),
  path: 'retry',
  right: 'bill',
  answers: theRecordForNow,
  summary: 'Bill what a run has parked, once more',
  description: 'The answer is the run as it stands; a job goes on with it.',
  isExtension: true,
});

export const retryFailedJob = adminAction('retryFailedJob', {
  on: onRecord(adminFailedJob),
  path: 'retry',
  right: 'bill',
  answers: nothing,
  summary: 'Put a failed job back into its queue',
  description: 'It is no failed job any more, unless it fails again.',
  isExtension: true,
});
