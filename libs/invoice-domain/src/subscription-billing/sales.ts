import type { LocalDate } from '@org/kernel';
import type { AccountId, InvoiceId } from '../model/ids.js';
import type { PaymentModel } from '../parties/payment-model.js';
import type { SalesPeriod } from './sales-period.js';

/** An account as the billing of its subscriptions has to know it. */
export interface BuyingAccount {
  readonly id: AccountId;
  /** Current day in the reseller's time zone. */
  readonly today: LocalDate;
  /** Payment term in days; null where an external system sets the due date. */
  readonly daysToPay: number | null;
  /** Reference template of its reseller: see `referenceOf`. */
  readonly invoiceRefTemplate: string;
}

/** Invoices of an account that follow each other: of the subscriptions that share a billing day and are paid in the same way. */
export interface Series {
  readonly billingDay: number;
  readonly paymentModel: PaymentModel;
  /** The first day that anything unbilled falls on; null when there is nothing. */
  readonly unbilledSince: LocalDate | null;
  /** End of the latest invoice of the series. */
  readonly billedUntil: LocalDate | null;
}

export interface OpenInvoice extends Pick<Series, 'billingDay' | 'paymentModel'> {
  readonly id: InvoiceId;
  readonly toDate: LocalDate;
}

/** Sales to accounts as one transaction sees them. */
export interface Sales {
  /** Locks the account until the transaction ends, so that changes of its money are serialised. */
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
  /** Attaches unbilled charges, corrections and subscriptions to an open invoice, and updates its sums. */
  attachItems(id: InvoiceId): Promise<void>;
  /** Makes an invoice final; a postpaid one gets its payment. */
  close(id: InvoiceId, dueDate: LocalDate | null): Promise<void>;
  /** Expires overdue payments for services and blocks their subscriptions. */
  expirePayments(account: BuyingAccount): Promise<void>;
  /** The account has been dealt with for today. */
  done(account: BuyingAccount): Promise<void>;
}
