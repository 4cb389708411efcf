import { attr, flag, integer, optional, resourceOf, secret, text, toOne, writable } from '@org/json-api';
import { exposeToAdmin } from '../dialects/expose.js';
import type { Contractor } from './contractor.js';
import type { SmtpConnection } from './smtp-connection.js';

/** A legal person that buys, sells, or both. */
const contractorResource = /* @__PURE__ */ resourceOf<Contractor>()('contractor', () => ({
  attributes: {
    name: attr(text),
    enabled: attr(flag),
    vendor: attr(flag),
    customer: attr(flag),
    description: optional(text),
    address: optional(text),
    phones: optional(text),
    externalId: optional(integer),
  },
  relationships: { smtpConnection: toOne('smtpConnection') },
}));

export const adminContractor = /* @__PURE__ */ exposeToAdmin(contractorResource, {
  type: 'contractors',
  attributes: {
    name: {},
    enabled: {},
    vendor: {},
    customer: {},
    description: {},
    address: {},
    phones: {},
    externalId: {},
  },
  relationships: { smtpConnection: { linkage: 'always' } },
  filters: {
    name: { by: 'name', as: 'text', plain: true },
    'smtp_connection.id': { by: 'smtpConnectionId', as: 'key', plain: true },
  },
});

export const adminContractorWrites = /* @__PURE__ */ writable(adminContractor, {
  create: ['name', 'enabled', 'vendor', 'customer', 'description', 'address', 'phones', 'externalId', 'smtpConnection'],
  update: ['name', 'enabled', 'vendor', 'customer', 'description', 'address', 'phones', 'externalId', 'smtpConnection'],
  remove: true,
});

/** Mail server that sends the mails of a contractor. */
const smtpConnectionResource = /* @__PURE__ */ resourceOf<SmtpConnection>()('smtpConnection', () => ({
  attributes: {
    name: attr(text),
    host: attr(text),
    port: attr(integer),
    fromAddress: attr(text),
    authUser: optional(text),
    authPassword: optional(secret),
    global: attr(flag),
  },
}));

export const adminSmtpConnection = /* @__PURE__ */ exposeToAdmin(smtpConnectionResource, {
  type: 'smtp-connections',
  attributes: {
    name: { filter: false },
    host: { filter: false },
    port: { filter: false },
    fromAddress: { filter: false },
    authUser: { filter: false },
    authPassword: { filter: false, sort: false },
    global: { filter: false },
  },
  filters: { name: { by: 'name', as: 'text', plain: true } },
});

export const adminSmtpConnectionWrites = /* @__PURE__ */ writable(adminSmtpConnection, {
  create: ['name', 'host', 'port', 'fromAddress', 'authUser', 'authPassword', 'global'],
  update: ['name', 'host', 'port', 'fromAddress', 'authUser', 'authPassword', 'global'],
  remove: true,
});
