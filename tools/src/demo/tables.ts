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
  InvoicePaymentEntity,
  InvoiceSubscriptionEntity,
  InvoiceTemplateEntity,
  ManagerEntity,
  NetworkEntity,
  NetworkTypeEntity,
  PackageCounterEntity,
  PaymentChargeEntity,
  PaymentCorrectionEntity,
  PaymentEntity,
  ResellerEntity,
  ServiceEntity,
  ServiceTypeEntity,
  SmtpConnectionEntity,
  SubscriptionEntity,
  TaxEntity,
  TransactionEntity,
} from '@org/invoice-domain/entities';
import type { ObjectType } from 'typeorm';
import type { Ledger, Payments } from './ledger.js';

export type LedgerTable = keyof Ledger;
export type PaymentTable = keyof Payments;

export const entityOf = {
  adminUsers: AdminUserEntity,
  resellers: ResellerEntity,
  managers: ManagerEntity,
  smtpConnections: SmtpConnectionEntity,
  contractors: ContractorEntity,
  contacts: ContactEntity,
  invoiceTemplates: InvoiceTemplateEntity,
  accountClasses: AccountClassEntity,
  accounts: AccountEntity,
  countries: CountryEntity,
  currencies: CurrencyEntity,
  networkTypes: NetworkTypeEntity,
  networks: NetworkEntity,
  serviceTypes: ServiceTypeEntity,
  services: ServiceEntity,
  transactions: TransactionEntity,
  packageCounters: PackageCounterEntity,
  subscriptions: SubscriptionEntity,
  invoices: InvoiceEntity,
  charges: ChargeEntity,
  taxes: TaxEntity,
  corrections: CorrectionEntity,
  payments: PaymentEntity,
  invoiceSubscriptions: InvoiceSubscriptionEntity,
  invoicePayments: InvoicePaymentEntity,
  paymentCharges: PaymentChargeEntity,
  paymentCorrections: PaymentCorrectionEntity,
} as const satisfies Record<LedgerTable | PaymentTable, ObjectType<object>>;

export interface TableGroup {
  readonly name: string;
  readonly tables: readonly LedgerTable[];
}

/** In an order in which every row finds the rows it refers to. */
export const tableGroups: readonly TableGroup[] = [
  { name: 'users and resellers', tables: ['adminUsers', 'resellers', 'managers'] },
  {
    name: 'customers',
    tables: [
      'currencies',
      'smtpConnections',
      'contractors',
      'contacts',
      'invoiceTemplates',
      'accountClasses',
      'accounts',
    ],
  },
  { name: 'countries and networks', tables: ['countries', 'networkTypes', 'networks'] },
  { name: 'services', tables: ['serviceTypes', 'services', 'transactions', 'packageCounters'] },
  { name: 'invoices', tables: ['subscriptions', 'invoices', 'invoiceSubscriptions'] },
  { name: 'charges and corrections', tables: ['charges', 'taxes', 'corrections'] },
];

/** In such an order, too. */
export const paymentTables: readonly PaymentTable[] = [
  'payments',
  'invoicePayments',
  'paymentCharges',
  'paymentCorrections',
];
