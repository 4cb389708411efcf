import { exposeWith } from '@org/json-api';
import { adminDialect } from './admin/admin-dialect.js';
import { resellerDialect } from './reseller/reseller-dialect.js';

export { adminDialect, resellerDialect };

export const exposeToAdmin = exposeWith(adminDialect);
export const exposeToReseller = exposeWith(resellerDialect);
