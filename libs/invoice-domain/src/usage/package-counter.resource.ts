import { attr, flag, identifier, integer, optional, resourceOf, text, toOne } from '@org/json-api';
import { exposeToAdmin } from '../dialects/expose.js';
import type { ServiceId } from '../model/ids.js';
import type { PackageCounter } from './package-counter.js';

/** Prepaid call time of an account towards a prefix. */
const packageCounterResource = /* @__PURE__ */ resourceOf<PackageCounter>()('packageCounter', () => ({
  attributes: {
    duration: attr(integer),
    exclude: attr(flag),
    prefix: attr(text),
    serviceId: optional(identifier<ServiceId>()),
  },
  relationships: { account: toOne('account'), service: toOne('service') },
}));

export const adminPackageCounter = /* @__PURE__ */ exposeToAdmin(packageCounterResource, {
  type: 'package-counters',
  attributes: {
    duration: { filter: false },
    exclude: { filter: false },
    prefix: { filter: false },
    serviceId: { filter: false },
  },
  relationships: { account: {}, service: {} },
  filters: {
    'account.id': { by: 'accountId', as: 'key', plain: true },
    'service.id': { by: 'serviceId', as: 'key', plain: true },
  },
});
