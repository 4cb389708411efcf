import type { ZoneOffsets } from '@org/kernel';
import type { JsonValue, KindName, KindValues } from './kind.js';

/** Context for writing a value. */
export interface WriteContext {
  /** Scheme, host and prefix of the API, without a slash at the end: every link begins with it. */
  readonly base: string;
  /** The zone that timestamps are shown in, where the dialect shows one. */
  readonly zone: ZoneOffsets;
  /** Secret as it is shown, of the text that is stored; without it every secret is masked. */
  readonly reveal?: (stored: string) => string;
}

/** Wire format of one kind of value. Columns must be written the same way (document/column-text.ts), which a property test checks. */
export interface Codec<Value> {
  /** From the domain value to a JSON value. */
  readonly encode: (value: Value, context: WriteContext) => JsonValue;
  /** Back from a JSON value: how a client reads. Its type is the attribute's to say. @throws Error when it is nothing that `encode` writes */
  readonly decode: (json: JsonValue) => unknown;
}

export type Codecs = { readonly [Name in KindName]: Codec<KindValues[Name]> };
