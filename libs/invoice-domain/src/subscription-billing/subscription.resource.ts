import {
  attr,
  flag,
  identifier,
  instant,
  integer,
  localDate,
  oneOf,
  optional,
  resourceOf,
  text,
  toOne,
} from '@org/json-api';
import { exposeToReseller } from '../dialects/expose.js';
import type { AccountId } from '../model/ids.js';
import { paymentModels } from '../parties/payment-model.js';
import { subscriptionStatuses, type Subscription } from './subscription.js';

/** A plan that an account has subscribed to. */
const subscriptionResource = /* @__PURE__ */ resourceOf<Subscription>()('subscription', () => ({
  attributes: {
    createdAt: attr(instant),
    updatedAt: attr(instant),
    planId: attr(integer),
    accountId: attr(identifier<AccountId>()),
    name: attr(text),
    trial: attr(flag),
    status: attr(oneOf(subscriptionStatuses)),
    startDate: optional(localDate),
    expirationDate: optional(localDate),
    paymentModel: attr(oneOf(paymentModels)),
  },
  relationships: { account: toOne('account') },
}));

export const resellerSubscription = /* @__PURE__ */ exposeToReseller(subscriptionResource, {
  type: 'subscriptions',
  attributes: {
    createdAt: {},
    updatedAt: {},
    planId: {},
    accountId: {},
    name: {},
    trial: {},
    status: {},
    startDate: {},
    expirationDate: {},
    paymentModel: {},
  },
  // The documented answers show included subscriptions without relationships.
  relationships: { account: { linkage: 'primary' } },
});
