import {
  attr,
  flag,
  identifier,
  instant,
  optional,
  quotedInteger,
  resourceOf,
  text,
  toOne,
  writable,
} from '@org/json-api';
import { exposeToAdmin, exposeToReseller } from '../dialects/expose.js';
import type { ResellerId } from '../model/ids.js';
import type { Reseller } from './reseller.js';

/** A company that sells on to its own customers and to resellers below it. */
const resellerResource = /* @__PURE__ */ resourceOf<Reseller>()('reseller', () => ({
  attributes: {
    parentId: optional(identifier<ResellerId>()),
    createdAt: attr(instant),
    updatedAt: attr(instant),
    name: attr(text),
    domain: attr(text),
    currency: attr(text),
    managerName: attr(text),
    companyName: attr(text),
    addressLine1: attr(text),
    addressLine2: attr(text),
    city: attr(text),
    country: attr(text),
    zip: attr(text),
    timeZone: optional(text),
    externallyInvoiced: attr(flag),
    settlesFromCredit: attr(flag),
    invoiceRefTemplate: attr(text),
    creditNoteRefTemplate: attr(text),
  },
  relationships: { parent: toOne('reseller') },
}));

export const resellerReseller = /* @__PURE__ */ exposeToReseller(resellerResource, {
  type: 'resellers',
  attributes: {
    parentId: { codec: quotedInteger },
    createdAt: {},
    updatedAt: {},
    name: { group: 'general' },
    domain: { group: 'general' },
    currency: { group: 'general' },
    managerName: { group: 'general', name: 'manager' },
    companyName: { group: 'company', name: 'name' },
    addressLine1: { group: 'company', name: 'address_line_1' },
    addressLine2: { group: 'company', name: 'address_line_2' },
    city: { group: 'company' },
    country: { group: 'company' },
    zip: { group: 'company' },
  },
});

export const adminReseller = /* @__PURE__ */ exposeToAdmin(resellerResource, {
  type: 'resellers',
  attributes: {
    name: {},
    domain: {},
    currency: {},
    timeZone: { name: 'timezone' },
    externallyInvoiced: {},
    settlesFromCredit: {},
    invoiceRefTemplate: {},
    creditNoteRefTemplate: { onRequest: true, filter: false, sort: false },
    managerName: { name: 'manager' },
    companyName: {},
    addressLine1: { name: 'address-line-1' },
    addressLine2: { name: 'address-line-2' },
    city: {},
    country: {},
    zip: {},
    createdAt: {},
    updatedAt: {},
  },
  relationships: { parent: { linkage: 'always' } },
  filters: { 'parent.id': { by: 'parentId', as: 'key', plain: true } },
});

const resellerMembers = [
  'name',
  'domain',
  'currency',
  'timeZone',
  'externallyInvoiced',
  'settlesFromCredit',
  'invoiceRefTemplate',
  'creditNoteRefTemplate',
  'managerName',
  'companyName',
  'addressLine1',
  'addressLine2',
  'city',
  'country',
  'zip',
  'parent',
] as const;

export const adminResellerWrites = /* @__PURE__ */ writable(adminReseller, {
  create: resellerMembers,
  update: resellerMembers,
});
