export { adminBalance, adminBalanceWrites } from './account.resource.js';
export { adminWrites, type AdminWritable } from './admin-writes.js';
export { adminBillingExposures, adminExposures, resellerExposures } from './exposures.js';
export { adminInvoiceWrites } from './invoice.resource.js';
export { adminRegistry, resellerRegistry } from './registries.js';
