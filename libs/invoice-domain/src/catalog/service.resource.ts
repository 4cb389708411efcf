import {
  attr,
  decimal,
  flag,
  instant,
  json,
  oneOf,
  optional,
  resourceOf,
  text,
  toMany,
  toOne,
  uuid,
  writable,
} from '@org/json-api';
import { exposeToAdmin } from '../dialects/expose.js';
import { renewPeriods, serviceStates, type Service, type ServiceType, type ServiceVariables } from './service.js';

/** Something an account pays for regularly, besides its calls. */
const serviceResource = /* @__PURE__ */ resourceOf<Service>()('service', () => ({
  attributes: {
    name: optional(text),
    variables: optional(json<ServiceVariables>()),
    state: attr(oneOf(serviceStates)),
    initialPrice: attr(decimal),
    renewPrice: attr(decimal),
    createdAt: attr(instant),
    renewAt: optional(instant),
    renewPeriod: optional(oneOf(renewPeriods)),
    uuid: attr(uuid),
  },
  relationships: {
    account: toOne('account'),
    serviceType: toOne('serviceType'),
    transactions: toMany('transaction'),
    packageCounters: toMany('packageCounter'),
  },
}));

export const adminService = /* @__PURE__ */ exposeToAdmin(serviceResource, {
  type: 'services',
  attributes: {
    name: {},
    variables: {},
    state: { words: { active: 'Active', suspended: 'Suspended' }, filter: false, sort: false },
    initialPrice: {},
    renewPrice: {},
    createdAt: {},
    renewAt: {},
    renewPeriod: { words: { day: 'Day', month: 'Month' }, ifNull: 'Disabled' },
    uuid: { sort: false },
  },
  filters: { account_id: { by: 'accountId', as: 'key' }, type_id: { by: 'typeId', as: 'key' } },
  relationships: { account: { linkage: 'always' }, serviceType: {}, transactions: {}, packageCounters: {} },
});

export const adminServiceWrites = /* @__PURE__ */ writable(adminService, {
  create: ['name', 'variables', 'initialPrice', 'renewPrice', 'renewAt', 'renewPeriod', 'account', 'serviceType'],
  update: ['name', 'renewPrice', 'variables'],
});

/** Type of services, such as its name. */
const serviceTypeResource = /* @__PURE__ */ resourceOf<ServiceType>()('serviceType', () => ({
  attributes: {
    name: attr(text),
    forceRenew: attr(flag),
    provisioningClass: optional(text),
    variables: optional(json<ServiceVariables>()),
  },
}));

export const adminServiceType = /* @__PURE__ */ exposeToAdmin(serviceTypeResource, {
  type: 'service-types',
  attributes: { name: {}, forceRenew: {}, provisioningClass: {}, variables: {} },
});

export const adminServiceTypeWrites = /* @__PURE__ */ writable(adminServiceType, {
  create: ['name', 'forceRenew', 'provisioningClass', 'variables'],
  update: ['name', 'forceRenew', 'provisioningClass', 'variables'],
  remove: true,
});
