/** Why a third-party system may not do what it asked for: one word for each rule, from which an API makes its code. */
export type CommerceRefusal =
  | 'parameters-missing'
  | 'no-matching-invoice'
  | 'other-billing-date'
  | 'other-document-id'
  | 'approval-not-postpaid'
  | 'approval-not-closed'
  | 'approval-of-zero'
  | 'completion-not-postpaid'
  | 'completion-not-closed'
  | 'completion-of-zero'
  | 'already-approved'
  | 'not-approved-yet'
  | 'already-completed'
  | 'malformed-external-terms'
  | 'payment-cancelled'
  | 'external-invoice-key-taken'
  | 'unknown-currency';

/** A rule about invoices, payments or charges forbids what was asked for. */
export class CommerceRefused extends Error {
  override readonly name = 'CommerceRefused';

  constructor(readonly refusal: CommerceRefusal) {
    super(refusal);
  }
}
