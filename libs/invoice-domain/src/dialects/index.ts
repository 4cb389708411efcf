export { adminDialect } from './admin/admin-dialect.js';
export { resellerDialect } from './reseller/reseller-dialect.js';
