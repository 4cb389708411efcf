import type { CountryId, NetworkId, NetworkTypeId } from '../model/ids.js';

export interface Country {
  readonly id: CountryId;
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly iso2: string;
}

export interface NetworkType {
  readonly id: NetworkTypeId;
  readonly name: string;
}

export interface Network {
  readonly id: NetworkId;
  readonly name: string;
  readonly networkTypeId: NetworkTypeId;
}
