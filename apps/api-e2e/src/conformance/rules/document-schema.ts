import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** Member names of JSON:API 1.1: letters, digits and anything beyond ASCII; `-`, `_` and a blank only in between. */
const memberName = '^[a-zA-Z0-9\\u0080-\\uFFFF]([a-zA-Z0-9\\u0080-\\uFFFF _-]*[a-zA-Z0-9\\u0080-\\uFFFF])?$';

const reference = (name: string): object => ({ $ref: `#/$defs/${name}` });

const text = { type: 'string' };

const closed = (properties: object, ...required: string[]): object => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

const oneManyOrNone = (name: string): object => ({
  oneOf: [{ type: 'null' }, reference(name), { type: 'array', items: reference(name), uniqueItems: true }],
});

const identifier = { type: { ...text, pattern: memberName }, id: { ...text, minLength: 1 } };

const definitions = {
  meta: { type: 'object' },
  link: {
    oneOf: [
      { type: 'null' },
      { ...text, format: 'uri' },
      {
        ...closed(
          {
            href: { ...text, format: 'uri' },
            rel: text,
            describedby: reference('link'),
            title: text,
            type: text,
            hreflang: { oneOf: [text, { type: 'array', items: text }] },
            meta: reference('meta'),
          },
          'href',
        ),
      },
    ],
  },
  links: { type: 'object', propertyNames: { pattern: memberName }, additionalProperties: reference('link') },
  identifier: closed({ ...identifier, meta: reference('meta') }, 'type', 'id'),
  linkage: oneManyOrNone('identifier'),
  relationship: {
    ...closed({ links: reference('relationshipLinks'), data: reference('linkage'), meta: reference('meta') }),
    minProperties: 1,
  },
  relationshipLinks: {
    ...reference('links'),
    anyOf: [{ required: ['self'] }, { required: ['related'] }],
  },
  members: { type: 'object', propertyNames: { pattern: memberName }, minProperties: 1 },
  resource: closed(
    {
      ...identifier,
      attributes: reference('members'),
      relationships: { ...reference('members'), additionalProperties: reference('relationship') },
      links: reference('links'),
      meta: reference('meta'),
    },
    'type',
    'id',
  ),
  source: {
    ...closed({ pointer: { ...text, format: 'json-pointer' }, parameter: text, header: text }),
    minProperties: 1,
  },
  error: {
    ...closed({
      id: text,
      links: reference('links'),
      status: { ...text, pattern: '^[1-5]\\d\\d$' },
      code: text,
      title: text,
      detail: text,
      source: reference('source'),
      meta: reference('meta'),
    }),
    minProperties: 1,
  },
  implementation: closed({
    version: text,
    ext: { type: 'array', items: { ...text, format: 'uri' } },
    profile: { type: 'array', items: { ...text, format: 'uri' } },
    meta: reference('meta'),
  }),
};

const topLevel = {
  meta: reference('meta'),
  links: reference('links'),
  jsonapi: reference('implementation'),
};

/** Every document of JSON:API 1.1 that an answer may hold, and nothing else. */
export const documentSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  oneOf: [
    {
      ...closed(
        { ...topLevel, data: oneManyOrNone('resource'), included: { type: 'array', items: reference('resource') } },
        'data',
      ),
    },
    closed({ ...topLevel, errors: { type: 'array', items: reference('error'), minItems: 1 } }, 'errors'),
  ],
  $defs: definitions,
};

const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: false });
addFormats.default(ajv);
const validate = ajv.compile(documentSchema);

/** Faults of a document according to the schema. */
export const schemaFaults = (document: unknown): readonly string[] =>
  validate(document)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `schema: ${instancePath} ${message ?? ''}`);
