import type { CallOptions } from '../core/connection.js';
import type { Api, AttributesIn, LinksIn, ShapeIn } from './api.js';

/** Only relationships to one record are written. */
type LinkValue = { readonly id: string } | null;

/** Values of these members of a record. */
export type Members<A extends Api, Name extends keyof A, Key> = {
  readonly [Member in Key & keyof AttributesIn<A, Name>]?: AttributesIn<A, Name>[Member];
} & {
  readonly [Member in Key & keyof LinksIn<A, Name>]?: LinkValue;
};

type Written<A extends Api, Name extends keyof A, Key> = [Key] extends [never] ? never : Members<A, Name, Key>;

/** Values of a new record; `never` where the API creates none. */
export type NewRecord<A extends Api, Name extends keyof A> = Written<A, Name, ShapeIn<A, Name>['creates']>;

/** Values to change: an absent member stays as it is, null clears it. `never` where the API changes nothing. */
export type Changes<A extends Api, Name extends keyof A> = Written<A, Name, ShapeIn<A, Name>['updates']>;

export interface WriteOptions extends CallOptions {
  /** Under which the server does it once, however often it arrives; made up for each call unless given. */
  readonly idempotencyKey?: string;
  /** The version that is meant, as `answerOf` tells it: another one is not overwritten. */
  readonly ifMatch?: string;
}

/** Options of writes that concern no existing record. */
export type AddOptions = Omit<WriteOptions, 'ifMatch'>;

/** Options of what somebody may want to know the reason of. */
export type Reasoned<Options> = Options & {
  /** Why: kept in the audit. */
  readonly reason?: string | undefined;
};
