import { attr, identifier, integer, oneOf, optional, resourceOf, text, toOne, writable } from '@org/json-api';
import { exposeToAdmin } from '../dialects/expose.js';
import type { Account, InvoicePeriodId } from './account.js';
import { paymentModels } from './payment-model.js';

/** Whose an account is and in which currency, which Yeti's API does not show; it begins on the terms that it is opened with. */
const resellerAccountResource = /* @__PURE__ */ resourceOf<Account>()('resellerAccount', () => ({
  attributes: {
    name: attr(text),
    externalId: optional(integer),
    currency: attr(text),
    timeZone: attr(text),
    invoicePeriodId: optional(identifier<InvoicePeriodId>()),
    paymentModel: attr(oneOf(paymentModels)),
    billingDay: optional(integer),
    invoiceRefTemplate: attr(text),
  },
  relationships: {
    reseller: toOne('reseller'),
    contractor: toOne('contractor'),
    accountClass: toOne('accountClass'),
  },
}));

export const adminResellerAccount = /* @__PURE__ */ exposeToAdmin(resellerAccountResource, {
  type: 'reseller-accounts',
  attributes: {
    name: {},
    externalId: {},
    currency: {},
    timeZone: { name: 'timezone' },
    invoicePeriodId: {},
    paymentModel: { words: { prepay: 'Prepay', postpay: 'Postpay' } },
    billingDay: {},
    invoiceRefTemplate: {},
  },
  relationships: {
    reseller: { linkage: 'always' },
    contractor: { linkage: 'always' },
    accountClass: { linkage: 'always' },
  },
  filters: { 'reseller.id': { by: 'resellerId', as: 'key', plain: true } },
});

/** Other members are changed as those of an account, or of its terms. */
export const adminResellerAccountWrites = /* @__PURE__ */ writable(adminResellerAccount, {
  create: [
    'name',
    'externalId',
    'currency',
    'timeZone',
    'invoicePeriodId',
    'paymentModel',
    'billingDay',
    'invoiceRefTemplate',
    'reseller',
    'contractor',
    'accountClass',
  ],
  update: ['currency', 'reseller'],
});
