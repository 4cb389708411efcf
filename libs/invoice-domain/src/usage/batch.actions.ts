import { objectOf, onPath, type Action, type Body, type JsonSchema, type ReportAnswer } from '@org/json-api';
import { adminAction } from '../dialects/actions.js';
import type { FieldKind } from '../importing/usage-table.js';
import type { AdminActionRight } from '../model/rights.js';

/** A member of a row. */
export interface BatchColumn {
  readonly name: string;
  readonly kind: FieldKind;
  readonly isRequired: boolean;
  /** Allowed words. */
  readonly words?: readonly string[];
}

/** Records of one sort that come in together, as an API describes them. */
export interface BatchDeclaration {
  /** Name of its batches in paths, such as `cdr-batches`. */
  readonly batches: string;
  /** Name of its rows. */
  readonly rows: string;
  readonly columns: readonly BatchColumn[];
}

const ndjson = 'application/x-ndjson';

const count: JsonSchema = { type: 'integer', minimum: 0 };

/** Rows that moved a record along its life cycle are told of where there are any. */
const withMoved = (schema: JsonSchema): JsonSchema => ({
  ...schema,
  properties: { ...(schema['properties'] as object), moved: count },
});

const schemaOf = (type: string): JsonSchema =>
  objectOf({
    data: objectOf({
      id: { type: 'string' },
      type: { type: 'string', const: type },
      links: objectOf({ self: { type: 'string' } }),
      attributes: withMoved(
        objectOf({
          received: count,
          accepted: count,
          'already-there': count,
          rejected: count,
          rejects: { type: 'array', items: objectOf({ line: count, reason: { type: 'string' } }) },
          'created-at': { type: 'string', format: 'date-time' },
        }),
      ),
    }),
  });

const reportOf = (type: string, statuses: ReportAnswer['statuses']): ReportAnswer => ({
  kind: 'report',
  statuses,
  schema: `${type}.document`,
  schemas: { [`${type}.document`]: schemaOf(type) },
  example: {
    data: {
      id: 'calls-2026-01-05',
      type,
      links: { self: `https://example.com/api/rest/admin/${type}/calls-2026-01-05` },
      attributes: {
        received: 2,
        accepted: 1,
        'already-there': 1,
        rejected: 0,
        rejects: [],
        'created-at': '2026-01-05T00:00:00.000Z',
      },
    },
  },
});

const columnsOf = ({ columns }: BatchDeclaration): string =>
  columns.map(({ name, isRequired }) => (isRequired ? `\`${name}\` (required)` : `\`${name}\``)).join(', ');

/** One JSON object on each line, compressed by gzip or not; it is read as it arrives, so there is no text to read at once. */
const rowsBody: Body<undefined> = {
  isOptional: false,
  alwaysTyped: true,
  hasFile: false,
  read: () => undefined,
  content: () => ({
    [ndjson]: { schema: { type: 'string' }, examples: { request: { value: '{"external_key":"1"}\n' } } },
  }),
  schemas: {},
  occasions: ['batch'],
  faults: [],
  example: () => '',
};

type BatchAction<Types extends string, Effect extends 'own' | 'read'> = Action<
  string,
  Types,
  Body<undefined> | undefined,
  ReportAnswer,
  AdminActionRight,
  Effect
>;

/** Actions on the batches of one table. */
export interface BatchActions {
  readonly create: BatchAction<never, 'own'>;
  readonly show: BatchAction<'id', 'read'>;
}

const camelCase = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The actions on batches of a sort of record: an extension of the admin API (docs/wire/admin.md, batches). */
export const batchActions = (declared: BatchDeclaration): BatchActions => {
  const type = declared.batches;
  const name = camelCase(`-${type}`);
  return {
    create: adminAction(`create${name}`, {
      on: onPath(type),
      effect: 'own',
      right: 'bill',
      body: rowsBody,
      headers: [
        {
          name: 'Idempotency-Key',
          in: 'header',
          required: true,
          description: 'The id of the batch. The same id with the same content adds nothing and gives the same report.',
          schema: { type: 'string', pattern: '^[\\w.:-]{1,100}$' },
        },
      ],
      answers: reportOf(type, { 200: 'The batch was sent before; its report', 201: 'What became of the batch' }),
      summary: `Bring ${declared.rows} in`,
      description: `One JSON object on each line, compressed by gzip or not, with the members ${columnsOf(declared)}.`,
      isExtension: true,
      tag: 'batches',
      call: 'create',
    }),
    show: adminAction(`show${name}`, {
      on: onPath(type, '{id}'),
      effect: 'read',
      right: 'read',
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      answers: reportOf(type, { 200: 'The report' }),
      summary: `The report of one of the ${type}`,
      tag: 'batches',
      call: 'get',
    }),
  };
};
