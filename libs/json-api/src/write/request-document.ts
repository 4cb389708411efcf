import { RequestProblem, type Problem } from '../problem.js';
import type { Registry } from '../registry.js';
import { isSentObject, readJson, textIn, type SentJson, type SentObject } from './json-text.js';
import { linkedId } from './sent-linkage.js';
import { sentValue, verbatimValue, type ValueRules } from './sent-value.js';
import type { Violation } from './violation.js';
import { isRelationship, type WritableMembers, type Writes } from './writable.js';

/**
 * Values that a request writes, by domain name. An absent member stays as it is, null clears it; a relationship is the id of its target.
 */
export interface RecordInput {
  readonly values: Readonly<Record<string, unknown>>;
  /** Faults of members without a valid value; they are missing from the values. */
  readonly faults: readonly Violation[];
}

/**
 * Reads the document that makes a record.
 * @throws RequestProblem for what a request may not look like; never for a value, which is the matter of validation
 */
export const readCreation = (registry: Registry, writes: Writes, body: string, zone: string): RecordInput => {
  const data = dataOf(body);
  verifyType(writes, data);
  return readMembers(registry, writes, data, { members: writes.create ?? new Map(), hasId: false, zone });
};

/** Reads the document that changes the record of an id. @throws RequestProblem as `readCreation` does, and when it names another record */
export const readChange = (registry: Registry, writes: Writes, body: string, id: string, zone: string): RecordInput => {
  const data = dataOf(body);
  verifyKey(data, id);
  verifyType(writes, data);
  return readMembers(registry, writes, data, { members: writes.update ?? new Map(), hasId: true, zone });
};

const dataOf = (body: string): SentObject => {
  const root = body.trim() === '' ? {} : readJson(body);
  if (!isSentObject(root)) throw new RequestProblem({ code: 'malformed-body', detail: 'Request must be a hash' });
  const data = root['data'];
  if (isNothing(data)) throw new RequestProblem({ code: 'missing-member', member: 'data', pointer: '' });
  if (!isSentObject(data)) throw new RequestProblem({ code: 'data-not-an-object' });
  return data;
};

const isNothing = (data: SentJson | undefined): boolean =>
  data === undefined || data === null || data === '' || (isSentObject(data) && Object.keys(data).length === 0);

const verifyType = ({ exposure }: Writes, { type }: SentObject): void => {
  if (type === undefined || type === null || type === '') {
    throw new RequestProblem({ code: 'missing-member', member: 'type', pointer: '/data' });
  }
  if (type !== exposure.type) throw new RequestProblem({ code: 'wrong-type', type: textIn(type) });
};

const verifyKey = (data: SentObject, id: string): void => {
  const sent = data['id'];
  if (sent === undefined) throw new RequestProblem({ code: 'key-missing' });
  if (textIn(sent) !== id) throw new RequestProblem({ code: 'key-not-in-url', id: textIn(sent) });
};

interface Reading {
  readonly members: WritableMembers;
  /** Whether the document names its record. */
  readonly hasId: boolean;
  readonly zone: string;
}

const readMembers = (registry: Registry, { verbatim }: Writes, data: SentObject, reading: Reading): RecordInput => {
  const attributes = objectIn(data, 'attributes');
  const relationships = objectIn(data, 'relationships');
  refuseOthers(data, { attributes, relationships }, reading);
  const rules: ValueRules = { zone: reading.zone, flags: registry.dialect.flags };
  const values: Record<string, unknown> = {};
  const faults: Violation[] = [];
  for (const member of reading.members.values()) {
    const { key, wireName } = member;
    if (isRelationship(member)) {
      const link = relationships[wireName];
      if (link !== undefined) values[key] = linkedId(registry.target(member), wireName, link);
      continue;
    }
    const json = attributes[wireName];
    if (json === undefined) continue;
    const read = verbatim.has(key) ? verbatimValue(json) : sentValue(member, json, rules);
    if ('fault' in read) faults.push({ member: key, message: read.fault });
    else values[key] = read.value;
  }
  return { values, faults };
};

const objectIn = (data: SentObject, name: 'attributes' | 'relationships'): SentObject => {
  const sent = data[name] ?? {};
  if (!isSentObject(sent)) throw new RequestProblem({ code: 'data-not-an-object' });
  return sent;
};

/** All at once, in the order of the document. */
const refuseOthers = (
  data: SentObject,
  { attributes, relationships }: Readonly<Record<'attributes' | 'relationships', SentObject>>,
  { members, hasId }: Reading,
): void => {
  const isKnown = (name: string, section: 'attributes' | 'relationships'): boolean => {
    const member = members.get(name);
    return member !== undefined && isRelationship(member) === (section === 'relationships');
  };
  const unknownIn = (section: 'attributes' | 'relationships', sent: SentObject): readonly Problem[] =>
    Object.keys(sent)
      .filter((name) => !isKnown(name, section))
      .map((name) => notAllowed(name, `/data/${section}/${name}`));
  const [first, ...others] = Object.keys(data).flatMap((name): readonly Problem[] => {
    if (name === 'attributes') return unknownIn(name, attributes);
    if (name === 'relationships') return unknownIn(name, relationships);
    return name === 'type' || (name === 'id' && hasId) ? [] : [notAllowed(name, `/data/${name}`)];
  });
  if (first !== undefined) throw new RequestProblem(first, ...others);
};

const notAllowed = (member: string, pointer: string): Problem => ({ code: 'member-not-allowed', member, pointer });
