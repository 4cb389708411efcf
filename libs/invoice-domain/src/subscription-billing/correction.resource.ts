import {
  attr,
  decimal,
  flag,
  identifier,
  instant,
  localDate,
  oneOf,
  optional,
  resourceOf,
  text,
  toOne,
} from '@org/json-api';
import { exposeToReseller } from '../dialects/expose.js';
import { correctionStatuses, type Correction } from './correction.js';
import type { AccountId, SubscriptionId } from '../model/ids.js';

/** An amount that a manager adds to or takes off what an account owes. */
const correctionResource = /* @__PURE__ */ resourceOf<Correction>()('correction', () => ({
  attributes: {
    createdAt: attr(instant),
    updatedAt: attr(instant),
    accountId: attr(identifier<AccountId>()),
    subscriptionId: optional(identifier<SubscriptionId>()),
    status: attr(oneOf(correctionStatuses)),
    total: attr(decimal),
    comment: optional(text),
    periodFrom: optional(localDate),
    periodTo: optional(localDate),
    includeInInvoice: attr(flag),
  },
  relationships: { account: toOne('account'), subscription: toOne('subscription'), invoice: toOne('invoice') },
}));

export const resellerCorrection = /* @__PURE__ */ exposeToReseller(correctionResource, {
  type: 'corrections',
  attributes: {
    createdAt: {},
    updatedAt: {},
    accountId: {},
    subscriptionId: {},
    status: {},
    total: {},
    comment: {},
    periodFrom: {},
    periodTo: {},
    includeInInvoice: {},
  },
  relationships: {
    account: { linkage: 'always' },
    subscription: { linkage: 'always' },
    invoice: { linkage: 'always' },
  },
});
