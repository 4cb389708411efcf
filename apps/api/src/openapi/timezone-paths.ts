import { adminDialect } from '@org/invoice-domain';
import {
  objectOf,
  reference,
  type Components,
  type JsonSchema,
  type Operation,
  type Parameter,
  type PathItem,
  type ReadingRules,
  type Responses,
} from '@org/json-api';
import type { SharedResponses } from './reading-answers.js';

const type = 'timezones';
const name: JsonSchema = { type: 'string', examples: ['Europe/Berlin'] };
const zone = objectOf({ id: name, type: { type: 'string', const: type }, attributes: objectOf({ name }) });

/** Time zones are no record of the ledger: no exposure declares them, so their shape is told here. */
export const timezoneSchemas: Components['schemas'] = {
  [type]: zone,
  [`${type}.document`]: objectOf({ data: reference('schemas', type) }),
  [`${type}.list`]: objectOf({
    data: { type: 'array', items: reference('schemas', type) },
    meta: objectOf({ [adminDialect.totalMember]: { type: 'integer', minimum: 0 } }),
  }),
};

const nameFilter: Parameter = {
  name: 'filter[name]',
  in: 'query',
  style: 'form',
  explode: false,
  schema: { type: 'array', items: name },
};

const zoneName: Parameter = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'The name of the zone, its slash encoded.',
  schema: name,
};

export const timezonePaths = (
  { mediaType, headers, parameters }: ReadingRules,
  shared: SharedResponses,
): Readonly<Record<string, PathItem>> => {
  const reading = (action: 'list' | 'show', summary: string, own: Parameter, otherwise: Responses): Operation => {
    const schema = reference('schemas', action === 'list' ? `${type}.list` : `${type}.document`);
    return {
      operationId: `${action}-${type}`,
      tags: [type],
      summary,
      parameters: [own, ...parameters],
      responses: { 200: { description: summary, headers, content: { [mediaType]: { schema } } }, ...otherwise },
    };
  };
  const list = shared.reading(type, ['parameters'], []);
  const show = shared.reading('timezone', ['parameters', 'record'], ['timezone']);
  return {
    [`/${type}`]: { get: reading('list', 'The list of all time zones', nameFilter, list) },
    [`/${type}/{id}`]: { get: reading('show', 'One time zone', zoneName, show) },
  };
};
