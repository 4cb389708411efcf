import type { LocalDate } from '@org/kernel';
import type { AccountId, InvoiceId } from '../model/ids.js';
import type { PaymentModel } from '../parties/payment-model.js';
import type { SalesPeriod } from './sales-period.js';

/** An account as the billing of its subscriptions has to know it. */
export interface BuyingAccount {
  readonly id: AccountId;
  /** By its reseller's calendar. */
  readonly today: LocalDate;
  /** From the closing of an invoice to the day its payment is due; null where an external system says when. */
  readonly daysToPay: number | null;
  /** Of its reseller: see `referenceOf`. */
  readonly invoiceRefTemplate: string;
}

/** Invoices of an account that follow each other: of the subscriptions that share a billing day and are paid in the same way. */
export interface Series {
  readonly billingDay: number;
  readonly paymentModel: PaymentModel;
  /** The first day that anything unbilled falls on; null when there is nothing. */
  readonly unbilledSince: LocalDate | null;
  /** Where the latest of its invoices ends. */
  readonly billedUntil: LocalDate | null;
}

export interface OpenInvoice extends Pick<Series, 'billingDay' | 'paymentModel'> {
  readonly id: InvoiceId;
  readonly toDate: LocalDate;
}

/** What was sold to accounts, as one transaction sees it. */
export interface Sales {
  /** Holds the account until the transaction ends: whatever touches its money does it in turn. */
  lock(id: AccountId): Promise<BuyingAccount | undefined>;
  /** Blocks the funds for charges whose time has come: they are debited. */
  blockBegun(account: BuyingAccount): Promise<void>;
  /** Closes charges of a series whose closing day is before a day. */
  closeCharges(account: BuyingAccount, series: Series, before: LocalDate): Promise<void>;
  series(account: BuyingAccount): Promise<readonly Series[]>;
  openInvoices(account: BuyingAccount): Promise<readonly OpenInvoice[]>;
  /** Whether an invoice of the period would have anything on it: something unbilled, or a subscription in use. */
  hasContent(account: BuyingAccount, series: Series, period: SalesPeriod): Promise<boolean>;
  /** A new invoice with nothing on it. */
  add(account: BuyingAccount, series: Series, period: SalesPeriod): Promise<InvoiceId>;
  /** Puts on an open invoice what belongs on it and is on none, and adds it up. */
  attachItems(id: InvoiceId): Promise<void>;
  /** Makes an invoice final; a postpaid one gets its payment. */
  close(id: InvoiceId, dueDate: LocalDate | null): Promise<void>;
  /** Payments for services that nobody made in time, and the subscriptions that are blocked for it. */
  expirePayments(account: BuyingAccount): Promise<void>;
  /** The account has been dealt with for today. */
  done(account: BuyingAccount): Promise<void>;
}
