import { attr, decimal, flag, integer, resourceOf, toOne } from '@org/json-api';
import { exposeToAdmin } from '../dialects/expose.js';
import type { InvoiceServiceData } from './traffic.js';

/** Sum of the transactions of one service in the period of an invoice. */
const invoiceServiceDataResource = /* @__PURE__ */ resourceOf<InvoiceServiceData>()('invoiceServiceData', () => ({
  attributes: { amount: attr(decimal), transactionsCount: attr(integer), spent: attr(flag) },
  relationships: { invoice: toOne('invoice'), service: toOne('service') },
}));

export const adminInvoiceServiceData = /* @__PURE__ */ exposeToAdmin(invoiceServiceDataResource, {
  type: 'invoice-service-data',
  attributes: { amount: {}, transactionsCount: {}, spent: {} },
  relationships: { invoice: {}, service: {} },
  filters: {
    invoice_id: { by: 'invoiceId', as: 'key' },
    invoice_account_id: { by: 'invoice.accountId', as: 'key' },
    service_id: { by: 'serviceId', as: 'key' },
  },
});
