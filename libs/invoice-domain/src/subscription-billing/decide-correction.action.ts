import { onRecord, theRecord } from '@org/json-api';
import { resellerAction } from '../dialects/actions.js';
import { reasonBody } from '../writing/reason.body.js';
import { resellerCorrection } from './correction.resource.js';

const declared = {
  on: onRecord(resellerCorrection),
  right: 'decide-correction',
  body: reasonBody,
  refusals: ['correction-decided'],
  answers: theRecord,
  isExtension: true,
} as const;

export const approveCorrection = resellerAction('approveCorrection', {
  ...declared,
  path: 'approve',
  summary: 'Approve a correction that somebody has to decide about',
});

export const declineCorrection = resellerAction('declineCorrection', {
  ...declared,
  path: 'decline',
  summary: 'Decline a correction that somebody has to decide about',
});
