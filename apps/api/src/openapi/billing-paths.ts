import { objectOf, reference, type JsonSchema, type Operation, type PathItem, type Components } from '@org/json-api';
import { jsonApiType } from '../http/media-type.js';
import { writingRules, type WritingAnswers } from './writing-paths.js';

const text: JsonSchema = { type: 'string' };

const reason: JsonSchema = objectOf({ meta: objectOf({ reason: text }) });

/** Documents of what is done with invoices, which no exposure declares. */
export const billingSchemas: Components['schemas'] = {
  'invoice-previews.document': objectOf({
    data: objectOf({
      id: { type: 'string', const: 'preview' },
      type: { type: 'string', const: 'invoice-previews' },
      attributes: { type: 'object' },
    }),
  }),
  'invoices.approval': {
    type: 'object',
    required: ['data'],
    properties: {
      data: {
        type: 'array',
        items: objectOf({ type: { type: 'string', const: 'invoices' }, id: text }),
      },
      meta: objectOf({ reason: text }),
    },
  },
  'invoices.outcomes': objectOf({
    meta: objectOf({
      outcomes: {
        type: 'array',
        items: {
          type: 'object',
          required: ['id', 'outcome'],
          properties: {
            id: text,
            outcome: { type: 'string', enum: ['Approved', 'Refused'] },
            errors: { type: 'array', items: { type: 'object' } },
          },
        },
      },
    }),
  }),
  'invoices.reference': {
    type: 'object',
    required: ['data'],
    properties: {
      data: objectOf({
        type: { type: 'string', const: 'invoices' },
        id: text,
        attributes: objectOf({ reference: text }),
      }),
    },
  },
};

interface Action {
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  readonly body?: JsonSchema;
  readonly bodyIsRequired?: boolean;
  readonly answers: { readonly status: '200' | '202' | '204'; readonly schema?: string };
  readonly otherwise: WritingAnswers[keyof WritingAnswers];
}

const operationOf = ({
  operationId,
  tag,
  summary,
  description,
  body,
  bodyIsRequired,
  answers,
  otherwise,
}: Action): Operation => ({
  operationId,
  tags: [tag],
  summary,
  description: `Extension. ${description}`,
  parameters: writingRules.parameters,
  ...(body && { requestBody: { required: bodyIsRequired ?? false, content: { [jsonApiType]: { schema: body } } } }),
  responses: {
    [answers.status]: {
      description: answers.status === '202' ? 'A job will do it' : 'Done',
      headers: writingRules.headers,
      ...(answers.schema && { content: { [jsonApiType]: { schema: reference('schemas', answers.schema) } } }),
    },
    ...otherwise,
  },
});

const id = { parameters: [reference('parameters', 'id')] };

/** What can be done with invoices, billing runs and failed jobs besides creating and deleting (docs/wire/admin.md, billing). */
export const billingPaths = ({ creation, change }: WritingAnswers): Readonly<Record<string, PathItem>> => ({
  '/invoices/preview': {
    post: operationOf({
      operationId: 'preview-invoice',
      tag: 'invoices',
      summary: 'What an invoice would be',
      description: 'Takes the document that would create it, and leaves nothing behind.',
      body: reference('schemas', 'invoices.creation'),
      bodyIsRequired: true,
      answers: { status: '200', schema: 'invoice-previews.document' },
      otherwise: creation,
    }),
  },
  '/invoices/approve': {
    post: operationOf({
      operationId: 'approve-invoices',
      tag: 'invoices',
      summary: 'Approve many invoices',
      description: 'Each for itself: the outcome tells which were approved, and why others were not.',
      body: reference('schemas', 'invoices.approval'),
      bodyIsRequired: true,
      answers: { status: '200', schema: 'invoices.outcomes' },
      otherwise: creation,
    }),
  },
  '/invoices/{id}/approve': {
    ...id,
    post: operationOf({
      operationId: 'approve-invoice',
      tag: 'invoices',
      summary: 'Approve a pending invoice',
      description: 'It gets its number and is final.',
      body: reason,
      answers: { status: '200', schema: 'invoices.document' },
      otherwise: change,
    }),
  },
  '/invoices/{id}/change-reference': {
    ...id,
    post: operationOf({
      operationId: 'change-invoice-reference',
      tag: 'invoices',
      summary: 'Change the reference of a pending invoice',
      description: '`$seq` in it becomes the number, once the invoice has one.',
      body: reference('schemas', 'invoices.reference'),
      bodyIsRequired: true,
      answers: { status: '200', schema: 'invoices.document' },
      otherwise: change,
    }),
  },
  '/billing-runs/{id}/retry': {
    ...id,
    post: operationOf({
      operationId: 'retry-billing-run',
      tag: 'billing-runs',
      summary: 'Bill what a run has parked, once more',
      description: 'The answer is the run as it stands; a job goes on with it.',
      answers: { status: '202', schema: 'billing-runs.document' },
      otherwise: change,
    }),
  },
  '/failed-jobs/{id}/retry': {
    ...id,
    post: operationOf({
      operationId: 'retry-failed-job',
      tag: 'failed-jobs',
      summary: 'Put a failed job back into its queue',
      description: 'It is no failed job any more, unless it fails again.',
      answers: { status: '204' },
      otherwise: change,
    }),
  },
});
