import type { Brand } from '@org/kernel';

export type AccountClassId = Brand<number, 'AccountClassId'>;
export type AccountId = Brand<number, 'AccountId'>;
export type AdminUserId = Brand<number, 'AdminUserId'>;
export type BillingRunAccountId = Brand<number, 'BillingRunAccountId'>;
export type BillingRunId = Brand<number, 'BillingRunId'>;
export type CdrId = Brand<number, 'CdrId'>;
export type ChargeId = Brand<number, 'ChargeId'>;
export type ContactId = Brand<number, 'ContactId'>;
export type ContractorId = Brand<number, 'ContractorId'>;
export type CorrectionId = Brand<number, 'CorrectionId'>;
export type CountryId = Brand<number, 'CountryId'>;
export type CurrencyId = Brand<number, 'CurrencyId'>;
export type ExternalInvoiceId = Brand<number, 'ExternalInvoiceId'>;
export type FailedJobId = Brand<number, 'FailedJobId'>;
export type InvoiceEventId = Brand<number, 'InvoiceEventId'>;
export type InvoiceId = Brand<number, 'InvoiceId'>;
export type InvoicePaymentId = Brand<number, 'InvoicePaymentId'>;
export type InvoiceServiceDataId = Brand<number, 'InvoiceServiceDataId'>;
export type InvoiceSubscriptionId = Brand<number, 'InvoiceSubscriptionId'>;
export type InvoiceTemplateId = Brand<number, 'InvoiceTemplateId'>;
export type ManagerId = Brand<number, 'ManagerId'>;
export type NetworkId = Brand<number, 'NetworkId'>;
export type NetworkTypeId = Brand<number, 'NetworkTypeId'>;
export type PackageCounterId = Brand<number, 'PackageCounterId'>;
export type PaymentChargeId = Brand<number, 'PaymentChargeId'>;
export type PaymentCorrectionId = Brand<number, 'PaymentCorrectionId'>;
export type PaymentId = Brand<number, 'PaymentId'>;
export type PaymentReceiptId = Brand<number, 'PaymentReceiptId'>;
export type ResellerId = Brand<number, 'ResellerId'>;
export type ServiceId = Brand<number, 'ServiceId'>;
export type ServiceTypeId = Brand<number, 'ServiceTypeId'>;
export type SmtpConnectionId = Brand<number, 'SmtpConnectionId'>;
export type SubscriptionId = Brand<number, 'SubscriptionId'>;
export type TaxId = Brand<number, 'TaxId'>;
export type TrafficRowId = Brand<number, 'TrafficRowId'>;
export type TransactionId = Brand<number, 'TransactionId'>;

const idOf =
  <Id extends Brand<number, string>>() =>
  (value: number): Id => {
    if (!Number.isSafeInteger(value)) throw new RangeError(`not an id: ${value}`);
    return value as Id;
  };

/** @throws RangeError, as all of these do, unless the number is an integer that a double holds exactly */
export const accountClassIdOf = idOf<AccountClassId>();
export const accountIdOf = idOf<AccountId>();
export const adminUserIdOf = idOf<AdminUserId>();
export const billingRunIdOf = idOf<BillingRunId>();
export const cdrIdOf = idOf<CdrId>();
export const chargeIdOf = idOf<ChargeId>();
export const contactIdOf = idOf<ContactId>();
export const contractorIdOf = idOf<ContractorId>();
export const correctionIdOf = idOf<CorrectionId>();
export const countryIdOf = idOf<CountryId>();
export const currencyIdOf = idOf<CurrencyId>();
export const failedJobIdOf = idOf<FailedJobId>();
export const invoiceIdOf = idOf<InvoiceId>();
export const invoiceTemplateIdOf = idOf<InvoiceTemplateId>();
export const managerIdOf = idOf<ManagerId>();
export const networkIdOf = idOf<NetworkId>();
export const networkTypeIdOf = idOf<NetworkTypeId>();
export const packageCounterIdOf = idOf<PackageCounterId>();
export const paymentIdOf = idOf<PaymentId>();
export const resellerIdOf = idOf<ResellerId>();
export const serviceIdOf = idOf<ServiceId>();
export const serviceTypeIdOf = idOf<ServiceTypeId>();
export const smtpConnectionIdOf = idOf<SmtpConnectionId>();
export const subscriptionIdOf = idOf<SubscriptionId>();
export const taxIdOf = idOf<TaxId>();
export const transactionIdOf = idOf<TransactionId>();
