import type { ManagerRole } from '../parties/manager.js';
import { adminAccount, resellerAccount } from '../parties/account.resource.js';
import { adminBillingSettings } from '../usage-billing/billing-settings.resource.js';
import { adminBillingRun, adminBillingRunAccount } from '../usage-billing/billing-run.resource.js';
import { resellerCharge, resellerTax } from '../subscription-billing/charge.resource.js';
import { adminApiToken } from '../parties/api-token.resource.js';
import { adminContact } from '../parties/contact.resource.js';
import { adminContractor, adminSmtpConnection } from '../parties/contractor.resource.js';
import { resellerCorrection } from '../subscription-billing/correction.resource.js';
import {
  adminCreditNote,
  adminCreditNoteLine,
  resellerCreditNote,
  resellerCreditNoteLine,
} from '../credit-notes/credit-note.resource.js';
import { adminCurrency } from '../catalog/currency.resource.js';
import { adminFailedJob } from '../usage-billing/failed-job.resource.js';
import { adminImport } from '../usage/import.resource.js';
import { adminInvoiceEvent } from '../invoices/invoice-event.resource.js';
import { adminInvoiceServiceData } from '../invoices/invoice-service-data.resource.js';
import { adminInvoiceTemplate } from '../invoices/invoice-template.resource.js';
import { adminInvoiceTotal } from '../invoices/invoice-total.resource.js';
import { adminInvoice, resellerInvoice } from '../invoices/invoice.resource.js';
import { adminCountry, adminNetwork, adminNetworkType } from '../catalog/network.resource.js';
import { adminManager } from '../parties/manager.resource.js';
import { adminResellerAccount } from '../parties/reseller-account.resource.js';
import { adminAllocation, resellerAllocation } from '../payments/allocation.resource.js';
import { adminPosting, resellerPosting } from '../journal/posting.resource.js';
import { adminPayment, resellerPayment } from '../payments/payment.resource.js';
import { adminReseller, resellerReseller } from '../parties/reseller.resource.js';
import { adminAdminUser } from '../parties/admin-user.resource.js';
import { adminSecurityEvent } from '../parties/security-event.resource.js';
import { adminService, adminServiceType } from '../catalog/service.resource.js';
import { adminPackageCounter } from '../usage/package-counter.resource.js';
import { adminTransaction } from '../usage/transaction.resource.js';
import { adminUsageRevision } from '../usage/usage-revision.resource.js';
import { resellerSubscription } from '../subscription-billing/subscription.resource.js';
import { adminAccountClass, adminAccountTerms, adminResellerTerms } from '../parties/terms.resource.js';
import {
  adminOriginatedDestination,
  adminOriginatedNetwork,
  adminTerminatedDestination,
  adminTerminatedNetwork,
} from '../invoices/traffic.resource.js';
import { adminParkedSale } from '../subscription-billing/parked-sale.resource.js';

/** Exposures of the admin API, by domain name. */
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

/** Extensions of the admin API: on what terms is billed and how it went, for those who watch over it. */
export const adminBillingExposures = {
  billingRun: adminBillingRun,
  billingRunAccount: adminBillingRunAccount,
  invoiceEvent: adminInvoiceEvent,
  failedJob: adminFailedJob,
  parkedSale: adminParkedSale,
  import: adminImport,
  accountClass: adminAccountClass,
  accountTerms: adminAccountTerms,
  resellerTerms: adminResellerTerms,
  invoiceTotal: adminInvoiceTotal,
  billingSettings: adminBillingSettings,
  usageRevision: adminUsageRevision,
  posting: adminPosting,
  allocation: adminAllocation,
  reseller: adminReseller,
  resellerAccount: adminResellerAccount,
  manager: adminManager,
  apiToken: adminApiToken,
  securityEvent: adminSecurityEvent,
  adminUser: adminAdminUser,
  creditNote: adminCreditNote,
  creditNoteLine: adminCreditNoteLine,
} as const;

/** Exposures of the reseller API, by domain name. A new one has to say below who may read it. */
export const resellerExposures = {
  invoice: resellerInvoice,
  subscription: resellerSubscription,
  payment: resellerPayment,
  charge: resellerCharge,
  correction: resellerCorrection,
  tax: resellerTax,
  account: resellerAccount,
  reseller: resellerReseller,
  posting: resellerPosting,
  allocation: resellerAllocation,
  creditNote: resellerCreditNote,
  creditNoteLine: resellerCreditNoteLine,
} as const;

const everyRole = ['admin', 'sales', 'owner'] as const satisfies readonly ManagerRole[];

/** A product owner works with what was sold and what it cost, not with who paid how. */
const notOwners = ['admin', 'sales'] as const satisfies readonly ManagerRole[];

/** The roles that may read each resource of the reseller API (docs/wire/reseller.md, roles). */
export const readersOf = {
  invoice: everyRole,
  charge: everyRole,
  tax: everyRole,
  correction: everyRole,
  creditNote: everyRole,
  creditNoteLine: everyRole,
  subscription: everyRole,
  payment: notOwners,
  account: notOwners,
  reseller: notOwners,
  posting: notOwners,
  allocation: notOwners,
  externalInvoice: notOwners,
  statement: notOwners,
} as const satisfies Readonly<
  Record<keyof typeof resellerExposures | 'externalInvoice' | 'statement', readonly ManagerRole[]>
>;
