import { Registry } from '@org/json-api';
import { adminDialect, resellerDialect } from '../dialects/index.js';
import { adminWrites } from './admin-writes.js';
import { adminBillingExposures, adminExposures, resellerExposures } from './exposures.js';
import { adminInvoiceWrites } from './invoice.resource.js';

export const adminRegistry = new Registry(
  adminDialect,
  [...Object.values(adminExposures), ...Object.values(adminBillingExposures)],
  [...Object.values(adminWrites), adminInvoiceWrites],
);
export const resellerRegistry = new Registry(resellerDialect, Object.values(resellerExposures));
