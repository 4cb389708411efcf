import {
  attr,
  decimal,
  identifier,
  identifiers,
  instant,
  integer,
  oneOf,
  optional,
  resourceOf,
  text,
  toMany,
  toOne,
  uuid,
  writable,
} from '@org/json-api';
import { exposeToAdmin, exposeToReseller } from '../dialects/expose.js';
import type { AccountClassId } from '../model/ids.js';
import type { InvoicePeriodId, OwingAccount } from './account.js';
import type { ContactId, ResellerId } from '../model/ids.js';
import { paymentModels } from './payment-model.js';

/** A billed customer: the operator's admin sets its limits, the reseller keeps its contact data. */
const accountResource = /* @__PURE__ */ resourceOf<OwingAccount>()('account', () => ({
  attributes: {
    name: attr(text),
    balance: attr(decimal),
    balanceDue: attr(decimal),
    minBalance: attr(decimal),
    maxBalance: attr(decimal),
    vat: attr(decimal),
    balanceLowThreshold: optional(decimal),
    balanceHighThreshold: optional(decimal),
    sendBalanceNotificationsTo: optional(identifiers<ContactId>()),
    destinationRateLimit: optional(decimal),
    maxCallDuration: optional(integer),
    externalId: optional(integer),
    uuid: attr(uuid),
    originationCapacity: optional(integer),
    terminationCapacity: optional(integer),
    totalCapacity: optional(integer),
    sendInvoicesTo: optional(identifiers<ContactId>()),
    invoicePeriodId: optional(identifier<InvoicePeriodId>()),
    timeZone: attr(text),
    resellerId: attr(identifier<ResellerId>()),
    accountClassId: optional(identifier<AccountClassId>()),
    primaryName: optional(text),
    firstName: optional(text),
    middleName: optional(text),
    lastName: optional(text),
    country: optional(text),
    region: optional(text),
    city: optional(text),
    street: optional(text),
    building: optional(text),
    office: optional(text),
    zip: optional(text),
    phone: optional(text),
    email: optional(text),
    paymentModel: attr(oneOf(paymentModels)),
    createdAt: attr(instant),
    updatedAt: attr(instant),
  },
  relationships: {
    contractor: toOne('contractor'),
    invoiceTemplate: toOne('invoiceTemplate'),
    reseller: toOne('reseller'),
    subscriptions: toMany('subscription'),
    postings: toMany('posting'),
  },
}));

export const adminAccount = /* @__PURE__ */ exposeToAdmin(accountResource, {
  type: 'accounts',
  attributes: {
    name: {},
    balance: {},
    minBalance: {},
    maxBalance: {},
    vat: {},
    balanceLowThreshold: { sort: false },
    balanceHighThreshold: { sort: false },
    sendBalanceNotificationsTo: {},
    destinationRateLimit: {},
    maxCallDuration: {},
    externalId: {},
    uuid: {},
    originationCapacity: {},
    terminationCapacity: {},
    totalCapacity: {},
    sendInvoicesTo: {},
    invoicePeriodId: { filter: false },
    timeZone: { name: 'timezone', filter: false },
    balanceDue: { onRequest: true, filter: false, sort: false },
  },
  relationships: {
    contractor: { linkage: 'always' },
    invoiceTemplate: { linkage: 'always' },
    postings: { onRequest: true },
  },
  filters: {
    name: { by: 'name', as: 'text', plain: true },
    'contractor.id': { by: 'contractorId', as: 'key', plain: true },
    'invoice_template.id': { by: 'invoiceTemplateId', as: 'key', plain: true },
  },
  sorts: { 'send-invoices-to': 'sendInvoicesTo' },
});

/** All but the balance, which has a URL of its own. */
const accountMembers = [
  'name',
  'minBalance',
  'maxBalance',
  'vat',
  'balanceLowThreshold',
  'balanceHighThreshold',
  'sendBalanceNotificationsTo',
  'destinationRateLimit',
  'maxCallDuration',
  'externalId',
  'uuid',
  'originationCapacity',
  'terminationCapacity',
  'totalCapacity',
  'sendInvoicesTo',
  'invoicePeriodId',
  'timeZone',
  'contractor',
  'invoiceTemplate',
] as const;

export const adminAccountWrites = /* @__PURE__ */ writable(adminAccount, {
  create: accountMembers,
  update: accountMembers,
  remove: true,
});

/** An account's balance as a record of its own, named by the account's external id: written, never listed. */
export const adminBalance = /* @__PURE__ */ exposeToAdmin(accountResource, {
  type: 'balances',
  attributes: { balance: {} },
});

export const adminBalanceWrites = /* @__PURE__ */ writable(adminBalance, { update: ['balance'] });

export const resellerAccount = /* @__PURE__ */ exposeToReseller(accountResource, {
  type: 'accounts',
  attributes: {
    createdAt: {},
    updatedAt: {},
    resellerId: {},
    name: {},
    accountClassId: {},
    primaryName: {},
    firstName: {},
    middleName: {},
    lastName: {},
    country: {},
    region: {},
    city: {},
    street: {},
    building: {},
    office: {},
    zip: {},
    phone: {},
    email: {},
    balance: {},
    paymentModel: {},
    balanceDue: { onRequest: true, filter: false, sort: false },
  },
  relationships: {
    reseller: { linkage: 'always' },
    subscriptions: {},
    postings: { onRequest: true },
  },
});
