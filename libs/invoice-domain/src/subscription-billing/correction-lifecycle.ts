import { mayBecome, type Transitions } from '../model/transitions.js';
import type { CorrectionStatus } from './correction.js';

/** A correction is decided once. */
export const correctionTransitions: Transitions<CorrectionStatus> = {
  approval_required: ['approved', 'declined'],
  approved: [],
  declined: [],
};

export const correctionMayBecome = (from: CorrectionStatus, to: CorrectionStatus): boolean =>
  mayBecome(correctionTransitions, from, to);

/** Somebody has yet to decide. */
export const undecidedStatus = 'approval_required' satisfies CorrectionStatus;

/** It moves money, and may be on an invoice. */
export const approvedStatus = 'approved' satisfies CorrectionStatus;
