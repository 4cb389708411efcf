import {
  attr,
  decimal,
  identifier,
  instant,
  integer,
  oneOf,
  optional,
  resourceOf,
  text,
  toMany,
  toOne,
} from '@org/json-api';
import { exposeToAdmin, exposeToReseller } from '../dialects/expose.js';
import type { AccountId } from '../model/ids.js';
import { causeTypes, postingKinds, type Posting } from './posting.js';

/** A movement of an account's money. */
const postingResource = /* @__PURE__ */ resourceOf<Posting>()('posting', () => ({
  attributes: {
    accountId: attr(identifier<AccountId>()),
    number: attr(integer),
    kind: attr(oneOf(postingKinds)),
    amount: attr(decimal),
    currency: attr(text),
    balance: attr(decimal),
    causeType: attr(oneOf(causeTypes)),
    causeId: attr(integer),
    bookedAt: attr(instant),
    recordedAt: attr(instant),
    actor: attr(text),
    reason: optional(text),
  },
  relationships: { account: toOne('account'), allocations: toMany('allocation') },
}));

const shown = {
  accountId: {},
  number: {},
  kind: {},
  amount: {},
  currency: {},
  balance: {},
  causeType: {},
  causeId: {},
  bookedAt: {},
  recordedAt: {},
} as const;

export const adminPosting = /* @__PURE__ */ exposeToAdmin(postingResource, {
  type: 'postings',
  attributes: { ...shown, actor: {}, reason: {} },
  relationships: { account: { linkage: 'always' }, allocations: { onRequest: true } },
});

/** Without actor and reason, which are for the operator alone. */
export const resellerPosting = /* @__PURE__ */ exposeToReseller(postingResource, {
  type: 'postings',
  attributes: shown,
  relationships: { account: { linkage: 'always' }, allocations: { onRequest: true } },
});
