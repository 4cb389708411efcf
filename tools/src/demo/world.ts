import {
  accountIdOf,
  type Account,
  type AccountId,
  type Cdr,
  type Invoice,
  type Transaction,
} from '@org/invoice-domain';
import {
  AccountClassEntity,
  AccountEntity,
  AdminUserEntity,
  ChargeEntity,
  ContactEntity,
  ContractorEntity,
  CorrectionEntity,
  CountryEntity,
  CurrencyEntity,
  InvoiceEntity,
  InvoiceSubscriptionEntity,
  InvoiceTemplateEntity,
  ApiTokenEntity,
  ManagerEntity,
  NetworkEntity,
  NetworkTypeEntity,
  PackageCounterEntity,
  ResellerEntity,
  ServiceEntity,
  ServiceTypeEntity,
  SmtpConnectionEntity,
  SubscriptionEntity,
  TaxEntity,
  TransactionEntity,
} from '@org/invoice-domain/entities';
import type { Calendar } from './calendar.js';
import { billSales } from './commerce/bill-sales.js';
import type { CommerceRows } from './commerce/commerce-rows.js';
import { salesOf } from './commerce/subscriptions.js';
import { invoice18, invoice3973 } from './documented-invoices.js';
import { countries, networks, networkTypes } from './geography/operators.js';
import type { Table } from './insert-rows.js';
import { asNew } from './invoices/issue.js';
import { accountClasses } from './parties/account-classes.js';
import { demoAccounts, type DemoAccount } from './parties/accounts.js';
import { contacts, contractors, invoiceTemplates, smtpConnections } from './parties/contractors.js';
import { currencies } from './parties/exchange.js';
import { resellers } from './parties/resellers.js';
import { adminUserOf, apiTokensOf, managersOf } from './parties/users.js';
import { offers } from './services/service-types.js';
import { servicesOf } from './services/services.js';
import { callsOf } from './usage/calls.js';

/** Tables that are loaded together. */
export interface TableGroup {
  readonly name: string;
  readonly tables: readonly Table[];
}

/** The demo world before its usage is billed. */
export interface DemoWorld {
  /** Tables in an order that satisfies all foreign keys. */
  readonly groups: readonly TableGroup[];
  readonly accounts: readonly DemoAccount[];
  readonly calls: readonly Cdr[];
  readonly transactions: readonly Transaction[];
  /** Subscription invoices, and the two documented invoices. */
  readonly invoices: readonly Invoice[];
  /** Payments go on in it: those of usage are known when it is billed. */
  readonly commerce: CommerceRows;
}

const withId = (accounts: readonly DemoAccount[], id: AccountId): Account => {
  const account = accounts.find(({ row }) => row.id === id);
  if (account === undefined) throw new RangeError(`the demo has no account ${id}`);
  return account.row;
};

/** The same for the same calendar. */
export function demoWorld(calendar: Calendar): DemoWorld {
  const accounts = demoAccounts(calendar);
  const { services, transactions, packageCounters } = servicesOf(accounts, calendar);
  const sales = salesOf(accounts, calendar);
  const billed = billSales(accounts, sales, calendar);
  const lines = billed.commerce.lines();
  const documented = invoice3973(withId(accounts, accountIdOf(906)));
  const invoices = [invoice18(withId(accounts, accountIdOf(74))), documented.invoice, ...billed.invoices];
  const subscriptions = [...documented.subscriptions, ...sales.map(({ subscription }) => subscription)];
  const groups: readonly TableGroup[] = [
    {
      name: 'users and resellers',
      tables: [
        [AdminUserEntity, [adminUserOf(calendar)]],
        [ResellerEntity, resellers],
        [ManagerEntity, managersOf(calendar)],
        [ApiTokenEntity, apiTokensOf(calendar)],
      ],
    },
    {
      name: 'customers',
      tables: [
        [CurrencyEntity, currencies],
        [SmtpConnectionEntity, smtpConnections],
        [ContractorEntity, contractors],
        [ContactEntity, contacts],
        [InvoiceTemplateEntity, invoiceTemplates],
        [AccountClassEntity, accountClasses],
        [AccountEntity, accounts.map(({ row }) => row)],
      ],
    },
    {
      name: 'countries and networks',
      tables: [
        [CountryEntity, countries],
        [NetworkTypeEntity, networkTypes],
        [NetworkEntity, networks],
      ],
    },
    {
      name: 'services',
      tables: [
        [ServiceTypeEntity, offers.map(({ type }) => type)],
        [ServiceEntity, services],
        [TransactionEntity, transactions],
        [PackageCounterEntity, packageCounters],
      ],
    },
    {
      name: 'invoices of subscriptions',
      tables: [
        [SubscriptionEntity, subscriptions],
        [InvoiceEntity, invoices.map(asNew)],
        [InvoiceSubscriptionEntity, [...lines.invoiceSubscriptions, ...documented.invoiceSubscriptions]],
      ],
    },
    {
      name: 'charges and corrections',
      tables: [
        [ChargeEntity, [...documented.charges, ...lines.charges]],
        [TaxEntity, lines.taxes],
        [CorrectionEntity, lines.corrections],
      ],
    },
  ];
  return { groups, accounts, calls: callsOf(accounts, calendar), transactions, invoices, commerce: billed.commerce };
}
