import { attr, decimal, identifier, instant, optional, resourceOf, text, toOne } from '@org/json-api';
import { exposeToAdmin, exposeToReseller } from '../dialects/expose.js';
import type { AccountId, ChargeId, InvoiceId, PaymentId, PostingId, RefundId } from '../model/ids.js';
import type { Allocation } from './allocation.js';

/** A part of a credit that pays an open item, or that is given back. */
const allocationResource = /* @__PURE__ */ resourceOf<Allocation>()('allocation', () => ({
  attributes: {
    accountId: attr(identifier<AccountId>()),
    postingId: attr(identifier<PostingId>()),
    invoiceId: optional(identifier<InvoiceId>()),
    chargeId: optional(identifier<ChargeId>()),
    refundId: optional(identifier<RefundId>()),
    paymentId: optional(identifier<PaymentId>()),
    amount: attr(decimal),
    allocatedAt: attr(instant),
    actor: attr(text),
    reason: optional(text),
  },
  relationships: {
    account: toOne('account'),
    posting: toOne('posting'),
    invoice: toOne('invoice'),
    charge: toOne('charge'),
    payment: toOne('payment'),
  },
}));

const money = { paymentId: {}, amount: {}, allocatedAt: {} } as const;

const always = { linkage: 'always' } as const;

export const adminAllocation = /* @__PURE__ */ exposeToAdmin(allocationResource, {
  type: 'allocations',
  attributes: {
    accountId: {},
    postingId: {},
    invoiceId: {},
    chargeId: {},
    refundId: {},
    ...money,
    actor: {},
    reason: {},
  },
  relationships: { account: always, posting: always, invoice: always, payment: always },
});

/** Without actor and reason, which are for the operator alone. Those of an invoice or a charge are listed below it. */
export const resellerAllocation = /* @__PURE__ */ exposeToReseller(allocationResource, {
  type: 'allocations',
  attributes: {
    accountId: {},
    postingId: {},
    invoiceId: { filter: false },
    chargeId: { filter: false },
    refundId: { filter: false },
    ...money,
  },
  relationships: { account: always, posting: always, invoice: always, charge: always, payment: always },
});
