import { attr, resourceOf, text, writable } from '@org/json-api';
import { exposeToAdmin } from '../dialects/expose.js';
import type { InvoiceTemplate } from './invoice-template.js';

/** The form that an account's invoice documents are made from. */
const invoiceTemplateResource = /* @__PURE__ */ resourceOf<InvoiceTemplate>()('invoiceTemplate', () => ({
  attributes: { name: attr(text), filename: attr(text) },
}));

export const adminInvoiceTemplate = /* @__PURE__ */ exposeToAdmin(invoiceTemplateResource, {
  type: 'invoice-templates',
  attributes: { name: { filter: false }, filename: {} },
  filters: { name: { by: 'name', as: 'text', plain: true } },
  // Yeti's links say one path and its routes another: both are served.
  aliases: ['invoice-template'],
});

export const adminInvoiceTemplateWrites = /* @__PURE__ */ writable(adminInvoiceTemplate, {
  create: ['name', 'filename'],
  update: ['name', 'filename'],
  remove: true,
});
