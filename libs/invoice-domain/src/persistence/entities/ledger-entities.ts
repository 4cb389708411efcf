import { AccountClassEntity } from './account-class.entity.js';
import { AccountEntity } from './account.entity.js';
import { AdminUserEntity } from './admin-user.entity.js';
import { BillingRunAccountEntity } from './billing-run-account.entity.js';
import { BillingRunEntity } from './billing-run.entity.js';
import { ChargeEntity } from './charge.entity.js';
import { ContactEntity } from './contact.entity.js';
import { ContractorEntity } from './contractor.entity.js';
import { CorrectionEntity } from './correction.entity.js';
import { CountryEntity } from './country.entity.js';
import { CurrencyEntity } from './currency.entity.js';
import { ExternalInvoiceEntity } from './external-invoice.entity.js';
import { FailedJobEntity } from './failed-job.entity.js';
import { InvoiceEventEntity } from './invoice-event.entity.js';
import { InvoiceOriginatedDestinationEntity } from './invoice-originated-destination.entity.js';
import { InvoiceOriginatedNetworkEntity } from './invoice-originated-network.entity.js';
import { InvoicePaymentEntity } from './invoice-payment.entity.js';
import { InvoiceServiceDataEntity } from './invoice-service-data.entity.js';
import { InvoiceSubscriptionEntity } from './invoice-subscription.entity.js';
import { InvoiceTemplateEntity } from './invoice-template.entity.js';
import { InvoiceTerminatedDestinationEntity } from './invoice-terminated-destination.entity.js';
import { InvoiceTerminatedNetworkEntity } from './invoice-terminated-network.entity.js';
import { InvoiceEntity } from './invoice.entity.js';
import { ManagerEntity } from './manager.entity.js';
import { NetworkTypeEntity } from './network-type.entity.js';
import { NetworkEntity } from './network.entity.js';
import { PackageCounterEntity } from './package-counter.entity.js';
import { PaymentChargeEntity } from './payment-charge.entity.js';
import { PaymentCorrectionEntity } from './payment-correction.entity.js';
import { PaymentEntity } from './payment.entity.js';
import { PaymentReceiptEntity } from './payment-receipt.entity.js';
import { ResellerEntity } from './reseller.entity.js';
import { ServiceTypeEntity } from './service-type.entity.js';
import { ServiceEntity } from './service.entity.js';
import { SmtpConnectionEntity } from './smtp-connection.entity.js';
import { SubscriptionEntity } from './subscription.entity.js';
import { TaxEntity } from './tax.entity.js';
import { TransactionEntity } from './transaction.entity.js';

export const ledgerEntities = [
  AccountClassEntity,
  AccountEntity,
  AdminUserEntity,
  BillingRunAccountEntity,
  BillingRunEntity,
  ChargeEntity,
  ContactEntity,
  ContractorEntity,
  CorrectionEntity,
  CountryEntity,
  CurrencyEntity,
  ExternalInvoiceEntity,
  FailedJobEntity,
  InvoiceEventEntity,
  InvoiceOriginatedDestinationEntity,
  InvoiceOriginatedNetworkEntity,
  InvoicePaymentEntity,
  InvoiceServiceDataEntity,
  InvoiceSubscriptionEntity,
  InvoiceTemplateEntity,
  InvoiceTerminatedDestinationEntity,
  InvoiceTerminatedNetworkEntity,
  InvoiceEntity,
  ManagerEntity,
  NetworkTypeEntity,
  NetworkEntity,
  PackageCounterEntity,
  PaymentChargeEntity,
  PaymentCorrectionEntity,
  PaymentEntity,
  PaymentReceiptEntity,
  ResellerEntity,
  ServiceTypeEntity,
  ServiceEntity,
  SmtpConnectionEntity,
  SubscriptionEntity,
  TaxEntity,
  TransactionEntity,
] as const;
