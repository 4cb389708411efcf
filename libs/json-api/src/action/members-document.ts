import type { Exposure } from '../exposure.js';
import { RequestProblem } from '../problem.js';
import { isSentObject, readJson, textIn, type SentObject } from '../write/json-text.js';
import type { Body } from './body.js';
import { pointerTo, problemOfFault } from './body-fault.js';
import type { Members, ValuesOf } from './member.js';
import { membersExample, membersSchema, readMembers } from './object-member.js';

/** Faults told at once. */
const faultLimit = 20;

/** Members of a resource object that such a document has. */
const dataMembers: readonly string[] = ['type', 'attributes'];

const missing = (member: string, pointer: string): RequestProblem =>
  new RequestProblem({ code: 'missing-member', member, pointer });

/** @throws RequestProblem unless the document is of the type and has attributes */
const attributesIn = (text: string, type: string): SentObject => {
  const document = text.trim() === '' ? {} : readJson(text);
  if (!isSentObject(document)) throw new RequestProblem({ code: 'malformed-body', detail: 'Request must be a hash' });
  const { data } = document;
  if (data === undefined || data === null) throw missing('data', '');
  if (!isSentObject(data)) throw new RequestProblem({ code: 'data-not-an-object' });
  const { type: given, attributes } = data;
  if (given === undefined || given === null) throw missing('type', '/data');
  if (given !== type) throw new RequestProblem({ code: 'wrong-type', type: textIn(given) });
  const strange = Object.keys(data).find((member) => !dataMembers.includes(member));
  if (strange !== undefined) {
    throw new RequestProblem({ code: 'member-not-allowed', member: strange, pointer: pointerTo('/data', strange) });
  }
  if (attributes === undefined || attributes === null) throw missing('attributes', '/data');
  if (isSentObject(attributes)) return attributes;
  const message = 'has to be an object';
  throw new RequestProblem({ code: 'invalid-member', member: 'attributes', message, pointer: '/data/attributes' });
};

/**
 * A document of JSON:API whose attributes are members of the action's own: what is needed to make a record of the exposure's type.
 * @param name of the members' type in the SDK
 */
export const membersDocument = <const Declared extends Members>(
  name: string,
  { type }: Exposure,
  members: Declared,
): Body<ValuesOf<Declared>> => ({
  isOptional: false,
  alwaysTyped: true,
  hasFile: false,
  read: (text, { dialect: { wireName } }, { fileBytes }) => {
    const read = readMembers(attributesIn(text, type), '/data/attributes', members, { wireName, fileBytes });
    if ('value' in read) return read.value;
    const [first, ...others] = read.faults.slice(0, faultLimit).map((fault) => problemOfFault(fault));
    if (first === undefined) throw new Error('a body without a fault was refused');
    throw new RequestProblem(first, ...others);
  },
  content: ({ dialect: { wireName } }, mediaType) => ({
    [mediaType]: {
      schema: {
        type: 'object',
        required: ['data'],
        properties: {
          data: {
            type: 'object',
            required: ['type', 'attributes'],
            properties: { type: { type: 'string', const: type }, attributes: membersSchema(members, wireName) },
          },
        },
      },
      examples: { request: { value: { data: { type, attributes: membersExample(members, wireName) } } } },
    },
  }),
  schemas: {},
  occasions: ['write'],
  faults: [],
  example: ({ dialect: { wireName } }) => ({ data: { type, attributes: membersExample(members, wireName) } }),
  document: { holds: 'members', type, name, members },
});
