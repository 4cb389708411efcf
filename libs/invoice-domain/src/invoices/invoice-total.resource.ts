import { attr, decimal, oneOf, optional, resourceOf, text, toOne } from '@org/json-api';
import { exposeToAdmin } from '../dialects/expose.js';
import { invoiceStates } from './invoice.js';
import type { InvoiceTotal } from './payable-total.js';

/** Payable total of an invoice, which Yeti's API does not show. */
const invoiceTotalResource = /* @__PURE__ */ resourceOf<InvoiceTotal>()('invoiceTotal', () => ({
  attributes: {
    reference: optional(text),
    state: attr(oneOf(invoiceStates)),
    currency: attr(text),
    total: attr(decimal),
    payableTotal: attr(decimal),
    roundingDifference: attr(decimal),
  },
  relationships: { account: toOne('account') },
}));

export const adminInvoiceTotal = /* @__PURE__ */ exposeToAdmin(invoiceTotalResource, {
  type: 'invoice-totals',
  attributes: {
    reference: {},
    state: { words: { new: 'New', pending: 'Pending', approved: 'Approved' } },
    currency: {},
    total: { name: 'exact-total' },
    payableTotal: {},
    roundingDifference: {},
  },
  filters: { account_id: { by: 'accountId', as: 'key' } },
  totals: { by: 'currency', sums: ['total', 'payableTotal', 'roundingDifference'] },
  relationships: { account: { linkage: 'always' } },
});
