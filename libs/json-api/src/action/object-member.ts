import type { JsonSchema } from '../json-schema.js';
import type { JsonValue } from '../kind.js';
import { isSentObject, type SentJson, type SentObject } from '../write/json-text.js';
import { pointerTo, type BodyFault } from './body-fault.js';
import {
  optionalMember,
  valueOr,
  type Member,
  type MemberOptions,
  type MemberReading,
  type Members,
  type ReadContext,
  type Spot,
  type ValuesOf,
} from './member.js';

/** A rule about several members of one object; it is asked when each of them is valid by itself. */
export interface ObjectRule<Values> {
  /** The member that breaks the rule; the object as a whole unless named. */
  readonly member?: keyof Values & string;
  /** @returns what the member has to be, or undefined when the rule holds */
  readonly broken: (values: Values, wireName: (name: string) => string) => string | undefined;
}

/** Reads an object member by member. Members that nobody declared are faults, told first. */
export const readMembers = <Declared extends Members>(
  sent: SentObject,
  pointer: string,
  members: Declared,
  context: ReadContext,
): MemberReading<ValuesOf<Declared>> => {
  const known = Object.entries(members).map(([name, member]) => [name, context.wireName(name), member] as const);
  const wireNames = new Set(known.map(([, wireName]) => wireName));
  const faults: BodyFault[] = Object.keys(sent)
    .filter((name) => !wireNames.has(name))
    .map((name) => faultAt(pointer, name, 'unknown', 'is not a member of this body'));
  const values: Record<string, unknown> = {};
  for (const [name, wireName, member] of known) {
    const json = Object.hasOwn(sent, wireName) ? sent[wireName] : undefined;
    if (json === undefined || json === null) {
      values[name] = undefined;
      if (!member.isOptional) faults.push(faultAt(pointer, wireName, 'missing', 'is missing'));
      continue;
    }
    const read = member.read(json, { member: wireName, pointer: pointerTo(pointer, wireName) }, context);
    if ('faults' in read) faults.push(...read.faults);
    else values[name] = read.value;
  }
  return faults.length > 0 ? { faults } : { value: values as ValuesOf<Declared> };
};

const faultAt = (pointer: string, member: string, kind: BodyFault['kind'], message: string): BodyFault => ({
  kind,
  member,
  message,
  pointer: pointerTo(pointer, member),
});

/** The same reading, or the first fault of each rule that its values break. */
export const underRules = <Values>(
  read: MemberReading<Values>,
  rules: readonly ObjectRule<Values>[],
  spot: Spot,
  { wireName }: ReadContext,
): MemberReading<Values> => {
  if ('faults' in read) return read;
  const faults = rules.flatMap(({ member, broken }): BodyFault[] => {
    const message = broken(read.value, wireName);
    if (message === undefined) return [];
    return member === undefined
      ? [{ ...spot, kind: 'invalid', message }]
      : [faultAt(spot.pointer, wireName(member), 'invalid', message)];
  });
  return faults.length > 0 ? { faults } : read;
};

/** The JSON Schema of an object with these members. */
export const membersSchema = (members: Members, wireName: (name: string) => string): JsonSchema => {
  const named = Object.entries(members).map(([name, member]) => [wireName(name), member] as const);
  const required = named.filter(([, { isOptional }]) => !isOptional).map(([name]) => name);
  return {
    type: 'object',
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(named.map(([name, member]) => [name, member.schema({ wireName })])),
  };
};

/** An object of the wire that has a valid example of each member, of what may be left out only where nothing is required. */
export const membersExample = (members: Members, wireName: (name: string) => string): JsonValue => {
  const all = Object.entries(members);
  const required = all.filter(([, { isOptional }]) => !isOptional);
  const shown = required.length > 0 ? required : all.slice(0, 1);
  return Object.fromEntries(shown.map(([name, member]) => [wireName(name), member.example({ wireName })]));
};

interface ObjectOptions<Declared extends Members> extends MemberOptions {
  readonly rules?: readonly ObjectRule<ValuesOf<Declared>>[];
}

/** An object with members of its own. */
export const objectMember = <const Declared extends Members>(
  members: Declared,
  { description, rules = [] }: ObjectOptions<Declared> = {},
): Member<ValuesOf<Declared>, false> => ({
  kind: 'object',
  isOptional: false,
  description,
  members,
  read: (sent, spot, context) =>
    isSentObject(sent)
      ? underRules(readMembers(sent, spot.pointer, members, context), rules, spot, context)
      : valueOr<never>(undefined, spot, 'has to be an object'),
  schema: ({ wireName }) => ({
    ...membersSchema(members, wireName),
    ...(description !== undefined && { description }),
  }),
  example: ({ wireName }) => membersExample(members, wireName),
});

/** An object with exactly one of these members. */
export const choiceMember = <const Declared extends Members>(
  members: Declared,
  options: MemberOptions = {},
): Member<Partial<ValuesOf<Declared>>, false> => {
  const names = Object.keys(members);
  const anyOf = Object.fromEntries(Object.entries(members).map(([name, member]) => [name, optionalMember(member)]));
  const broken = (values: Readonly<Record<string, unknown>>): string | undefined =>
    names.filter((name) => values[name] !== undefined).length === 1 ? undefined : `has to be a ${names.join(' or a ')}`;
  return { ...objectMember(anyOf, { ...options, rules: [{ broken }] }), kind: 'choice' } as Member<
    Partial<ValuesOf<Declared>>,
    false
  >;
};

/** The same member, its value made into what the domain knows. */
export const mappedMember = <Sent, Value>(
  member: Member<Sent, false>,
  valueOf: (sent: Sent) => Value,
): Member<Value, false> => ({
  ...member,
  read: (sent, spot, context) => {
    const read = member.read(sent, spot, context);
    return 'faults' in read ? read : { value: valueOf(read.value) };
  },
});

/** A list of 1 to `max` objects, each with these members. */
export const listMember = <const Declared extends Members>(
  members: Declared,
  { max, description }: MemberOptions & { readonly max: number },
): Member<readonly ValuesOf<Declared>[], false> => ({
  kind: 'list',
  isOptional: false,
  description,
  members,
  read: (sent, spot, context) => {
    const objects = objectsIn(sent, max);
    if (objects === undefined) return valueOr<never>(undefined, spot, `has to be a list of 1 to ${max} objects`);
    const read = objects.map((one, index) => readMembers(one, pointerTo(spot.pointer, index), members, context));
    const faults = read.flatMap((one) => ('faults' in one ? one.faults : []));
    return faults.length > 0 ? { faults } : { value: read.flatMap((one) => ('value' in one ? [one.value] : [])) };
  },
  schema: ({ wireName }) => ({
    type: 'array',
    ...(description !== undefined && { description }),
    minItems: 1,
    maxItems: max,
    items: membersSchema(members, wireName),
  }),
  example: ({ wireName }) => [membersExample(members, wireName)],
});

const objectsIn = (sent: SentJson, max: number): readonly SentObject[] | undefined =>
  Array.isArray(sent) && sent.length > 0 && sent.length <= max && sent.every(isSentObject) ? sent : undefined;
