import { AccountClassEntity } from '../../parties/postgres/account-class.entity.js';
import { AccountEntity } from '../../parties/postgres/account.entity.js';
import { AdminUserEntity } from '../../parties/postgres/admin-user.entity.js';
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
import { InvoiceOriginatedDestinationEntity } from '../../invoices/postgres/invoice-originated-destination.entity.js';
import { InvoiceOriginatedNetworkEntity } from '../../invoices/postgres/invoice-originated-network.entity.js';
import { InvoicePaymentEntity } from '../../payments/postgres/invoice-payment.entity.js';
import { InvoiceServiceDataEntity } from '../../invoices/postgres/invoice-service-data.entity.js';
import { InvoiceSubscriptionEntity } from '../../subscription-billing/postgres/invoice-subscription.entity.js';
import { InvoiceTemplateEntity } from '../../invoices/postgres/invoice-template.entity.js';
import { InvoiceTerminatedDestinationEntity } from '../../invoices/postgres/invoice-terminated-destination.entity.js';
import { InvoiceTerminatedNetworkEntity } from '../../invoices/postgres/invoice-terminated-network.entity.js';
import { InvoiceEntity } from '../../invoices/postgres/invoice.entity.js';
import { ManagerEntity } from '../../parties/postgres/manager.entity.js';
import { NetworkTypeEntity } from '../../catalog/postgres/network-type.entity.js';
import { NetworkEntity } from '../../catalog/postgres/network.entity.js';
import { PackageCounterEntity } from '../../usage/postgres/package-counter.entity.js';
import { PaymentChargeEntity } from '../../subscription-billing/postgres/payment-charge.entity.js';
import { PaymentCorrectionEntity } from '../../subscription-billing/postgres/payment-correction.entity.js';
import { PaymentEntity } from '../../payments/postgres/payment.entity.js';
import { PaymentReceiptEntity } from '../../payments/postgres/payment-receipt.entity.js';
import { ResellerEntity } from '../../parties/postgres/reseller.entity.js';
import { ServiceTypeEntity } from '../../catalog/postgres/service-type.entity.js';
import { ServiceEntity } from '../../catalog/postgres/service.entity.js';
import { SmtpConnectionEntity } from '../../parties/postgres/smtp-connection.entity.js';
import { SubscriptionEntity } from '../../subscription-billing/postgres/subscription.entity.js';
import { TaxEntity } from '../../subscription-billing/postgres/tax.entity.js';
import { TransactionEntity } from '../../usage/postgres/transaction.entity.js';

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
