import type { Exposure } from '../exposure.js';
import type { JsonSchema } from '../json-schema.js';
import type { JsonValue } from '../kind.js';
import { objectOf, schemaReference } from '../openapi/resource-schemas.js';
import { changeName, creationName } from '../openapi/write-schemas.js';
import { RequestProblem } from '../problem.js';
import { isSentObject, readJson, textIn, type SentJson, type SentObject } from '../write/json-text.js';
import { readChange, readCreation, type RecordInput } from '../write/request-document.js';
import type { Writes } from '../write/writable.js';
import type { Body } from './body.js';

/** Reason that the caller gives: `meta.reason` of a document, kept in the audit. */
export interface Reasoned {
  readonly reason: string | undefined;
}

const text: JsonSchema = { type: 'string' };

const reasonMeta: JsonSchema = objectOf({ meta: objectOf({ reason: text }) });

const documentIn = (body: string): SentObject => {
  const document = body.trim() === '' ? {} : readJson(body);
  if (isSentObject(document)) return document;
  throw new RequestProblem({ code: 'malformed-body', detail: 'Request must be a hash' });
};

/** @throws RequestProblem for a reason that PostgreSQL cannot keep */
const reasonOf = ({ meta }: SentObject): string | undefined => {
  const reason = isSentObject(meta) ? meta['reason'] : undefined;
  if (typeof reason === 'string' && reason.includes('\0')) {
    throw new RequestProblem({
      code: 'invalid-member',
      member: 'reason',
      message: 'is invalid',
      pointer: '/meta/reason',
    });
  }
  return typeof reason === 'string' && reason !== '' ? reason : undefined;
};

/** A document with nothing but `meta.reason`, which may be absent as a whole. */
export const reasonDocument: Body<Reasoned> = {
  isOptional: true,
  alwaysTyped: false,
  hasFile: false,
  read: (body) => ({ reason: reasonOf(documentIn(body)) }),
  content: (_, mediaType) => ({
    [mediaType]: { schema: reasonMeta, examples: { request: { value: { meta: { reason: 'agreed by phone' } } } } },
  }),
  schemas: {},
  occasions: [],
  faults: [],
  example: () => ({ meta: { reason: 'agreed by phone' } }),
  document: { holds: 'reason' },
};

/** Example values by what a member is, for documents of records. */
type Example = Readonly<Record<string, JsonValue>>;

/** The document that would make a record. @param example its attributes and relationships */
export const creationDocument = (writes: Writes, example: Example): Body<RecordInput> => ({
  isOptional: false,
  alwaysTyped: true,
  hasFile: false,
  read: (body, registry, { zone }) => readCreation(registry, writes, body, zone),
  content: (_, mediaType) => ({
    [mediaType]: {
      schema: schemaReference(creationName(writes)),
      examples: { request: { value: { data: { type: writes.exposure.type, ...example } } } },
    },
  }),
  schemas: {},
  occasions: ['write'],
  faults: [],
  example: () => ({ data: { type: writes.exposure.type, ...example } }),
  document: { holds: 'creation', writes },
});

/** The document that changes members of the record in the path, and may say why. @param schema where members of their own kind are changed */
export const changeDocument = (
  writes: Writes,
  { schema, example }: { readonly schema?: readonly [name: string, JsonSchema]; readonly example: Example },
): Body<RecordInput & Reasoned> => {
  const document = (id: string): JsonValue => ({ data: { type: writes.exposure.type, id, ...example } });
  return {
    isOptional: false,
    alwaysTyped: schema === undefined,
    hasFile: false,
    read: (body, registry, { id = '', zone }) => {
      const given = readChange(registry, writes, body, id, zone);
      return { ...given, reason: reasonOf(documentIn(body)) };
    },
    content: (_, mediaType) => ({
      [mediaType]: {
        schema: schemaReference(schema?.[0] ?? changeName(writes)),
        examples: { request: { value: document('1') } },
      },
    }),
    schemas: schema === undefined ? {} : Object.fromEntries([schema]),
    occasions: ['write', 'key'],
    faults: [],
    example: () => document('1'),
    document: { holds: 'change', writes },
  };
};

/** Ids of a document of resource identifiers. */
export interface Identified extends Reasoned {
  readonly ids: readonly string[];
}

/** A document of 0 to `max` resource identifiers of one type, which may say why. */
export const identifiersDocument = (exposure: Exposure, max: number, name: string): Body<Identified> => {
  const { type } = exposure;
  const example: JsonValue = { data: [{ type, id: '1' }], meta: { reason: 'end of the month' } };
  return {
    isOptional: false,
    alwaysTyped: false,
    hasFile: false,
    read: (body) => {
      const document = documentIn(body);
      return { ids: identifiersIn(document['data'], type, max), reason: reasonOf(document) };
    },
    content: (_, mediaType) => ({
      [mediaType]: { schema: schemaReference(name), examples: { request: { value: example } } },
    }),
    schemas: {
      [name]: {
        type: 'object',
        required: ['data'],
        properties: {
          data: { type: 'array', maxItems: max, items: objectOf({ type: { type: 'string', const: type }, id: text }) },
          meta: objectOf({ reason: text }),
        },
      },
    },
    occasions: ['write'],
    faults: [],
    example: () => example,
    document: { holds: 'identifiers' },
  };
};

/** @throws RequestProblem unless it is a list of identifiers of the type */
const identifiersIn = (data: SentJson | undefined, type: string, max: number): readonly string[] => {
  if (data === undefined || data === null) {
    throw new RequestProblem({ code: 'missing-member', member: 'data', pointer: '' });
  }
  if (!Array.isArray(data) || data.length > max) {
    throw new RequestProblem({ code: 'malformed-linkage', pointer: '/data' });
  }
  return (data as readonly SentJson[]).map((identifier, index) => {
    const pointer = `/data/${index}`;
    if (!isSentObject(identifier) || typeof identifier['id'] !== 'string') {
      throw new RequestProblem({ code: 'malformed-linkage', pointer });
    }
    const { type: given = null } = identifier;
    if (given !== type) throw new RequestProblem({ code: 'linkage-type-mismatch', type: textIn(given), pointer });
    return identifier['id'];
  });
};
