import type { InvoicePeriodId, PaymentModel } from '@org/invoice-domain';

/** What tells one account from another; the rest follows from its company, its reseller and its id. */
export interface AccountSketch {
  readonly id: number;
  readonly company: string;
  readonly reseller: number;
  readonly zone: string;
  readonly model: PaymentModel;
  /** The reseller's, unless said. */
  readonly currency?: string;
  readonly calls?: CallsSketch;
  /** It has subscriptions: the first day of the first invoice of each billing day. */
  readonly billedSince?: readonly string[];
  /** An external system issues the invoices of its subscriptions. */
  readonly external?: true;
  /** It tries everything out and pays for nothing. */
  readonly trial?: true;
}

export interface CallsSketch {
  /** Of its automatic invoices; without one its invoices are made by hand. */
  readonly period: InvoicePeriodId | null;
  readonly since: string;
  /** It delivers calls too, and earns by them. */
  readonly sells?: true;
}
