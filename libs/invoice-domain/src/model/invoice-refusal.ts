/** Rules of making, approving and changing invoices: one word for each, from which an API makes its message. */
export const invoiceRefusals = [
  'account-missing',
  'account-on-schedule',
  'start-missing',
  'start-unreadable',
  'end-missing',
  'end-unreadable',
  'end-before-start',
  'period-empty',
  'period-not-over',
  'period-billed',
  'already-filled',
  'approved-already',
  'not-filled-yet',
  'approval-of-subscriptions',
  'deletion-of-subscriptions',
  'usage-changed',
  'refill-of-other-than-pending',
  'reference-missing',
  'reference-taken',
  'reference-of-other-than-pending',
] as const;
export type InvoiceRefusal = (typeof invoiceRefusals)[number];
