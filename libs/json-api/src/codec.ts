import type { ZoneOffsets } from '@org/kernel';
import type { JsonValue, KindName, KindValues } from './kind.js';

/** What a written value may depend on besides itself. */
export interface WriteContext {
  /** Scheme, host and prefix of the API, without a slash at the end: every link begins with it. */
  readonly base: string;
  /** The zone that timestamps are shown in, where the dialect shows one. */
  readonly zone: ZoneOffsets;
}

/** How one kind of value looks on a wire. What columns are written as must agree with it (document/column-text.ts): a property test says so. */
export interface Codec<Value> {
  /** From the domain value to a JSON value. */
  readonly encode: (value: Value, context: WriteContext) => JsonValue;
  /** Back from a JSON value: how a client reads. Its type is the attribute's to say. @throws Error when it is nothing that `encode` writes */
  readonly decode: (json: JsonValue) => unknown;
}

export type Codecs = { readonly [Name in KindName]: Codec<KindValues[Name]> };
