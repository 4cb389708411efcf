export { adminBalance, adminBalanceWrites } from '../parties/account.resource.js';
export { adminWrites, type AdminWritable } from './admin-writes.js';
export { adminBillingExposures, adminExposures, resellerExposures } from './exposures.js';
export { resellerExternalInvoice } from '../invoices/external-invoice.resource.js';
export { adminInvoiceWrites } from '../invoices/invoice.resource.js';
export { adminRegistry, externalInvoiceRegistry, resellerRegistry } from './registries.js';
