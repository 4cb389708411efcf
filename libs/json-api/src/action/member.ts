import type { JsonSchema } from '../json-schema.js';
import type { JsonValue } from '../kind.js';
import type { SentJson } from '../write/json-text.js';
import type { BodyFault } from './body-fault.js';

/** Context for reading members. */
export interface ReadContext {
  /** From a camelCase name to the wire's spelling. */
  readonly wireName: (name: string) => string;
  /** The largest file that is taken, in bytes. */
  readonly fileBytes: number;
}

/** Position of a member in its body. */
export interface Spot {
  readonly member: string;
  readonly pointer: string;
}

/** Result of reading a member: a domain value, or all of its faults. */
export type MemberReading<Value> = { readonly value: Value } | { readonly faults: readonly BodyFault[] };

/** The kinds of values of a body; each has one type in the SDK. */
export type MemberKind =
  'text' | 'oneOf' | 'currencyCode' | 'localDate' | 'decimal' | 'id' | 'link' | 'file' | 'object' | 'choice' | 'list';

/** A member of a request body: its kind with bounds, how it is read, and how it is described. */
export interface Member<out Value = unknown, out Optional extends boolean = boolean> {
  readonly kind: MemberKind;
  /** Whether it may be absent or null; its value is undefined then. */
  readonly isOptional: Optional;
  /** Description for clients, in one plain sentence. */
  readonly description: string | undefined;
  readonly read: (sent: SentJson, spot: Spot, context: ReadContext) => MemberReading<Value>;
  readonly schema: (context: Pick<ReadContext, 'wireName'>) => JsonSchema;
  /** A value of the wire that is valid: it stands in the OpenAPI document and in generated test requests. */
  readonly example: (context: Pick<ReadContext, 'wireName'>) => JsonValue;
  /** The members of an `object` or a `choice`, or of each object of a `list`. */
  readonly members?: Members;
  /** The words of a `oneOf`. */
  readonly values?: readonly string[];
}

/** The members of an object by their domain names, camelCase. */
export type Members = Readonly<Record<string, Member>>;

/** Type of a parsed object with these members. */
export type ValuesOf<Declared extends Members> = {
  readonly [Name in keyof Declared]: Declared[Name] extends Member<infer Value, infer Optional>
    ? true extends Optional
      ? Value | undefined
      : Value
    : never;
};

/** Options of a member. */
export interface MemberOptions {
  readonly description?: string;
}

export const valueOr = <Value>(
  value: Value | undefined,
  { member, pointer }: Spot,
  message: string,
): MemberReading<Value> =>
  value === undefined ? { faults: [{ kind: 'invalid', member, pointer, message }] } : { value };

/** The same member, which may be absent or null. */
export const optionalMember = <Value>(member: Member<Value>): Member<Value, true> => ({ ...member, isOptional: true });

/** Whether a body with these members can contain a file. */
export const hasFile = (members: Members): boolean =>
  Object.values(members).some((member) => member.kind === 'file' || hasFile(member.members ?? {}));
