import {
  attr,
  decimal,
  identifier,
  instant,
  localDate,
  oneOf,
  optional,
  resourceOf,
  text,
  toMany,
  toOne,
  writable,
} from '@org/json-api';
import { exposeToAdmin, exposeToReseller } from '../dialects/expose.js';
import type { AccountId } from '../model/ids.js';
import { paymentStatuses, paymentTypes, type Payment } from './payment.js';

/** Money that an account owes or has paid. */
const paymentResource = /* @__PURE__ */ resourceOf<Payment>()('payment', (mapped) => ({
  attributes: {
    createdAt: attr(instant),
    updatedAt: attr(instant),
    accountId: attr(identifier<AccountId>()),
    discountAmount: attr(decimal),
    total: attr(decimal),
    amountPaidFromBalance: attr(decimal),
    initialTotal: attr(decimal),
    currencyCode: attr(text),
    comment: optional(text),
    status: attr(oneOf(paymentStatuses)),
    documentId: attr(text),
    expirationDate: optional(localDate),
    closedAt: optional(instant),
    externalTotal: optional(decimal),
    externalCurrencyCode: optional(text),
    type: attr(oneOf(paymentTypes)),
    privateNotes: optional(text),
    balanceBeforePayment: optional(decimal),
    rolledBackAt: optional(instant),
  },
  derived: {
    /** Status in the operator's words: paid, never to be paid, or open. */
    settlement: mapped('status', {
      waiting_for_payment: 'pending',
      expired: 'pending',
      cancelled: 'canceled',
      receipt_creating: 'pending',
      receipt_sent: 'pending',
      processing: 'pending',
      completed: 'completed',
      paid_from_balance: 'completed',
    }),
  },
  relationships: {
    invoices: toMany('invoice', ['invoicePayments', 'invoice']),
    account: toOne('account'),
    charges: toMany('charge', ['paymentCharges', 'charge']),
    corrections: toMany('correction', ['paymentCorrections', 'correction']),
    reseller: toOne('reseller'),
    allocations: toMany('allocation'),
  },
}));

export const adminPayment = /* @__PURE__ */ exposeToAdmin(paymentResource, {
  type: 'payments',
  attributes: {
    createdAt: {},
    total: { name: 'amount' },
    comment: { name: 'notes', sort: false },
    privateNotes: { sort: false },
    settlement: { name: 'status', sort: false },
    type: { name: 'type-name', sort: false },
    balanceBeforePayment: { filter: false, sort: false },
    rolledBackAt: { name: 'rolledback-at', sort: false },
  },
  relationships: { account: { linkage: 'always' }, allocations: { onRequest: true } },
  filters: { id: { by: 'id', as: 'number' } },
});

export const adminPaymentWrites = /* @__PURE__ */ writable(adminPayment, {
  create: ['total', 'comment', 'privateNotes', 'account'],
});

export const resellerPayment = /* @__PURE__ */ exposeToReseller(paymentResource, {
  type: 'payments',
  attributes: {
    createdAt: {},
    updatedAt: {},
    accountId: {},
    discountAmount: {},
    total: {},
    amountPaidFromBalance: {},
    initialTotal: {},
    currencyCode: {},
    comment: {},
    status: {},
    documentId: {},
    expirationDate: {},
    closedAt: {},
    externalTotal: {},
    externalCurrencyCode: {},
  },
  relationships: {
    invoices: {},
    account: { linkage: 'always' },
    charges: {},
    corrections: {},
    reseller: { linkage: 'always' },
    allocations: { onRequest: true },
  },
});
