import type { ResellerId } from './ids.js';

export interface EverythingScope {
  readonly kind: 'everything';
}

export interface ResellerScope {
  readonly kind: 'reseller';
  readonly resellerId: ResellerId;
}

/** The resellers below one, at any depth; nothing but resellers is in it. */
export interface BelowResellerScope {
  readonly kind: 'below-reseller';
  readonly resellerId: ResellerId;
}

/** Scope of the records that a statement may see: the first argument of every read and write. */
export type Scope = EverythingScope | ResellerScope | BelowResellerScope;

/** The operator's own view: no record is out of sight. */
export const everything: EverythingScope = Object.freeze({ kind: 'everything' });

/** The records of one reseller, without those of the resellers below it. */
export const ofReseller = (resellerId: ResellerId): ResellerScope => Object.freeze({ kind: 'reseller', resellerId });

export const belowReseller = (resellerId: ResellerId): BelowResellerScope =>
  Object.freeze({ kind: 'below-reseller', resellerId });
