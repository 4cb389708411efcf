import {
  attr,
  decimal,
  flag,
  identifier,
  instant,
  integer,
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
import type { ServiceId } from '../model/ids.js';
import {
  renewPeriods,
  serviceStates,
  type PackageCounter,
  type Service,
  type ServiceType,
  type ServiceVariables,
  type Transaction,
} from './service.js';

/** Something an account pays for regularly, besides its calls. */
export const serviceResource = /* @__PURE__ */ resourceOf<Service>()('service', () => ({
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

/** What services of one sort have in common. */
export const serviceTypeResource = /* @__PURE__ */ resourceOf<ServiceType>()('serviceType', () => ({
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

/** Money that a service moved: positive charges the account, negative pays back. */
export const transactionResource = /* @__PURE__ */ resourceOf<Transaction>()('transaction', () => ({
  attributes: { description: optional(text), amount: attr(decimal), createdAt: attr(instant), uuid: attr(uuid) },
  relationships: { account: toOne('account'), service: toOne('service') },
}));

export const adminTransaction = /* @__PURE__ */ exposeToAdmin(transactionResource, {
  type: 'transactions',
  attributes: { description: { sort: false }, amount: {}, createdAt: {}, uuid: { sort: false } },
  relationships: { account: { linkage: 'always' }, service: { linkage: 'always' } },
  filters: { account_id: { by: 'accountId', as: 'key' }, service_id: { by: 'serviceId', as: 'key' } },
  sorts: { 'account-id': 'accountId', 'service-id': 'serviceId' },
});

export const adminTransactionWrites = /* @__PURE__ */ writable(adminTransaction, {
  create: ['description', 'amount', 'account', 'service'],
});

/** Prepaid call time of an account towards a prefix. */
export const packageCounterResource = /* @__PURE__ */ resourceOf<PackageCounter>()('packageCounter', () => ({
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
