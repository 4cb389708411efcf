import { attr, optional, resourceOf, text, toOne, writable } from '@org/json-api';
import { exposeToAdmin } from '../dialects/expose.js';
import type { Contact } from './contact.js';

/** A recipient of mail at a contractor. */
const contactResource = /* @__PURE__ */ resourceOf<Contact>()('contact', () => ({
  attributes: { email: attr(text), notes: optional(text) },
  relationships: { contractor: toOne('contractor') },
}));

export const adminContact = /* @__PURE__ */ exposeToAdmin(contactResource, {
  type: 'contacts',
  attributes: { email: {}, notes: {} },
  relationships: { contractor: { linkage: 'always' } },
  // Contacts of admin users are nobody's business partners.
  demands: ['contractorId'],
});

export const adminContactWrites = /* @__PURE__ */ writable(adminContact, {
  create: ['email', 'notes', 'contractor'],
  update: ['email', 'notes', 'contractor'],
  remove: true,
});
