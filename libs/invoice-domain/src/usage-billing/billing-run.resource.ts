import { attr, instant, integer, jsonList, oneOf, optional, resourceOf, text, toMany, toOne } from '@org/json-api';
import { exposeToAdmin } from '../dialects/expose.js';
import {
  billingOutcomes,
  billingRunStates,
  type BillingRun,
  type BillingRunAccount,
  type BillingRunSums,
} from './billing-run.js';

/** A billing run over the accounts that were due at a moment, with its sums. */
const billingRunResource = /* @__PURE__ */ resourceOf<BillingRun>()('billingRun', () => ({
  attributes: {
    at: attr(instant),
    state: attr(oneOf(billingRunStates)),
    actor: attr(text),
    startedAt: attr(instant),
    finishedAt: optional(instant),
    expectedCount: attr(integer),
    billedCount: attr(integer),
    skippedCount: attr(integer),
    parkedCount: attr(integer),
    sums: optional(jsonList<BillingRunSums>()),
  },
  relationships: { accounts: toMany('billingRunAccount') },
}));

export const adminBillingRun = /* @__PURE__ */ exposeToAdmin(billingRunResource, {
  type: 'billing-runs',
  attributes: {
    at: {},
    state: { words: { running: 'Running', finished: 'Finished' } },
    actor: {},
    startedAt: {},
    finishedAt: {},
    expectedCount: {},
    billedCount: {},
    skippedCount: {},
    parkedCount: {},
    sums: {},
  },
  relationships: { accounts: {} },
});

/** Outcome of a billing run for one account. */
const billingRunAccountResource = /* @__PURE__ */ resourceOf<BillingRunAccount>()('billingRunAccount', () => ({
  attributes: { outcome: attr(oneOf(billingOutcomes)), cause: optional(text) },
  relationships: { billingRun: toOne('billingRun'), account: toOne('account'), invoice: toOne('invoice') },
}));

export const adminBillingRunAccount = /* @__PURE__ */ exposeToAdmin(billingRunAccountResource, {
  type: 'billing-run-accounts',
  attributes: { outcome: { words: { due: 'Due', billed: 'Billed', skipped: 'Skipped', parked: 'Parked' } }, cause: {} },
  relationships: { billingRun: {}, account: { linkage: 'always' }, invoice: { linkage: 'always' } },
  filters: {
    billing_run_id: { by: 'billingRunId', as: 'key' },
    account_id: { by: 'accountId', as: 'key' },
    invoice_id: { by: 'invoiceId', as: 'key' },
  },
});
