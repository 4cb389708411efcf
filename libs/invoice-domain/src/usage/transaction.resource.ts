import { attr, decimal, instant, optional, resourceOf, text, toOne, uuid, writable } from '@org/json-api';
import { exposeToAdmin } from '../dialects/expose.js';
import type { Transaction } from './transaction.js';

/** Money that a service moved: positive charges the account, negative pays back. */
const transactionResource = /* @__PURE__ */ resourceOf<Transaction>()('transaction', () => ({
  attributes: { description: optional(text), amount: attr(decimal), createdAt: attr(instant), uuid: attr(uuid) },
  relationships: { account: toOne('account'), service: toOne('service') },
}));

export const adminTransaction = /* @__PURE__ */ exposeToAdmin(transactionResource, {
  type: 'transactions',
  attributes: { description: { sort: false }, amount: {}, createdAt: {}, uuid: { sort: false } },
  relationships: { account: { linkage: 'always' }, service: { linkage: 'always' } },
  filters: { account_id: { by: 'accountId', as: 'key' }, service_id: { by: 'serviceId', as: 'key' } },
  sorts: { 'account-id': 'accountId', 'service-id': 'serviceId' },
});

export const adminTransactionWrites = /* @__PURE__ */ writable(adminTransaction, {
  create: ['description', 'amount', 'account', 'service'],
});
