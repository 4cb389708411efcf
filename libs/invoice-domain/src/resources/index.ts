export { adminBalance, adminBalanceWrites } from './account.resource.js';
export { adminWrites, type AdminWritable } from './admin-writes.js';
export { adminBillingExposures, adminExposures, resellerExposures } from './exposures.js';
export { resellerExternalInvoice } from './external-invoice.resource.js';
export { adminInvoiceWrites } from './invoice.resource.js';
export { adminRegistry, externalInvoiceRegistry, resellerRegistry } from './registries.js';
