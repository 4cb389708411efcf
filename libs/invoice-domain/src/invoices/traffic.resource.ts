import { attr, decimal, flag, instant, integer, optional, resourceOf, text, toOne } from '@org/json-api';
import { exposeToAdmin } from '../dialects/expose.js';
import type { DestinationTraffic, NetworkTraffic } from './traffic.js';

const traffic = {
  amount: optional(decimal),
  billingDuration: optional(integer),
  callsCount: optional(integer),
  callsDuration: optional(integer),
  firstCallAt: optional(instant),
  lastCallAt: optional(instant),
  rate: optional(decimal),
  spent: attr(flag),
  successfulCallsCount: optional(integer),
} as const;

const relationships = {
  invoice: toOne('invoice'),
  country: toOne('country'),
  network: toOne('network'),
} as const;

const destination = /* @__NO_SIDE_EFFECTS__ */ <const Name extends string>(name: Name) =>
  resourceOf<DestinationTraffic>()(name, () => ({
    attributes: { ...traffic, dstPrefix: optional(text) },
    relationships,
  }));

const network = /* @__NO_SIDE_EFFECTS__ */ <const Name extends string>(name: Name) =>
  resourceOf<NetworkTraffic>()(name, () => ({ attributes: traffic, relationships }));

const before = { amount: {}, billingDuration: {}, callsCount: {}, callsDuration: {} } as const;
const after = { firstCallAt: {}, lastCallAt: {}, rate: {}, spent: {}, successfulCallsCount: {} } as const;

/** Yeti lists these alphabetically, so the prefix stands in the middle. */
const shownOfDestination = { ...before, dstPrefix: {}, ...after } as const;
const shownOfNetwork = { ...before, ...after } as const;

const filters = {
  invoice_id: { by: 'invoiceId', as: 'key' },
  invoice_account_id: { by: 'invoice.accountId', as: 'key' },
  country_id: { by: 'countryId', as: 'key' },
  network_id: { by: 'networkId', as: 'key' },
} as const;

const shownRelationships = { invoice: {}, country: {}, network: {} } as const;

/** Calls that the account made, by destination prefix, country, network, rate and direction of the money. */
export const adminOriginatedDestination = /* @__PURE__ */ exposeToAdmin(destination('invoiceOriginatedDestination'), {
  type: 'invoice-originated-destinations',
  attributes: shownOfDestination,
  relationships: shownRelationships,
  filters,
});

/** Calls that the account delivered, by prefix. */
export const adminTerminatedDestination = /* @__PURE__ */ exposeToAdmin(destination('invoiceTerminatedDestination'), {
  type: 'invoice-terminated-destinations',
  attributes: shownOfDestination,
  relationships: shownRelationships,
  filters,
});

/** Calls that the account made, by country and network. */
export const adminOriginatedNetwork = /* @__PURE__ */ exposeToAdmin(network('invoiceOriginatedNetwork'), {
  type: 'invoice-originated-networks',
  attributes: shownOfNetwork,
  relationships: shownRelationships,
  filters,
});

/** Calls that the account delivered, by country and network. */
export const adminTerminatedNetwork = /* @__PURE__ */ exposeToAdmin(network('invoiceTerminatedNetwork'), {
  type: 'invoice-terminated-networks',
  attributes: shownOfNetwork,
  relationships: shownRelationships,
  filters,
});
