import type {
  Account,
  AccountClass,
  AdminUser,
  Charge,
  Contact,
  Contractor,
  Correction,
  Country,
  Currency,
  Invoice,
  InvoicePayment,
  InvoiceSubscription,
  InvoiceTemplate,
  Manager,
  Network,
  NetworkType,
  PackageCounter,
  Payment,
  PaymentCharge,
  PaymentCorrection,
  Reseller,
  Service,
  ServiceType,
  SmtpConnection,
  Subscription,
  Tax,
  Transaction,
} from '@org/invoice-domain';
import type { Anonymous } from './numbered-rows.js';

/** The rows of the tables that are given: the ledger makes the rest of them. */
export interface Ledger {
  readonly adminUsers: readonly AdminUser[];
  readonly resellers: readonly Reseller[];
  readonly managers: readonly Manager[];
  readonly smtpConnections: readonly SmtpConnection[];
  readonly contractors: readonly Contractor[];
  readonly contacts: readonly Contact[];
  readonly invoiceTemplates: readonly InvoiceTemplate[];
  readonly accountClasses: readonly AccountClass[];
  readonly accounts: readonly Account[];
  readonly currencies: readonly Currency[];
  readonly countries: readonly Country[];
  readonly networkTypes: readonly NetworkType[];
  readonly networks: readonly Network[];
  readonly serviceTypes: readonly ServiceType[];
  readonly services: readonly Service[];
  readonly transactions: readonly Transaction[];
  readonly packageCounters: readonly PackageCounter[];
  readonly subscriptions: readonly Subscription[];
  readonly invoices: readonly Invoice[];
  readonly charges: readonly Charge[];
  readonly taxes: readonly Tax[];
  readonly corrections: readonly Correction[];
  readonly invoiceSubscriptions: readonly Anonymous<InvoiceSubscription>[];
}

export interface Payments {
  readonly payments: readonly Payment[];
  readonly invoicePayments: readonly Anonymous<InvoicePayment>[];
  readonly paymentCharges: readonly Anonymous<PaymentCharge>[];
  readonly paymentCorrections: readonly Anonymous<PaymentCorrection>[];
}
