import { exposeWith } from '@org/json-api';
import { adminWire } from './admin/admin-wire.js';
import { resellerWire } from './reseller/reseller-wire.js';

export const exposeToAdmin = /* @__PURE__ */ exposeWith(adminWire);
export const exposeToReseller = /* @__PURE__ */ exposeWith(resellerWire);
