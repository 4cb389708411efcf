import { adminAccount, resellerAccount } from './account.resource.js';
import { resellerCharge, resellerTax } from './charge.resource.js';
import { adminContact } from './contact.resource.js';
import { adminContractor, adminSmtpConnection } from './contractor.resource.js';
import { resellerCorrection } from './correction.resource.js';
import { adminCurrency } from './currency.resource.js';
import { adminInvoiceServiceData } from './invoice-service-data.resource.js';
import { adminInvoiceTemplate } from './invoice-template.resource.js';
import { adminInvoice, resellerInvoice } from './invoice.resource.js';
import { adminCountry, adminNetwork, adminNetworkType } from './network.resource.js';
import { adminPayment, resellerPayment } from './payment.resource.js';
import { resellerReseller } from './reseller.resource.js';
import { adminPackageCounter, adminService, adminServiceType, adminTransaction } from './service.resource.js';
import { resellerSubscription } from './subscription.resource.js';
import {
  adminOriginatedDestination,
  adminOriginatedNetwork,
  adminTerminatedDestination,
  adminTerminatedNetwork,
} from './traffic.resource.js';

/** Everything the admin API shows, by domain name. */
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

/** Everything the reseller API shows, by domain name. */
export const resellerExposures = {
  invoice: resellerInvoice,
  subscription: resellerSubscription,
  payment: resellerPayment,
  charge: resellerCharge,
  correction: resellerCorrection,
  tax: resellerTax,
  account: resellerAccount,
  reseller: resellerReseller,
} as const;
