import { addresses, attr, flag, instant, oneOf, optional, resourceOf, text, writable } from '@org/json-api';
import { exposeToAdmin } from '../dialects/expose.js';
import { adminRoles, type AdminUser } from './admin-user.js';

/** A user of the admin API, without the password. */
const adminUserResource = /* @__PURE__ */ resourceOf<AdminUser>()('adminUser', () => ({
  attributes: {
    username: attr(text),
    role: attr(oneOf(adminRoles)),
    active: attr(flag),
    allowedIps: optional(addresses),
    secondFactorSince: optional(instant),
    createdAt: attr(instant),
  },
}));

export const adminAdminUser = /* @__PURE__ */ exposeToAdmin(adminUserResource, {
  type: 'admin-users',
  attributes: { username: {}, role: {}, active: {}, allowedIps: { sort: false }, secondFactorSince: {}, createdAt: {} },
});

/** A user keeps its name, and is deactivated instead of deleted. */
export const adminAdminUserWrites = /* @__PURE__ */ writable(adminAdminUser, {
  update: ['role', 'active', 'allowedIps'],
});

/** Members of a new user; its password is made up. */
export const newAdminUserWrites = /* @__PURE__ */ writable(adminAdminUser, {
  create: ['username', 'role', 'active', 'allowedIps'],
});
