import type { LocalDate } from '@org/kernel';
import type { AccountId, InvoiceId } from '../model/ids.js';
import type { PaymentModel } from '../parties/payment-model.js';
import type { SalesPeriod } from './sales-period.js';

/** An account as the billing of its subscriptions has to know it. */
export interface BuyingAccount {
  readonly id: AccountId;
  /** Current day in the reseller's time zone. */
  readonly today: LocalDate;
  /** Current day in the account's own time zone, in which its periods end. */
  readonly localDay: LocalDate;
  /** Payment term in days; null where an external system sets the due date. */
  readonly daysToPay: number | null;
  /** Reference template of its reseller: see `referenceOf`. */
  readonly invoiceRefTemplate: string;
}

/**
 * Invoices of an account that follow each other: of the subscriptions that share a billing day and are paid in the same way. A subscription
 * stays with the invoice that it is on until that is closed; only then its new billing day applies.
 */
export interface Series {
  readonly billingDay: number;
  readonly paymentModel: PaymentModel;
  /** Days of what is on no invoice yet, in order. */
  readonly unbilledDays: readonly LocalDate[];
  /** End of the latest invoice of the series. */
  readonly billedUntil: LocalDate | null;
  /** True when one of its invoices is no late one. Late ones make no chain. */
  readonly hasBegun: boolean;
  /** First day on which a subscription in use is on no invoice of any series any more; null when none of them ever was on one. */
  readonly coveredUntil: LocalDate | null;
}

/** Key of a series within its account. */
export type SeriesName = Pick<Series, 'billingDay' | 'paymentModel'>;

export interface OpenInvoice extends SeriesName {
  readonly id: InvoiceId;
  readonly toDate: LocalDate;
  /** True when its last day is over in its own time zone. */
  readonly hasEnded: boolean;
}

/** A period that gets an invoice: a late one is older than the series. */
export interface InvoicedPeriod extends SalesPeriod {
  readonly isLate: boolean;
}

/** Sales to accounts as one transaction sees them. */
export interface Sales {
  /** Locks the account until the transaction ends, so that changes of its money are serialised. */
  lock(id: AccountId): Promise<BuyingAccount | undefined>;
  /** Blocks the funds for charges whose time has come: they are debited. */
  blockBegun(account: BuyingAccount): Promise<void>;
  /** Closes charges of a series whose closing day is before a day. */
  closeCharges(account: BuyingAccount, series: SeriesName, before: LocalDate): Promise<void>;
  series(account: BuyingAccount): Promise<readonly Series[]>;
  openInvoices(account: BuyingAccount): Promise<readonly OpenInvoice[]>;
  /** Tells whether an invoice of the period would have anything on it: something unbilled, or a subscription in use. */
  hasContent(account: BuyingAccount, series: SeriesName, period: SalesPeriod): Promise<boolean>;
  /** A new invoice with nothing on it. */
  add(account: BuyingAccount, series: SeriesName, period: InvoicedPeriod): Promise<InvoiceId>;
  /** Attaches unbilled charges, corrections and subscriptions to an open invoice, and updates its sums. */
  attachItems(id: InvoiceId): Promise<void>;
  /** Makes an invoice final; a postpaid one gets its payment. */
  close(id: InvoiceId, dueDate: LocalDate | null): Promise<void>;
  /** Pays what is due by today from the account's credit, where its reseller wants that. */
  settleDue(account: BuyingAccount): Promise<void>;
  /** Expires overdue payments for services and blocks their subscriptions. */
  expirePayments(account: BuyingAccount): Promise<void>;
  /** The account has been dealt with for today. */
  done(account: BuyingAccount): Promise<void>;
}
