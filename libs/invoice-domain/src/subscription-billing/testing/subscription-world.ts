import type { FixedClock } from '@org/kernel';
import type { TaxedCharges } from '../add-taxes.js';
import type { ChargeStatus } from '../charge.js';
import type { CorrectionStatus } from '../correction.js';
import type { Corrections } from '../decide-correction.js';
import type { AdvanceCharges } from '../pay-charge-from-balance.js';
import type { ManagedInvoices } from '../managed-invoices.js';
import type { SubscriptionStatus } from '../subscription.js';
import type { PaymentModel } from '../../parties/payment-model.js';
import type { PaymentStatus } from '../../payments/payment.js';

/** Sketch of a subscription invoice; the default is an approved postpaid invoice of 100 that waits for its payment. */
export interface InvoiceSketch {
  readonly resellerId?: number;
  readonly paymentModel?: PaymentModel;
  readonly state?: 'pending' | 'approved';
  readonly total?: string;
  /** Null for an invoice without one. */
  readonly payment?: PaymentStatus | null;
  readonly dueDate?: string | null;
  readonly paidFromBalance?: string;
  /** Null for an account without a class. */
  readonly daysToPay?: number | null;
  readonly subscription?: SubscriptionStatus;
  readonly charge?: ChargeStatus;
  /** The id of an account that is there, with its subscription: the invoice is a further one of it. */
  readonly account?: number;
}

/** An account, its subscription, an invoice of January 2026 with one charge, and the payment: all have one id. */
export interface Issued {
  readonly id: number;
  readonly reseller: number;
}

export interface CorrectionSketch {
  readonly resellerId?: number;
  readonly paymentModel?: PaymentModel;
  readonly status?: CorrectionStatus;
  readonly total?: string;
  /** Whether it is for usage that came late. */
  readonly isLate?: boolean;
}

/** The ports of one reseller within one transaction. */
export interface SubscriptionPorts {
  readonly invoices: ManagedInvoices;
  readonly charges: TaxedCharges;
  readonly corrections: Corrections;
  readonly advances: AdvanceCharges;
}

/** State after a use case, numbers and days as text. */
export interface Snapshot {
  readonly balance: string;
  readonly invoice: {
    readonly reference: string;
    readonly externallyApproved: boolean;
    readonly chargesAmount: string;
    readonly total: string;
  };
  readonly payment: PaymentSnapshot | undefined;
  readonly subscription: SubscriptionStatus;
  readonly charge: { readonly amount: string; readonly taxesAmount: string };
}

export interface PaymentSnapshot {
  readonly status: PaymentStatus;
  readonly dueDate: string | null;
  readonly external: string | null;
  readonly paidFromBalance: string;
  readonly balanceBefore: string | null;
  readonly closedAt: string | null;
  readonly receipt: string | null;
}

export interface CorrectionSnapshot {
  readonly status: CorrectionStatus;
  readonly approvedAt: string | null;
  readonly balance: string;
}

/**
 * Accounts with invoices of subscriptions, in memory or in PostgreSQL. It is 1 March 2026, 12:00 UTC. Reseller 1 is above reseller 2; the
 * currencies are EUR and USD.
 */
export interface SubscriptionWorld {
  readonly clock: FixedClock;
  issued(sketch?: InvoiceSketch): Promise<Issued>;
  /** Takes the charge off its invoice. */
  unbill(issued: Issued): Promise<void>;
  /** The payment is overdue, and the subscription blocked for it. */
  overdue(issued: Issued): Promise<void>;
  /** The payment is being processed. */
  processing(issued: Issued): Promise<void>;
  /** Puts money on the balance. */
  credit(issued: Issued, amount: string): Promise<void>;
  /** A payment of the same account that is for no invoice. @returns its id */
  topUp(issued: Issued): Promise<number>;
  correction(sketch?: CorrectionSketch): Promise<Issued>;
  /** @throws what the work throws; nothing has changed then */
  as<Result>(reseller: number, work: (ports: SubscriptionPorts) => Promise<Result>): Promise<Result>;
  snapshot(issued: Issued): Promise<Snapshot>;
  correctionSnapshot(issued: Issued): Promise<CorrectionSnapshot>;
  /** Names and values of the taxes on a charge, in their order. */
  taxes(issued: Issued): Promise<readonly string[]>;
  close(): Promise<void>;
}
