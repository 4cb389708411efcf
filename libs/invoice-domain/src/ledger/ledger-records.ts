import type { AccountClass } from '../parties/account-class.js';
import type { Account } from '../parties/account.js';
import type { Contact } from '../parties/contact.js';
import type { Contractor } from '../parties/contractor.js';
import type { Currency } from '../catalog/currency.js';
import type { AccountId } from '../model/ids.js';
import type { InvoiceTemplate } from '../invoices/invoice-template.js';
import type { Country, Network, NetworkType } from '../catalog/network.js';
import type { Payment } from '../payments/payment.js';
import type { Manager } from '../parties/manager.js';
import type { PartiesInUse } from '../parties/parties-in-use.js';
import type { Reseller } from '../parties/reseller.js';
import type { Service, ServiceType } from '../catalog/service.js';
import type { Transaction } from '../usage/transaction.js';
import type { OwnersOfAccounts } from '../parties/account-records.js';
import type { Journal } from '../journal/posting.js';
import type { CurrencyDigits } from '../payments/currency-amount.js';
import type { Settling } from '../payments/settling.js';
import type { SmtpConnection } from '../parties/smtp-connection.js';
import type { BillingSettings } from '../usage-billing/billing-settings.js';
import type { BilledSoFar } from '../usage-billing/invoice-schedule.js';
import type { AdminWritable } from './index.js';
import type { Drafts } from './rules.js';

interface Models extends Record<AdminWritable, object> {
  readonly account: Account;
  readonly contact: Contact;
  readonly contractor: Contractor;
  readonly smtpConnection: SmtpConnection;
  readonly invoiceTemplate: InvoiceTemplate;
  readonly country: Country;
  readonly currency: Currency;
  readonly network: Network;
  readonly networkType: NetworkType;
  readonly payment: Payment;
  readonly service: Service;
  readonly serviceType: ServiceType;
  readonly transaction: Transaction;
  readonly accountClass: AccountClass;
  readonly accountTerms: Account;
  readonly reseller: Reseller;
  readonly resellerTerms: Reseller;
  readonly resellerAccount: Account;
  readonly manager: Manager;
  readonly billingSettings: Pick<BillingSettings, 'id' | 'emptyInvoices'>;
}

/** A stored record with the ids of its to-one relationships. */
export type Stored<Name extends AdminWritable> = Models[Name] & Drafts[Name];

/** The records of every sort within one transaction: each context sees those of its own (`Records`). */
export interface LedgerRecords extends OwnersOfAccounts, PartiesInUse, Journal, Settling, CurrencyDigits {
  locked<Name extends AdminWritable>(name: Name, id: number): Promise<Stored<Name> | undefined>;
  add<Name extends AdminWritable>(name: Name, record: Drafts[Name]): Promise<number>;
  change<Name extends AdminWritable>(name: Name, id: number, changes: Drafts[Name]): Promise<void>;
  remove(name: AdminWritable, id: number): Promise<void>;
  removePaymentsOf(account: number): Promise<void>;
  /** @param externalId digits, as many as a bigint has */
  accountOf(externalId: string): Promise<AccountId | undefined>;
  /** How far an account has been billed for usage. */
  billedSoFar(account: AccountId): Promise<Omit<BilledSoFar, 'nextInvoiceAt'>>;
}
