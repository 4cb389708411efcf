import { attr, decimal, floatNumber, integer, optional, resourceOf, text, writable } from '@org/json-api';
import { exposeToAdmin } from '../dialects/expose.js';
import type { Currency } from './currency.js';

/** A currency that accounts are kept in. */
const currencyResource = /* @__PURE__ */ resourceOf<Currency>()('currency', () => ({
  attributes: { name: attr(text), rate: attr(decimal), rateProviderId: optional(integer) },
}));

export const adminCurrency = /* @__PURE__ */ exposeToAdmin(currencyResource, {
  type: 'currencies',
  // The one decimal of this wire that is a JSON number.
  attributes: { name: {}, rate: { codec: floatNumber }, rateProviderId: {} },
});

export const adminCurrencyWrites = /* @__PURE__ */ writable(adminCurrency, {
  create: ['name', 'rate', 'rateProviderId'],
  update: ['name', 'rate', 'rateProviderId'],
  remove: true,
});
