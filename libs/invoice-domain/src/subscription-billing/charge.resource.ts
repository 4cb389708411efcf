import {
  attr,
  decimal,
  identifier,
  instant,
  integer,
  localDate,
  oneOf,
  optional,
  resourceOf,
  text,
  toMany,
  toOne,
} from '@org/json-api';
import { exposeToReseller } from '../dialects/expose.js';
import { chargeStatuses, type PayableCharge, type Tax } from './charge.js';
import type { ChargeId, SubscriptionId } from '../model/ids.js';

/** Cost of a subscription for a period; the amount includes discount and taxes. */
const chargeResource = /* @__PURE__ */ resourceOf<PayableCharge>()('charge', () => ({
  attributes: {
    createdAt: attr(instant),
    updatedAt: attr(instant),
    subscriptionId: attr(identifier<SubscriptionId>()),
    subscriptionResourceId: optional(integer),
    quantity: attr(decimal),
    operateFrom: attr(localDate),
    duration: attr(decimal),
    operateTo: attr(localDate),
    description: attr(text),
    unitPrice: attr(decimal),
    amount: attr(decimal),
    status: attr(oneOf(chargeStatuses)),
    type: attr(text),
    closeDate: optional(localDate),
    discountAmount: attr(decimal),
    taxesAmount: attr(decimal),
    name: attr(text),
    amountDue: attr(decimal),
  },
  relationships: {
    account: toOne('account'),
    subscription: toOne('subscription'),
    invoice: toOne('invoice'),
    taxes: toMany('tax'),
    allocations: toMany('allocation'),
  },
}));

export const resellerCharge = /* @__PURE__ */ exposeToReseller(chargeResource, {
  type: 'charges',
  attributes: {
    createdAt: {},
    updatedAt: {},
    subscriptionId: {},
    subscriptionResourceId: {},
    quantity: {},
    operateFrom: {},
    duration: {},
    operateTo: {},
    description: {},
    unitPrice: {},
    amount: {},
    status: {},
    type: {},
    closeDate: {},
    discountAmount: {},
    taxesAmount: {},
    name: {},
    amountDue: { onRequest: true, filter: false, sort: false },
  },
  relationships: {
    account: { linkage: 'always' },
    subscription: { linkage: 'always' },
    invoice: { linkage: 'always' },
    taxes: {},
    allocations: { onRequest: true },
  },
});

/** A tax on a charge; negative when it was paid back. */
const taxResource = /* @__PURE__ */ resourceOf<Tax>()('tax', () => ({
  attributes: {
    createdAt: attr(instant),
    updatedAt: attr(instant),
    chargeId: attr(identifier<ChargeId>()),
    name: attr(text),
    description: optional(text),
    value: attr(decimal),
  },
  relationships: { charge: toOne('charge') },
}));

export const resellerTax = /* @__PURE__ */ exposeToReseller(taxResource, {
  type: 'taxes',
  attributes: { createdAt: {}, updatedAt: {}, chargeId: {}, name: {}, description: {}, value: {} },
  relationships: { charge: { linkage: 'always' } },
});
