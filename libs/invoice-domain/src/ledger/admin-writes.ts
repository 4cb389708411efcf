import { adminAccountWrites } from '../parties/account.resource.js';
import { adminContactWrites } from '../parties/contact.resource.js';
import { adminContractorWrites, adminSmtpConnectionWrites } from '../parties/contractor.resource.js';
import { adminCurrencyWrites } from '../catalog/currency.resource.js';
import { adminInvoiceTemplateWrites } from '../invoices/invoice-template.resource.js';
import { adminCountryWrites, adminNetworkTypeWrites, adminNetworkWrites } from '../catalog/network.resource.js';
import { adminPaymentWrites } from '../payments/payment.resource.js';
import { adminServiceTypeWrites, adminServiceWrites } from '../catalog/service.resource.js';
import { adminTransactionWrites } from '../usage/transaction.resource.js';
import {
  adminAccountClassWrites,
  adminAccountTermsWrites,
  adminResellerTermsWrites,
} from '../parties/terms.resource.js';
import { adminAdminUserWrites } from '../parties/admin-user.resource.js';
import { adminManagerWrites } from '../parties/manager.resource.js';
import { adminResellerAccountWrites } from '../parties/reseller-account.resource.js';
import { adminResellerWrites } from '../parties/reseller.resource.js';
import { adminBillingSettingsWrites } from '../usage-billing/billing-settings.resource.js';

/** Writable members of the admin API, by resource. A client needs only the types. */
export const adminWrites = {
  account: adminAccountWrites,
  contact: adminContactWrites,
  contractor: adminContractorWrites,
  smtpConnection: adminSmtpConnectionWrites,
  invoiceTemplate: adminInvoiceTemplateWrites,
  country: adminCountryWrites,
  currency: adminCurrencyWrites,
  network: adminNetworkWrites,
  networkType: adminNetworkTypeWrites,
  payment: adminPaymentWrites,
  service: adminServiceWrites,
  serviceType: adminServiceTypeWrites,
  transaction: adminTransactionWrites,
  accountClass: adminAccountClassWrites,
  accountTerms: adminAccountTermsWrites,
  reseller: adminResellerWrites,
  resellerTerms: adminResellerTermsWrites,
  resellerAccount: adminResellerAccountWrites,
  manager: adminManagerWrites,
  adminUser: adminAdminUserWrites,
  billingSettings: adminBillingSettingsWrites,
} as const;

export type AdminWritable = keyof typeof adminWrites;
