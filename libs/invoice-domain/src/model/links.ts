import type {
  AccountId,
  ChargeId,
  CorrectionId,
  InvoiceId,
  InvoicePaymentId,
  InvoiceReplacementId,
  InvoiceSubscriptionId,
  PaymentChargeId,
  PaymentCorrectionId,
  PaymentId,
  SubscriptionId,
} from './ids.js';

/** Both ends of every link belong to the account it names. */
export interface InvoiceSubscription {
  readonly id: InvoiceSubscriptionId;
  readonly accountId: AccountId;
  readonly invoiceId: InvoiceId;
  readonly subscriptionId: SubscriptionId;
}

export interface InvoicePayment {
  readonly id: InvoicePaymentId;
  readonly accountId: AccountId;
  readonly invoiceId: InvoiceId;
  readonly paymentId: PaymentId;
}

/** A voided invoice, and one that its items were billed on anew. */
export interface InvoiceReplacement {
  readonly id: InvoiceReplacementId;
  readonly accountId: AccountId;
  readonly invoiceId: InvoiceId;
  readonly replacementId: InvoiceId;
}

export interface PaymentCharge {
  readonly id: PaymentChargeId;
  readonly accountId: AccountId;
  readonly paymentId: PaymentId;
  readonly chargeId: ChargeId;
}

export interface PaymentCorrection {
  readonly id: PaymentCorrectionId;
  readonly accountId: AccountId;
  readonly paymentId: PaymentId;
  readonly correctionId: CorrectionId;
}
