import { attr, identifier, instant, resourceOf, text } from '@org/json-api';
import { exposeToAdmin } from '../dialects/expose.js';
import type { AccountId } from '../model/ids.js';
import type { ParkedSale } from './parked-sale.js';

/** An account whose subscriptions could not be billed, with the cause. */
const parkedSaleResource = /* @__PURE__ */ resourceOf<ParkedSale>()('parkedSale', () => ({
  attributes: { accountId: attr(identifier<AccountId>()), cause: attr(text), parkedAt: attr(instant) },
}));

export const adminParkedSale = /* @__PURE__ */ exposeToAdmin(parkedSaleResource, {
  type: 'parked-sales',
  attributes: { accountId: {}, cause: {}, parkedAt: {} },
});
