import { attr, flag, instant, oneOf, resourceOf, text, toOne, writable } from '@org/json-api';
import { exposeToAdmin } from '../dialects/expose.js';
import { managerRoles, type Manager } from './manager.js';

/** An employee of a reseller, who uses the reseller API. */
const managerResource = /* @__PURE__ */ resourceOf<Manager>()('manager', () => ({
  attributes: {
    name: attr(text),
    role: attr(oneOf(managerRoles)),
    active: attr(flag),
    createdAt: attr(instant),
  },
  relationships: { reseller: toOne('reseller') },
}));

export const adminManager = /* @__PURE__ */ exposeToAdmin(managerResource, {
  type: 'managers',
  attributes: { name: {}, role: {}, active: {}, createdAt: {} },
  relationships: { reseller: { linkage: 'always' } },
  filters: { 'reseller.id': { by: 'resellerId', as: 'key', plain: true } },
});

/** A manager stays with its reseller, and is deactivated instead of deleted. */
export const adminManagerWrites = /* @__PURE__ */ writable(adminManager, {
  create: ['name', 'role', 'active', 'reseller'],
  update: ['name', 'role', 'active'],
});
