import type { Exposure } from '@org/json-api';
import type { ManagedResource } from '../model/manager-rights.js';
import { adminAccount, resellerAccount } from './account.resource.js';
import { adminBillingRun, adminBillingRunAccount } from './billing-run.resource.js';
import { resellerCharge, resellerTax } from './charge.resource.js';
import { adminContact } from './contact.resource.js';
import { adminContractor, adminSmtpConnection } from './contractor.resource.js';
import { resellerCorrection } from './correction.resource.js';
import { adminCurrency } from './currency.resource.js';
import { adminFailedJob } from './failed-job.resource.js';
import { adminInvoiceEvent } from './invoice-event.resource.js';
import { adminInvoiceServiceData } from './invoice-service-data.resource.js';
import { adminInvoiceTemplate } from './invoice-template.resource.js';
import { adminInvoice, resellerInvoice } from './invoice.resource.js';
import { adminCountry, adminNetwork, adminNetworkType } from './network.resource.js';
import { adminPayment, resellerPayment } from './payment.resource.js';
import { resellerReseller } from './reseller.resource.js';
import { adminPackageCounter, adminService, adminServiceType, adminTransaction } from './service.resource.js';
import { resellerSubscription } from './subscription.resource.js';
import { adminAccountClass, adminAccountTerms, adminResellerTerms } from './terms.resource.js';
import {
  adminOriginatedDestination,
  adminOriginatedNetwork,
  adminTerminatedDestination,
  adminTerminatedNetwork,
} from './traffic.resource.js';

/** What the admin API shows of the ledger, by domain name. */
export const adminExposures = {
  invoice: adminInvoice,
  invoiceOriginatedDestination: adminOriginatedDestination,
  invoiceOriginatedNetwork: adminOriginatedNetwork,
  invoiceTerminatedDestination: adminTerminatedDestination,
  invoiceTerminatedNetwork: adminTerminatedNetwork,
  invoiceServiceData: adminInvoiceServiceData,
  account: adminAccount,
  contact: adminContact,
  contractor: adminContractor,
  smtpConnection: adminSmtpConnection,
  invoiceTemplate: adminInvoiceTemplate,
  country: adminCountry,
  currency: adminCurrency,
  network: adminNetwork,
  networkType: adminNetworkType,
  payment: adminPayment,
  service: adminService,
  serviceType: adminServiceType,
  transaction: adminTransaction,
  packageCounter: adminPackageCounter,
} as const;

/**
 * Extensions of the admin API: on what terms is billed and how it went, for those who watch over it. Clients of the SDK do not carry them: they would be a
 * twentieth of its size.
 */
export const adminBillingExposures = {
  billingRun: adminBillingRun,
  billingRunAccount: adminBillingRunAccount,
  invoiceEvent: adminInvoiceEvent,
  failedJob: adminFailedJob,
  accountClass: adminAccountClass,
  accountTerms: adminAccountTerms,
  resellerTerms: adminResellerTerms,
} as const;

/** Everything the reseller API shows, by domain name. What is added has to say who may read it: in manager-rights.ts. */
export const resellerExposures = {
  invoice: resellerInvoice,
  subscription: resellerSubscription,
  payment: resellerPayment,
  charge: resellerCharge,
  correction: resellerCorrection,
  tax: resellerTax,
  account: resellerAccount,
  reseller: resellerReseller,
} as const satisfies Readonly<Record<Exclude<ManagedResource, 'externalInvoice'>, Exposure>>;
