import { attr, flag, instant, jsonList, optional, resourceOf, writable } from '@org/json-api';
import { exposeToAdmin } from '../dialects/expose.js';
import type { BillingSettings, ShownOpenPeriod } from './billing-settings.js';

/** How an account is billed for usage, which Yeti's API does not show. */
const billingSettingsResource = /* @__PURE__ */ resourceOf<BillingSettings>()('billingSettings', () => ({
  attributes: {
    emptyInvoices: attr(flag),
    billedFrom: optional(instant),
    billedUntil: optional(instant),
    openPeriods: attr(jsonList<ShownOpenPeriod>()),
  },
}));

export const adminBillingSettings = /* @__PURE__ */ exposeToAdmin(billingSettingsResource, {
  type: 'billing-settings',
  attributes: { emptyInvoices: {}, billedFrom: {}, billedUntil: {}, openPeriods: {} },
});

export const adminBillingSettingsWrites = /* @__PURE__ */ writable(adminBillingSettings, { update: ['emptyInvoices'] });
