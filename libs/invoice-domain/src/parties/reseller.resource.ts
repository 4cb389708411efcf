import { attr, identifier, instant, optional, quotedInteger, resourceOf, text } from '@org/json-api';
import { exposeToReseller } from '../dialects/expose.js';
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
  },
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
