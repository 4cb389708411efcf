export { adminBalance, adminBalanceWrites } from './account.resource.js';
export { adminWrites, type AdminWritable } from './admin-writes.js';
export { adminExposures, resellerExposures } from './exposures.js';
export { adminRegistry, resellerRegistry } from './registries.js';
