import { mayBecome, type Transitions, type Undoings } from '../model/transitions.js';

/** Whether a third-party system has matched an invoice with its own. */
export type ExternalApprovalState = 'unapproved' | 'approved';

export const externalApprovalTransitions: Transitions<ExternalApprovalState> = {
  unapproved: ['approved'],
  approved: [],
};

/** A wrong approval is withdrawn while nothing of the invoice is paid. */
export const externalApprovalUndoings: Undoings<ExternalApprovalState> = {
  approved: ['unapproved'],
};

const stateOf = ({ externallyApproved }: { readonly externallyApproved: boolean }): ExternalApprovalState =>
  externallyApproved ? 'approved' : 'unapproved';

export const mayBeApprovedExternally = (invoice: { readonly externallyApproved: boolean }): boolean =>
  mayBecome(externalApprovalTransitions, stateOf(invoice), 'approved');

export const mayBeWithdrawn = (invoice: { readonly externallyApproved: boolean }): boolean =>
  mayBecome(externalApprovalUndoings, stateOf(invoice), 'unapproved');
