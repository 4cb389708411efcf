import {
  countryIdOf,
  networkIdOf,
  networkTypeIdOf,
  type Country,
  type Network,
  type NetworkType,
} from '@org/invoice-domain';
import { americasAndAfrica, worldwide } from './americas-and-africa.js';
import { asiaAndOceania } from './asia-and-oceania.js';
import { europe } from './europe.js';

const networkTypeNames = ['Fixed', 'Mobile', 'Satellite', 'Freephone', 'VoIP'] as const;
export type NetworkTypeName = (typeof networkTypeNames)[number];

/** A network with the prefixes that lead to it. */
export interface Operator {
  readonly network: Network;
  /** Null for a network that spans the world. */
  readonly country: Country | null;
  readonly type: NetworkTypeName;
  readonly prefixes: readonly string[];
}

export const networkTypes: readonly NetworkType[] = networkTypeNames.map((name, index) => ({
  id: networkTypeIdOf(index + 1),
  name,
}));

const atlas = [...europe, ...asiaAndOceania, ...americasAndAfrica].map(({ name, iso2, mobile, fixed }, index) => {
  const country: Country = { id: countryIdOf(index + 1), name, iso2 };
  return { country, mobile, fixed };
});

export const countries: readonly Country[] = atlas.map(({ country }) => country);

interface PrefixTable {
  readonly country: Country | null;
  readonly type: NetworkTypeName;
  /** By the name of the operator, separated by blanks. */
  readonly prefixes: Readonly<Record<string, string>>;
}

const prefixTables: readonly PrefixTable[] = [
  ...atlas.flatMap(({ country, mobile, fixed }): readonly PrefixTable[] => [
    { country, type: 'Mobile', prefixes: mobile },
    { country, type: 'Fixed', prefixes: fixed },
  ]),
  { country: null, type: 'Satellite', prefixes: worldwide.Satellite },
  { country: null, type: 'Freephone', prefixes: worldwide.Freephone },
  { country: null, type: 'VoIP', prefixes: worldwide.VoIP },
];

export const operators: readonly Operator[] = prefixTables
  .flatMap(({ prefixes, ...table }) => Object.entries(prefixes).map(([name, list]) => ({ ...table, name, list })))
  .map(({ country, type, name, list }, index) => ({
    network: {
      id: networkIdOf(index + 1),
      name,
      networkTypeId: networkTypeIdOf(networkTypeNames.indexOf(type) + 1),
    },
    country,
    type,
    prefixes: list.split(' '),
  }));

export const networks: readonly Network[] = operators.map(({ network }) => network);
