import type { Decimal, Instant, LocalDate } from '@org/kernel';
import type { AccountId, ChargeId, InvoiceId, ResellerId, SubscriptionId, TaxId } from '../model/ids.js';

export const chargeStatuses = [
  'new',
  'opened',
  'blocked',
  'closed',
  'deleted',
  'waiting_for_refund',
  'refunded',
] as const;
export type ChargeStatus = (typeof chargeStatuses)[number];

export interface Charge {
  readonly id: ChargeId;
  readonly accountId: AccountId;
  readonly resellerId: ResellerId;
  readonly invoiceId: InvoiceId | null;
  readonly subscriptionId: SubscriptionId;
  readonly subscriptionResourceId: number | null;
  readonly name: string;
  readonly description: string;
  /** Type of the charge, such as `Charge::Setup`. */
  readonly type: string;
  readonly status: ChargeStatus;
  readonly quantity: Decimal;
  /** Months: a day is about 0.033. */
  readonly duration: Decimal;
  readonly operateFrom: LocalDate;
  readonly operateTo: LocalDate;
  readonly unitPrice: Decimal;
  readonly discountAmount: Decimal;
  readonly taxesAmount: Decimal;
  /** Discount and taxes are in it. */
  readonly amount: Decimal;
  /** Actual or expected closing; the invoice of the period this day lies in covers the charge. */
  readonly closeDate: LocalDate | null;
  /** The charge of a voided invoice that is billed anew as this one. */
  readonly reopensChargeId: ChargeId | null;
  /** External key, unique per reseller. */
  readonly externalKey: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** A charge as it is read, with what is left to pay of it in advance. */
export interface PayableCharge extends Charge {
  readonly amountDue: Decimal;
}

export interface Tax {
  readonly id: TaxId;
  readonly chargeId: ChargeId;
  readonly resellerId: ResellerId;
  readonly name: string;
  readonly description: string | null;
  /** Negative gives back. */
  readonly value: Decimal;
  /** External key, unique per reseller. */
  readonly externalKey: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}
