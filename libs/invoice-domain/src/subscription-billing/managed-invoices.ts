import type { Decimal, LocalDate } from '@org/kernel';
import type { Journal } from '../journal/posting.js';
import type { Account } from '../parties/account.js';
import type { AccountId, InvoiceId, PaymentId, AllocationId } from '../model/ids.js';
import type { Invoice } from '../invoices/invoice.js';
import type { Allocations } from '../payments/allocation.js';
import type { Payment } from '../payments/payment.js';
import type { Receipt } from '../payments/payment-receipt.js';

export interface PayingAccount extends Pick<Account, 'id' | 'balance'> {
  /** Payment term in days of the account's class, or the default without a class. */
  readonly daysToPay: number;
}

export type IssuedInvoice = Pick<
  Invoice,
  'id' | 'accountId' | 'state' | 'reference' | 'paymentModel' | 'externallyApproved' | 'fromDate' | 'total'
>;

/** The payment for rendered services that the closing of an invoice made. */
export interface ServicePayment extends Pick<
  Payment,
  'id' | 'status' | 'currencyCode' | 'total' | 'expirationDate' | 'externalTotal' | 'externalCurrencyCode'
> {
  /** The amount that is allocated for it. */
  readonly amountPaid: Decimal;
  /** The allocation by which it waits again, once it has posted something itself: what is paid then has that for its cause. */
  readonly takenBackId: AllocationId | null;
  /** Digits of its currency behind the point. */
  readonly currencyDigits: number;
}

/** An invoice with its account and payment, locked until the transaction ends. */
export interface LockedInvoice {
  readonly account: PayingAccount;
  readonly invoice: IssuedInvoice;
  /** Undefined where the closing made none: there was nothing to pay. */
  readonly payment: ServicePayment | undefined;
}

export interface ExternalAmount {
  readonly total: Decimal;
  readonly currency: string;
}

/** Terms of an invoice from a third-party system. */
export interface ExternalTerms {
  /** Its own number of the invoice. */
  readonly documentId: string;
  readonly dueDate: LocalDate;
  readonly amount: ExternalAmount | undefined;
  readonly receipt: Receipt | undefined;
}

/** Invoices that an external system manages and their payments, as one transaction and one reseller see them. */
export interface ManagedInvoices extends Journal, Allocations {
  /** Locks the account, then the invoice, then the payment; every change of an account's money locks in this order. */
  lock(id: InvoiceId): Promise<LockedInvoice | undefined>;
  /** Undefined where there is no such payment. */
  invoiceOf(payment: PaymentId): Promise<{ readonly invoiceId: InvoiceId | null } | undefined>;
  /** Invoices for subscriptions of an account that start on a day; undefined where there is no such account. */
  startingOn(account: AccountId, day: LocalDate): Promise<readonly InvoiceId[] | undefined>;
  knowsCurrency(name: string): Promise<boolean>;
  /** Tells whether another final invoice of the reseller has a number, or was issued under it. */
  isNumberTaken(id: InvoiceId, documentId: string): Promise<boolean>;
  /** @param payment undefined for a credit invoice, of which only the number is kept @throws Refused for a number that is taken meanwhile */
  approve(locked: LockedInvoice, payment: PaymentId | undefined, terms: ExternalTerms): Promise<void>;
  /** Undoes an approval: the payment waits without due date, external amount and receipt. */
  withdraw(locked: LockedInvoice): Promise<void>;
  /** Ends a payment. @param balance of the account before it */
  end(payment: PaymentId, change: Pick<Payment, 'status'> & { readonly balance: Decimal }): Promise<void>;
  /** Debt of the account for rendered services: its open payments for them, and what is on no final invoice yet. */
  owedForServices(account: AccountId): Promise<Decimal>;
  /** Makes subscriptions of an invoice active that are blocked, but for those that another expired payment is for. */
  unblock(invoice: InvoiceId): Promise<void>;
}
