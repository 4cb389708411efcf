import { attr, resourceOf, text, toOne, writable } from '@org/json-api';
import { exposeToAdmin } from '../dialects/expose.js';
import type { Country, Network, NetworkType } from './network.js';

/** A country that calls go to. */
const countryResource = /* @__PURE__ */ resourceOf<Country>()('country', () => ({
  attributes: { name: attr(text), iso2: attr(text) },
}));

export const adminCountry = /* @__PURE__ */ exposeToAdmin(countryResource, {
  type: 'countries',
  attributes: { name: { filter: false }, iso2: { filter: false } },
  filters: { name: { by: 'name', as: 'text', plain: true }, iso2: { by: 'iso2', as: 'text', plain: true } },
});

export const adminCountryWrites = /* @__PURE__ */ writable(adminCountry, {
  create: ['name', 'iso2'],
  update: ['name', 'iso2'],
  remove: true,
});

/** A telephone network that calls go to. */
const networkResource = /* @__PURE__ */ resourceOf<Network>()('network', () => ({
  attributes: { name: attr(text) },
  relationships: { networkType: toOne('networkType') },
}));

export const adminNetwork = /* @__PURE__ */ exposeToAdmin(networkResource, {
  type: 'networks',
  attributes: { name: { filter: false } },
  relationships: { networkType: {} },
  filters: { name: { by: 'name', as: 'text', plain: true } },
});

export const adminNetworkWrites = /* @__PURE__ */ writable(adminNetwork, {
  create: ['name', 'networkType'],
  update: ['name', 'networkType'],
  remove: true,
});

/** Fixed, mobile and the like. */
const networkTypeResource = /* @__PURE__ */ resourceOf<NetworkType>()('networkType', () => ({
  attributes: { name: attr(text) },
}));

export const adminNetworkType = /* @__PURE__ */ exposeToAdmin(networkTypeResource, {
  type: 'network-types',
  attributes: { name: { filter: false } },
  filters: { name: { by: 'name', as: 'text', plain: true } },
});

export const adminNetworkTypeWrites = /* @__PURE__ */ writable(adminNetworkType, {
  create: ['name'],
  update: ['name'],
  remove: true,
});
