import type { Writes } from '../write/writable.js';
import type { Operation, Reference, Response } from './document.js';
import type { Purpose } from './operations.js';
import { schemaReference } from './resource-schemas.js';
import { changeName, creationName } from './write-schemas.js';

/** Common parts of an API's writing operations. */
export interface WritingRules {
  readonly mediaType: string;
  /** Parameters of every change. */
  readonly parameters: readonly Reference[];
  /** Parameters of changes of what exists. */
  readonly versions: readonly Reference[];
  /** Headers of every answer. */
  readonly headers: NonNullable<Response['headers']>;
  /** Headers of every answer with a document. */
  readonly documentHeaders: NonNullable<Response['headers']>;
  readonly location: Reference;
}

const requestBody = (mediaType: string, schema: string): NonNullable<Operation['requestBody']> => ({
  required: true,
  content: { [mediaType]: { schema: schemaReference(schema) } },
});

export const createOperation = (rules: WritingRules, purpose: Purpose, writes: Writes): Operation => {
  const { operationId, summary, otherwise } = purpose;
  const { type } = writes.exposure;
  return {
    operationId,
    tags: [type],
    summary,
    parameters: rules.parameters,
    requestBody: requestBody(rules.mediaType, creationName(writes)),
    responses: {
      201: {
        description: 'The new record',
        headers: { ...rules.headers, ...rules.documentHeaders, location: rules.location },
        content: { [rules.mediaType]: { schema: schemaReference(type, 'document') } },
      },
      ...otherwise,
    },
  };
};

export const updateOperation = (rules: WritingRules, purpose: Purpose, writes: Writes): Operation => {
  const { operationId, summary, otherwise } = purpose;
  const { type } = writes.exposure;
  return {
    operationId,
    tags: [type],
    summary,
    description: 'What is absent stays as it is, what is null is cleared.',
    parameters: [...rules.parameters, ...rules.versions],
    requestBody: requestBody(rules.mediaType, changeName(writes)),
    responses: {
      200: {
        description: 'The record as it is now',
        headers: { ...rules.headers, ...rules.documentHeaders },
        content: { [rules.mediaType]: { schema: schemaReference(type, 'document') } },
      },
      ...otherwise,
    },
  };
};

export const removeOperation = (rules: WritingRules, purpose: Purpose, { exposure: { type } }: Writes): Operation => ({
  operationId: purpose.operationId,
  tags: [type],
  summary: purpose.summary,
  parameters: [...rules.parameters, ...rules.versions],
  responses: { 204: { description: 'The record is gone', headers: rules.headers }, ...purpose.otherwise },
});
