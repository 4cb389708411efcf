import { objectOf, onPath, schemaReference, type JsonSchema } from '@org/json-api';
import { adminWire } from '../dialects/admin/admin-wire.js';
import { adminAction } from '../dialects/actions.js';

const type = 'timezones';
const name: JsonSchema = { type: 'string', examples: ['Europe/Berlin'] };

/** Schema of a time zone, which is no record of the ledger and so has no exposure. */
const schemas: Readonly<Record<string, JsonSchema>> = {
  [type]: objectOf({ id: name, type: { type: 'string', const: type }, attributes: objectOf({ name }) }),
  [`${type}.document`]: objectOf({ data: schemaReference(type) }),
  [`${type}.list`]: objectOf({
    data: { type: 'array', items: schemaReference(type) },
    meta: objectOf({ [adminWire.totalMember]: { type: 'integer', minimum: 0 } }),
  }),
};

const example = { id: 'Europe/Berlin', type, attributes: { name: 'Europe/Berlin' } };

const reading = { effect: 'read', right: 'read' } as const;

export const listTimezones = adminAction('listTimezones', {
  ...reading,
  on: onPath(type),
  call: 'list',
  parameters: [
    { name: 'filter[name]', in: 'query', style: 'form', explode: false, schema: { type: 'array', items: name } },
  ],
  answers: {
    kind: 'report',
    statuses: { 200: 'The list of all time zones' },
    schema: `${type}.list`,
    schemas,
    example: { data: [example], meta: { [adminWire.totalMember]: 1 } },
  },
  summary: 'The list of all time zones',
});

export const showTimezones = adminAction('showTimezones', {
  ...reading,
  on: onPath(type, '{id}'),
  call: 'get',
  parameters: [
    { name: 'id', in: 'path', required: true, description: 'The name of the zone, its slash encoded.', schema: name },
  ],
  answers: {
    kind: 'report',
    statuses: { 200: 'One time zone' },
    schema: `${type}.document`,
    schemas,
    example: { data: example },
  },
  summary: 'One time zone',
});
