import { attr, identifier, instant, json, oneOf, optional, resourceOf, text } from '@org/json-api';
import { exposeToAdmin } from '../dialects/expose.js';
import type { AccountId, InvoiceId } from '../model/ids.js';
import { invoiceEventNames, type InvoiceEvent } from './invoice-event.js';

/** An audit row. It names its invoice by id alone: the invoice may be gone. */
const invoiceEventResource = /* @__PURE__ */ resourceOf<InvoiceEvent>()('invoiceEvent', () => ({
  attributes: {
    invoiceId: attr(identifier<InvoiceId>()),
    accountId: attr(identifier<AccountId>()),
    event: attr(oneOf(invoiceEventNames)),
    actor: attr(text),
    reason: optional(text),
    details: optional(json<Readonly<Record<string, unknown>>>()),
    createdAt: attr(instant),
  },
}));

export const adminInvoiceEvent = /* @__PURE__ */ exposeToAdmin(invoiceEventResource, {
  type: 'invoice-events',
  attributes: {
    invoiceId: {},
    accountId: {},
    event: {
      words: {
        created: 'Created',
        filled: 'Filled',
        approved: 'Approved',
        referenceChanged: 'Reference Changed',
        deleted: 'Deleted',
        externallyApproved: 'Matched',
        approvalWithdrawn: 'Match Withdrawn',
        completed: 'Completed',
        paymentCancelled: 'Payment Cancelled',
        paidFromBalance: 'Paid From Balance',
        expired: 'Expired',
        taxed: 'Taxed',
        refilled: 'Refilled',
        credited: 'Credited',
        voided: 'Voided',
      },
    },
    actor: {},
    reason: {},
    details: {},
    createdAt: {},
  },
});
