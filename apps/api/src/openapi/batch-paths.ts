import { adminRegistry } from '@org/invoice-domain';
import { ingestTables, type ImportedTable } from '@org/invoice-domain/persistence';
import {
  errorResponsesOf,
  objectOf,
  problemsOn,
  reference,
  type Components,
  type JsonSchema,
  type Operation,
  type Parameter,
  type PathItem,
  type ReadingRules,
} from '@org/json-api';
import { jsonApiType, ndjsonType } from '../http/media-type.js';
import type { SharedResponses } from './reading-answers.js';

const tables: readonly ImportedTable[] = Object.values(ingestTables);

const count: JsonSchema = { type: 'integer', minimum: 0 };

const schemaOf = (type: string): JsonSchema =>
  objectOf({
    data: objectOf({
      id: { type: 'string' },
      type: { type: 'string', const: type },
      links: objectOf({ self: { type: 'string' } }),
      attributes: objectOf({
        received: count,
        accepted: count,
        'already-there': count,
        rejected: count,
        rejects: { type: 'array', items: objectOf({ line: count, reason: { type: 'string' } }) },
        'created-at': { type: 'string', format: 'date-time' },
      }),
    }),
  });

/** Batches are declared by no exposure, so their shape is told here. */
export const batchSchemas: Components['schemas'] = Object.fromEntries(
  tables.map(({ batches }) => [`${batches}.document`, schemaOf(batches)]),
);

const columnsOf = ({ columns }: ImportedTable): string =>
  columns.map(({ name, isRequired }) => (isRequired ? `\`${name}\` (required)` : `\`${name}\``)).join(', ');

const idempotencyKey: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'The id of the batch. The same id with the same content adds nothing and gives the same report.',
  schema: { type: 'string', pattern: '^[\\w.:-]{1,100}$' },
};

const batchId: Parameter = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };

export const batchPaths = (
  { mediaType, headers, parameters }: ReadingRules,
  shared: SharedResponses,
): Readonly<Record<string, PathItem>> => {
  const problems = problemsOn(adminRegistry, ['any', 'token', 'document', 'parameters', 'body', 'batch'], []);
  const refusals = errorResponsesOf(adminRegistry.dialect, jsonApiType, problems);
  const report = (type: string, description: string) => ({
    description,
    headers,
    content: { [mediaType]: { schema: reference('schemas', `${type}.document`) } },
  });
  const create = (table: ImportedTable, type = table.batches): Operation => ({
    operationId: `create-${type}`,
    tags: ['batches'],
    summary: `Bring ${table.rows} in`,
    description: `Extension. One JSON object on each line, compressed by gzip or not, with the members ${columnsOf(table)}.`,
    parameters: [idempotencyKey],
    requestBody: { required: true, content: { [ndjsonType]: { schema: { type: 'string' } } } },
    responses: {
      200: report(type, 'The batch was sent before; its report'),
      201: report(type, 'What became of the batch'),
      ...refusals,
    },
  });
  const show = (type: string): Operation => ({
    operationId: `show-${type}`,
    tags: ['batches'],
    summary: `The report of one of the ${type}`,
    parameters: [batchId, ...parameters],
    responses: { 200: report(type, 'The report'), ...shared.reading('batch', ['parameters', 'record'], ['batch']) },
  });
  return Object.fromEntries<PathItem>(
    tables.flatMap((table) => [
      [`/${table.batches}`, { post: create(table) }],
      [`/${table.batches}/{id}`, { get: show(table.batches) }],
    ]),
  );
};
