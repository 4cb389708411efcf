import type { Exposure, ExposedAttribute, ExposedRelationship } from '../exposure.js';
import type { Shape } from '../exposure-shape.js';

/** Writable members of a resource, by domain name. */
export interface WriteDeclaration<Member extends PropertyKey = string> {
  /** Members of a new record; absent where none can be created. */
  readonly create?: readonly Member[];
  /** Members that can be changed; absent where none can. */
  readonly update?: readonly Member[];
  /** Whether a record can be deleted. */
  readonly remove?: true;
  /** Members that mean nothing by themselves, such as a time in a zone that another member names: handed on as they were sent. */
  readonly verbatim?: readonly Member[];
}

/** A member that can be written. */
export type WritableMember = ExposedAttribute | ExposedRelationship;

/** The members of one sort of request, by wire name. */
export type WritableMembers = ReadonlyMap<string, WritableMember>;

declare const declaration: unique symbol;

/** Writable members of an exposure, by wire name. */
export interface Writes<out Declared extends WriteDeclaration = WriteDeclaration> {
  readonly exposure: Exposure;
  readonly create: WritableMembers | undefined;
  readonly update: WritableMembers | undefined;
  readonly remove: boolean;
  readonly verbatim: ReadonlySet<string>;
  /** Carries the declared names; never a value. */
  readonly [declaration]?: Declared;
}

type MembersOf<Shows extends Shape> = (keyof Shows['attributes'] | keyof Shows['relationships']) & string;

/**
 * Declares what can be written of an exposure. It stands apart from the exposure, so that a client, which needs no more of it than
 * the types, does not carry the lists.
 * @throws Error for a member that no request could name: one within a group, or a to-many relationship
 */
export const writable = <Shows extends Shape, const Declared extends WriteDeclaration<MembersOf<Shows>>>(
  exposure: Exposure<Shows>,
  declared: Declared & { readonly [Other in Exclude<keyof Declared, keyof WriteDeclaration>]: never },
): Writes<Declared> => {
  const declaration: WriteDeclaration = declared;
  return Object.freeze({
    exposure,
    create: declaration.create && membersOf(exposure, declaration.create),
    update: declaration.update && membersOf(exposure, declaration.update),
    remove: declaration.remove ?? false,
    verbatim: new Set(declaration.verbatim),
  });
};

const membersOf = (exposure: Exposure, keys: readonly string[]): WritableMembers =>
  new Map(keys.map((key) => [memberOf(exposure, key).wireName, memberOf(exposure, key)]));

const memberOf = ({ type, attributes, relationships }: Exposure, key: string): WritableMember => {
  const found = attributes.find((one) => one.key === key) ?? relationships.find((one) => one.key === key);
  if (found === undefined) throw new Error(`${type} have no ${key}`);
  const isWritable = isRelationship(found) ? found.cardinality === 'one' : found.group === undefined;
  if (!isWritable) throw new Error(`${key} of ${type} cannot be written`);
  return found;
};

export const isRelationship = (member: WritableMember): member is ExposedRelationship => 'target' in member;

type Named<Declared, Action extends string> =
  Declared extends Readonly<Record<Action, readonly (infer Member extends PropertyKey)[]>> ? Member : never;

interface WrittenShape<Shows extends Shape, Declared> extends Shape {
  readonly attributes: Shows['attributes'];
  readonly onRequest: Shows['onRequest'];
  readonly relationships: Shows['relationships'];
  readonly filters: Shows['filters'];
  readonly sorts: Shows['sorts'];
  readonly operators: Shows['operators'];
  readonly creates: Named<Declared, 'create'>;
  readonly updates: Named<Declared, 'update'>;
}

/** Exposures as types that know what can be written of them. */
export type WithWrites<Exposures, Declared> = {
  readonly [Name in keyof Exposures]: Name extends keyof Declared
    ? Exposures[Name] extends Exposure<infer Shows, infer Type>
      ? Declared[Name] extends Writes<infer Written>
        ? Exposure<WrittenShape<Shows, Written>, Type>
        : never
      : never
    : Exposures[Name];
};
