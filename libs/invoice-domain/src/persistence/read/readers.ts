import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';
import type { Pool } from 'pg';
import {
  adminRegistry,
  resellerRegistry,
  type adminBillingExposures,
  type adminExposures,
  type resellerExposures,
} from '../../resources/index.js';
import { AccountClassEntity } from '../entities/account-class.entity.js';
import { AccountEntity } from '../entities/account.entity.js';
import { BillingRunAccountEntity } from '../entities/billing-run-account.entity.js';
import { BillingRunEntity } from '../entities/billing-run.entity.js';
import { ChargeEntity } from '../entities/charge.entity.js';
import { ContactEntity } from '../entities/contact.entity.js';
import { ContractorEntity } from '../entities/contractor.entity.js';
import { CorrectionEntity } from '../entities/correction.entity.js';
import { CountryEntity } from '../entities/country.entity.js';
import { CurrencyEntity } from '../entities/currency.entity.js';
import { ExternalInvoiceEntity } from '../entities/external-invoice.entity.js';
import { FailedJobEntity } from '../entities/failed-job.entity.js';
import { InvoiceEventEntity } from '../entities/invoice-event.entity.js';
import { InvoiceEntity } from '../entities/invoice.entity.js';
import { InvoiceOriginatedDestinationEntity } from '../entities/invoice-originated-destination.entity.js';
import { InvoiceOriginatedNetworkEntity } from '../entities/invoice-originated-network.entity.js';
import { InvoiceServiceDataEntity } from '../entities/invoice-service-data.entity.js';
import { InvoiceTemplateEntity } from '../entities/invoice-template.entity.js';
import { InvoiceTerminatedDestinationEntity } from '../entities/invoice-terminated-destination.entity.js';
import { InvoiceTerminatedNetworkEntity } from '../entities/invoice-terminated-network.entity.js';
import { NetworkEntity } from '../entities/network.entity.js';
import { NetworkTypeEntity } from '../entities/network-type.entity.js';
import { PackageCounterEntity } from '../entities/package-counter.entity.js';
import { PaymentEntity } from '../entities/payment.entity.js';
import { ResellerEntity } from '../entities/reseller.entity.js';
import { ServiceEntity } from '../entities/service.entity.js';
import { ServiceTypeEntity } from '../entities/service-type.entity.js';
import { SmtpConnectionEntity } from '../entities/smtp-connection.entity.js';
import { SubscriptionEntity } from '../entities/subscription.entity.js';
import { TaxEntity } from '../entities/tax.entity.js';
import { TransactionEntity } from '../entities/transaction.entity.js';
import { RecordDocuments } from '../write/record-documents.js';
import { LedgerReader } from './ledger-reader.js';
import { tableOf, type Table } from './schema-map.js';
import { StatementRunner } from './statement-runner.js';

type ResourceName =
  keyof typeof adminBillingExposures | keyof typeof adminExposures | keyof typeof resellerExposures | 'externalInvoice';

/** Where each resource is stored: a resource without a place does not compile. */
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
