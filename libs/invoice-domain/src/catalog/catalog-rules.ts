import { Decimal } from '@org/kernel';
import type { Currency } from './currency.js';
import type { Country, Network, NetworkType } from './network.js';
import type { ServiceType } from './service.js';
import { isMoreThan } from '../writing/amounts.js';
import {
  greatestInteger,
  isLinked,
  isNotNull,
  isPresent,
  isShort,
  isWithin,
  matches,
  type Draft,
  type Rule,
} from '../writing/rule.js';

export type NetworkDraft = Draft<Network, 'networkType'>;
export type CurrencyDraft = Draft<Currency>;

/** Every other currency is worth so much of this one. */
export const systemCurrencyId = 0;

const isWorthItself: Rule<CurrencyDraft> = ({ id, rate }) =>
  id === systemCurrencyId && rate?.equals(Decimal.of('1')) === false
    ? [{ member: 'rate', message: 'must be equal to 1' }]
    : [];

export const countryRules: readonly Rule<Draft<Country>>[] = [
  isPresent('name', 'iso2'),
  isShort('name'),
  matches(/^[A-Z]{2}$/, 'is invalid', 'iso2'),
];

export const networkRules: readonly Rule<NetworkDraft>[] = [
  isLinked('networkType'),
  isPresent('name'),
  isShort('name'),
];

export const networkTypeRules: readonly Rule<Draft<NetworkType>>[] = [isPresent('name'), isShort('name')];

export const serviceTypeRules: readonly Rule<Draft<ServiceType>>[] = [isPresent('name'), isNotNull('forceRenew')];

export const currencyRules: readonly Rule<CurrencyDraft>[] = [
  isPresent('name', 'rate'),
  matches(/^[A-Z]{3}$/, 'is invalid', 'name'),
  isMoreThan('0', 'rate'),
  isWorthItself,
  isWithin({ least: -greatestInteger, greatest: greatestInteger }, 'rateProviderId'),
];
