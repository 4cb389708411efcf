import { attr, flag, integer, oneOf, optional, resourceOf, text, toOne, writable } from '@org/json-api';
import { exposeToAdmin } from '../dialects/expose.js';
import type { AccountClass } from './account-class.js';
import type { Account } from './account.js';
import { paymentModels } from './payment-model.js';
import type { Reseller } from './reseller.js';

/** The terms that accounts of a sort are billed on. */
const accountClassResource = /* @__PURE__ */ resourceOf<AccountClass>()('accountClass', () => ({
  attributes: { name: attr(text), billingDay: optional(integer), daysToPay: attr(integer) },
}));

export const adminAccountClass = /* @__PURE__ */ exposeToAdmin(accountClassResource, {
  type: 'account-classes',
  attributes: { name: {}, billingDay: {}, daysToPay: {} },
});

export const adminAccountClassWrites = /* @__PURE__ */ writable(adminAccountClass, {
  create: ['name', 'billingDay', 'daysToPay'],
  update: ['name', 'billingDay', 'daysToPay'],
  remove: true,
});

/** Invoicing terms of an account, which Yeti's API does not show. */
const accountTermsResource = /* @__PURE__ */ resourceOf<Account>()('accountTerms', () => ({
  attributes: {
    name: attr(text),
    paymentModel: attr(oneOf(paymentModels)),
    billingDay: optional(integer),
    invoiceRefTemplate: attr(text),
  },
  relationships: { accountClass: toOne('accountClass') },
}));

export const adminAccountTerms = /* @__PURE__ */ exposeToAdmin(accountTermsResource, {
  type: 'account-terms',
  attributes: {
    name: {},
    paymentModel: { words: { prepay: 'Prepay', postpay: 'Postpay' } },
    billingDay: {},
    invoiceRefTemplate: {},
  },
  relationships: { accountClass: { linkage: 'always' } },
});

export const adminAccountTermsWrites = /* @__PURE__ */ writable(adminAccountTerms, {
  update: ['paymentModel', 'billingDay', 'invoiceRefTemplate', 'accountClass'],
});

/** Invoicing terms of a reseller. */
const resellerTermsResource = /* @__PURE__ */ resourceOf<Reseller>()('resellerTerms', () => ({
  attributes: {
    name: attr(text),
    currency: attr(text),
    timeZone: optional(text),
    externallyInvoiced: attr(flag),
    invoiceRefTemplate: attr(text),
  },
}));

export const adminResellerTerms = /* @__PURE__ */ exposeToAdmin(resellerTermsResource, {
  type: 'reseller-terms',
  attributes: {
    name: {},
    currency: {},
    timeZone: { name: 'timezone' },
    externallyInvoiced: {},
    invoiceRefTemplate: {},
  },
});

export const adminResellerTermsWrites = /* @__PURE__ */ writable(adminResellerTerms, {
  update: ['timeZone', 'externallyInvoiced', 'invoiceRefTemplate'],
});
