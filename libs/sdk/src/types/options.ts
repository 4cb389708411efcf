import type { CallOptions } from '../core/connection.js';
import type { IterationOptions } from '../core/list-request.js';
import type { Api } from './api.js';
import type { FilterFor, PageChoice, SortFor } from './query.js';
import type { Fields, IncludePath } from './record.js';

/** A collection that the API lacks does not compile, also beside one that it has. */
export type Known<A extends Api, Requested> = Requested & {
  readonly [Key in Exclude<keyof Requested, keyof Fields<A>>]: never;
};

export interface GetOptions<A extends Api, Name extends keyof A, Path, Requested> extends CallOptions {
  /** Related records to load along, by path: `['account', 'account.contractor']`. */
  readonly include?: readonly (Path & IncludePath<A, Name>)[];
  /** The members to show, by collection: `{ invoices: ['reference'] }`. What is included is shown in any case. */
  readonly fields?: Known<A, Requested>;
}

export interface ListOptions<A extends Api, Name extends keyof A, Path, Requested, Chosen>
  extends GetOptions<A, Name, Path, Requested>, IterationOptions {
  readonly filter?: FilterFor<A, Name>;
  readonly sort?: readonly SortFor<A, Name>[];
  readonly page?: Chosen & PageChoice;
}

/** The type of a total: a number when the list is counted. */
export type TotalOf<Chosen> = Chosen extends { readonly number: number } | { readonly total: true }
  ? number
  : undefined;
