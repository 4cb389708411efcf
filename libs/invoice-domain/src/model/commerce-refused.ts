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
  | 'payment-missing'
  | 'payment-in-process'
  | 'not-for-services'
  | 'cancellation-of-approved'
  | 'cancellation-not-waiting'
  | 'no-due-date'
  | 'not-payable-from-balance'
  | 'other-external-amount'
  | 'balance-too-low'
  | 'unknown-charge'
  | 'tax-not-postpay'
  | 'tax-not-open'
  | 'tax-on-final'
  | 'tax-below-zero'
  | 'tax-too-fine'
  | 'correction-decided'
  | 'external-invoice-key-taken'
  | 'unknown-currency';

/** Where in what was asked for the fault lies, by the domain's names: `['amount', 'currency']`, `['taxes', 0, 'value']`. */
export type PlaceOfFault = readonly (string | number)[];

/** A rule about invoices, payments or charges forbids what was asked for. */
export class CommerceRefused extends Error {
  override readonly name = 'CommerceRefused';

  /** @param more a sentence about this very case, and where the fault lies, if the refusal itself does not say */
  constructor(
    readonly refusal: CommerceRefusal,
    readonly more: { readonly detail?: string; readonly place?: PlaceOfFault } = {},
  ) {
    super(more.detail === undefined ? refusal : `${refusal}: ${more.detail}`);
  }
}
