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
} from '@org/json-api';
import { exposeToReseller } from '../dialects/index.js';
import type { AccountId } from '../model/ids.js';
import { paymentStatuses, type Payment } from '../model/payment.js';

/** Money that an account owes or has paid. */
export const paymentResource = resourceOf<Payment>()('payment', () => ({
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
  },
  relationships: {
    invoices: toMany('invoice', ['invoicePayments', 'invoice']),
    account: toOne('account'),
    charges: toMany('charge', ['paymentCharges', 'charge']),
    corrections: toMany('correction', ['paymentCorrections', 'correction']),
    reseller: toOne('reseller'),
  },
}));

export const resellerPayment = exposeToReseller(paymentResource, {
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
  },
});
