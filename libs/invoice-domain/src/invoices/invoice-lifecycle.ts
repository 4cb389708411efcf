import { mayBecome, type Transitions } from '../model/transitions.js';
import type { InvoiceState } from './invoice.js';

/** An invoice is made, added up, and approved: issued, with a number and a seal. */
export const invoiceTransitions: Transitions<InvoiceState> = {
  new: ['pending'],
  pending: ['approved'],
  approved: [],
};

/** The state of an invoice that has no content yet. */
export const firstState = 'new' satisfies InvoiceState;

/** The state of an invoice that was added up and can be approved. */
export const filledState = 'pending' satisfies InvoiceState;

export const invoiceMayBecome = (from: InvoiceState, to: InvoiceState): boolean =>
  mayBecome(invoiceTransitions, from, to);

/** The state in which neither the invoice nor its lines change any more. */
export const finalState = 'approved' satisfies InvoiceState;

export const isFinal = (state: InvoiceState): boolean => state === finalState;
