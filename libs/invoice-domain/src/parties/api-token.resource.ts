import { addresses, attr, instant, optional, resourceOf, text, toOne, writable } from '@org/json-api';
import { exposeToAdmin } from '../dialects/expose.js';
import type { ApiToken } from './api-token.js';

/** A credential of a manager, without the token itself. */
const apiTokenResource = /* @__PURE__ */ resourceOf<ApiToken>()('apiToken', () => ({
  attributes: {
    name: attr(text),
    comment: optional(text),
    issuedBy: optional(text),
    allowedIps: optional(addresses),
    createdAt: attr(instant),
    expiresAt: optional(instant),
    lastUsedAt: optional(instant),
    rotatedAt: optional(instant),
    revokedAt: optional(instant),
    endedBy: optional(text),
    endReason: optional(text),
  },
  relationships: { manager: toOne('manager'), predecessor: toOne('apiToken') },
}));

export const adminApiToken = /* @__PURE__ */ exposeToAdmin(apiTokenResource, {
  type: 'api-tokens',
  attributes: {
    name: {},
    comment: {},
    issuedBy: {},
    allowedIps: { sort: false },
    createdAt: {},
    expiresAt: {},
    lastUsedAt: {},
    rotatedAt: {},
    revokedAt: {},
    endedBy: {},
    endReason: {},
  },
  relationships: { manager: { linkage: 'always' }, predecessor: { linkage: 'always' } },
  filters: { 'manager.id': { by: 'managerId', as: 'key', plain: true } },
});

/** Members of a token that its issuer chooses. */
export const adminApiTokenWrites = /* @__PURE__ */ writable(adminApiToken, {
  create: ['name', 'comment', 'allowedIps', 'expiresAt', 'manager'],
});
