import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';
import type { Pool } from 'pg';
import {
  adminRegistry,
  resellerRegistry,
  type adminBillingExposures,
  type adminExposures,
  type resellerExposures,
} from '../index.js';
import { AccountClassEntity } from '../../parties/postgres/account-class.entity.js';
import { AccountEntity } from '../../parties/postgres/account.entity.js';
import { BillingRunAccountEntity } from '../../usage-billing/postgres/billing-run-account.entity.js';
import { BillingRunEntity } from '../../usage-billing/postgres/billing-run.entity.js';
import { ChargeEntity } from '../../subscription-billing/postgres/charge.entity.js';
import { ContactEntity } from '../../parties/postgres/contact.entity.js';
import { ContractorEntity } from '../../parties/postgres/contractor.entity.js';
import { CorrectionEntity } from '../../subscription-billing/postgres/correction.entity.js';
import { CountryEntity } from '../../catalog/postgres/country.entity.js';
import { CurrencyEntity } from '../../catalog/postgres/currency.entity.js';
import { ExternalInvoiceEntity } from '../../invoices/postgres/external-invoice.entity.js';
import { FailedJobEntity } from '../../usage-billing/postgres/failed-job.entity.js';
import { InvoiceEventEntity } from '../../invoices/postgres/invoice-event.entity.js';
import { InvoiceEntity } from '../../invoices/postgres/invoice.entity.js';
import { InvoiceOriginatedDestinationEntity } from '../../invoices/postgres/invoice-originated-destination.entity.js';
import { InvoiceOriginatedNetworkEntity } from '../../invoices/postgres/invoice-originated-network.entity.js';
import { InvoiceServiceDataEntity } from '../../invoices/postgres/invoice-service-data.entity.js';
import { InvoiceTemplateEntity } from '../../invoices/postgres/invoice-template.entity.js';
import { InvoiceTerminatedDestinationEntity } from '../../invoices/postgres/invoice-terminated-destination.entity.js';
import { InvoiceTerminatedNetworkEntity } from '../../invoices/postgres/invoice-terminated-network.entity.js';
import { NetworkEntity } from '../../catalog/postgres/network.entity.js';
import { NetworkTypeEntity } from '../../catalog/postgres/network-type.entity.js';
import { PackageCounterEntity } from '../../usage/postgres/package-counter.entity.js';
import { PaymentEntity } from '../../payments/postgres/payment.entity.js';
import { ResellerEntity } from '../../parties/postgres/reseller.entity.js';
import { ServiceEntity } from '../../catalog/postgres/service.entity.js';
import { ServiceTypeEntity } from '../../catalog/postgres/service-type.entity.js';
import { SmtpConnectionEntity } from '../../parties/postgres/smtp-connection.entity.js';
import { SubscriptionEntity } from '../../subscription-billing/postgres/subscription.entity.js';
import { TaxEntity } from '../../subscription-billing/postgres/tax.entity.js';
import { TransactionEntity } from '../../usage/postgres/transaction.entity.js';
import { RecordDocuments } from '../../writing/postgres/record-documents.js';
import { LedgerReader } from '../../reading/postgres/ledger-reader.js';
import { tableOf, type Table } from '../../reading/postgres/schema-map.js';
import { StatementRunner } from '../../reading/postgres/statement-runner.js';

type ResourceName =
  keyof typeof adminBillingExposures | keyof typeof adminExposures | keyof typeof resellerExposures | 'externalInvoice';

/** Entity of each resource; a resource without one does not compile. */
export const entityOf = {
  account: AccountEntity,
  accountClass: AccountClassEntity,
  accountTerms: AccountEntity,
  billingRun: BillingRunEntity,
  billingRunAccount: BillingRunAccountEntity,
  charge: ChargeEntity,
  contact: ContactEntity,
  contractor: ContractorEntity,
  correction: CorrectionEntity,
  country: CountryEntity,
  currency: CurrencyEntity,
  externalInvoice: ExternalInvoiceEntity,
  failedJob: FailedJobEntity,
  invoice: InvoiceEntity,
  invoiceEvent: InvoiceEventEntity,
  invoiceOriginatedDestination: InvoiceOriginatedDestinationEntity,
  invoiceOriginatedNetwork: InvoiceOriginatedNetworkEntity,
  invoiceServiceData: InvoiceServiceDataEntity,
  invoiceTemplate: InvoiceTemplateEntity,
  invoiceTerminatedDestination: InvoiceTerminatedDestinationEntity,
  invoiceTerminatedNetwork: InvoiceTerminatedNetworkEntity,
  network: NetworkEntity,
  networkType: NetworkTypeEntity,
  packageCounter: PackageCounterEntity,
  payment: PaymentEntity,
  reseller: ResellerEntity,
  resellerTerms: ResellerEntity,
  service: ServiceEntity,
  serviceType: ServiceTypeEntity,
  smtpConnection: SmtpConnectionEntity,
  subscription: SubscriptionEntity,
  tax: TaxEntity,
  transaction: TransactionEntity,
} as const satisfies Record<ResourceName, EntityTarget<ObjectLiteral>>;

export interface Readers {
  readonly runner: StatementRunner;
  readonly admin: LedgerReader<'everything'>;
  readonly reseller: LedgerReader<'reseller' | 'below-reseller'>;
  readonly documents: RecordDocuments;
}

/** The readers of both APIs, on the pool of a connected data source. */
export const createReaders = (dataSource: DataSource): Readers => {
  const runner = new StatementRunner(poolOf(dataSource));
  const tables = new Map<string, Table>(
    Object.entries<EntityTarget<ObjectLiteral>>(entityOf).map(([name, entity]) => [name, tableOf(dataSource, entity)]),
  );
  const find = (resource: string): Table => {
    const table = tables.get(resource);
    if (table === undefined) throw new Error(`${resource} is stored nowhere`);
    return table;
  };
  return {
    runner,
    admin: new LedgerReader(runner, find, adminRegistry, 'everything'),
    reseller: new LedgerReader<'reseller' | 'below-reseller'>(runner, find, resellerRegistry, 'reseller'),
    documents: new RecordDocuments(find, [adminRegistry, resellerRegistry]),
  };
};

/** TypeORM types its pool as anything; with PostgreSQL it is a pool of `pg`. */
export const poolOf = (dataSource: DataSource): Pool =>
  (dataSource.driver as unknown as { readonly master: Pool }).master;
