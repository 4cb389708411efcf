import { adminRegistry } from '@org/invoice-domain';
import {
  createOperation,
  reference,
  removeOperation,
  updateOperation,
  writeSchemasOf,
  type Components,
  type Exposure,
  type PathItem,
  type Responses,
  type WritingRules,
} from '@org/json-api';
import { jsonApiType } from '../http/media-type.js';
import type { SharedResponses } from './reading-answers.js';

/** Headers of changes (docs/wire/admin.md, changes). */
export const writingHeaders: Components['headers'] = {
  location: { description: 'The URL of the new record.', schema: { type: 'string', format: 'uri' } },
  'idempotency-replayed': {
    description: '`true` when the request had been served before, and nothing was done again.',
    schema: { type: 'string', enum: ['true'] },
  },
};

export const writingParameters: Components['parameters'] = {
  'idempotency-key': {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'However often a request comes with the same key within a day, it is served once.',
    schema: { type: 'string', pattern: '^[!-~]{1,255}$' },
  },
  'if-match': {
    name: 'If-Match',
    in: 'header',
    description:
      'ETags of versions that may be changed, or `*`: when the record is another one by now, nothing is done.',
    schema: { type: 'string' },
  },
};

/** Parameters and answers that all changes share. */
export const writingRules: WritingRules = {
  mediaType: jsonApiType,
  parameters: [reference('parameters', 'idempotency-key')],
  versions: [reference('parameters', 'if-match')],
  headers: Object.fromEntries(
    ['cache-control', 'x-request-id', 'idempotency-replayed'].map((name) => [name, reference('headers', name)]),
  ),
  documentHeaders: { etag: reference('headers', 'etag') },
  location: reference('headers', 'location'),
};

const change = ['parameters', 'body', 'write', 'key', 'record', 'mutation', 'version'] as const;

/** Resources that others refer to by their names. */
const referredByName: readonly string[] = ['currency'];

/** The errors of each sort of change. The words of errors depend on no resource here, so any will do. */
export interface WritingAnswers {
  readonly creation: Responses;
  readonly change: Responses;
  /** Changes of records whose name others refer to. */
  readonly renaming: Responses;
  readonly removal: Responses;
}

export const writingAnswersFrom = (shared: SharedResponses): WritingAnswers => ({
  creation: shared.refusals('creation', ['parameters', 'body', 'write', 'mutation'], []),
  change: shared.refusals('change', change, ['record']),
  removal: shared.refusals('removal', ['parameters', 'removal', 'record', 'mutation', 'version'], ['record']),
  // Behind removal, whose answers it shares: the first to need one gives it its name.
  renaming: shared.refusals('renaming', [...change, 'removal'], ['record']),
});

/** The operations that change records, on the paths of their lists and on their own. */
export const writingOperations = (
  exposure: Exposure,
  segment: string,
  answers: WritingAnswers,
): { readonly list: PathItem; readonly one: PathItem } => {
  const writes = adminRegistry.writesOf(exposure);
  if (writes === undefined) return { list: {}, one: {} };
  const purpose = (action: string, words: string, otherwise: Responses) => ({
    operationId: `${action}-${segment}`,
    summary: `${words} ${exposure.type}${segment === exposure.path ? '' : ', by another path'}`,
    otherwise,
  });
  const update = (action: string, words: string) =>
    updateOperation(
      writingRules,
      purpose(action, words, referredByName.includes(exposure.resource) ? answers.renaming : answers.change),
      writes,
    );
  return {
    list: {
      ...(writes.create && {
        post: createOperation(writingRules, purpose('create', 'Create a record of', answers.creation), writes),
      }),
    },
    one: {
      ...(writes.update && {
        patch: update('update', 'Change a record of'),
        put: update('replace', 'The same as PATCH: change a record of'),
      }),
      ...(writes.remove && {
        delete: removeOperation(writingRules, purpose('remove', 'Delete a record of', answers.removal), writes),
      }),
    },
  };
};

export const writingSchemas = (): Components['schemas'] => writeSchemasOf(adminRegistry);
