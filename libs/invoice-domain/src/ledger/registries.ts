import { Registry } from '@org/json-api';
import { adminDialect, resellerDialect } from '../dialects/index.js';
import { adminWrites } from './admin-writes.js';
import { adminBillingExposures, adminExposures, resellerExposures } from './exposures.js';
import { resellerExternalInvoice } from '../invoices/external-invoice.resource.js';
import { adminInvoiceWrites } from '../invoices/invoice.resource.js';

export const adminRegistry = new Registry(
  adminDialect,
  [...Object.values(adminExposures), ...Object.values(adminBillingExposures)],
  [...Object.values(adminWrites), adminInvoiceWrites],
);
export const resellerRegistry = new Registry(resellerDialect, Object.values(resellerExposures));

/** Closing documents stand below an account and in no list: they are read one by one, and nothing leads to them. */
export const externalInvoiceRegistry = new Registry(resellerDialect, [resellerExternalInvoice]);
