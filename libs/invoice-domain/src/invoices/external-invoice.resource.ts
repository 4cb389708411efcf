import { attr, decimal, identifier, instant, integer, localDate, oneOf, resourceOf, text } from '@org/json-api';
import { exposeToReseller } from '../dialects/expose.js';
import { closingFileTypes, externalInvoiceTypes, type ExternalInvoice } from './external-invoice.js';
import type { AccountId } from '../model/ids.js';

/** A closing document that a third-party system has sent. */
const externalInvoiceResource = /* @__PURE__ */ resourceOf<ExternalInvoice>()('externalInvoice', (mapped) => ({
  attributes: {
    createdAt: attr(instant),
    updatedAt: attr(instant),
    accountId: attr(identifier<AccountId>()),
    key: attr(text),
    type: attr(oneOf(externalInvoiceTypes)),
    name: attr(text),
    amountTotal: attr(decimal),
    amountCurrency: attr(text),
    startDate: attr(localDate),
    endDate: attr(localDate),
    fileSize: attr(integer),
    fileSha256: attr(text),
  },
  derived: { fileType: mapped('fileType', closingFileTypes) },
}));

/** The document type has another name, because `type` is reserved. */
export const resellerExternalInvoice = /* @__PURE__ */ exposeToReseller(externalInvoiceResource, {
  type: 'external_invoices',
  attributes: {
    createdAt: {},
    updatedAt: {},
    key: {},
    type: { name: 'document_type' },
    name: {},
    amountTotal: { name: 'total', group: 'amount' },
    amountCurrency: { name: 'currency', group: 'amount' },
    startDate: {},
    endDate: {},
    accountId: {},
    fileType: { name: 'content_type', group: 'file' },
    fileSize: { name: 'size', group: 'file' },
    fileSha256: { name: 'sha256', group: 'file' },
  },
});
