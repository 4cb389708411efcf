import { type CommerceRefusal } from '@org/invoice-domain';
import {
  reference,
  type Exposure,
  type JsonSchema,
  type Occasion,
  type Operation,
  type Problem,
  type Response,
} from '@org/json-api';
import type { SharedResponses } from './reading-answers.js';
import { writingRules } from './writing-paths.js';

/** A method of the reseller API that changes something: its body is a flat object, its answer a record or a list of them. */
export interface ResellerAction {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  /** What the answer shows. */
  readonly exposure: Exposure;
  readonly answers: { readonly status: 200 | 201; readonly schema: 'document' | 'list' | 'added' };
  readonly body: JsonSchema;
  /** Whether a request may come without a body. */
  readonly bodyOptional?: true;
  /** What the path names by id. */
  readonly resources: readonly string[];
  /** Rules of the domain that may forbid it. */
  readonly refusals: readonly CommerceRefusal[];
  /** Whether `If-Match` is looked at. */
  readonly versioned: boolean;
}

const { mediaType, parameters, versions, headers, documentHeaders, location } = writingRules;

const answerOf = ({ summary, exposure, answers: { status, schema } }: ResellerAction): Response => ({
  description: summary,
  headers: { ...headers, ...documentHeaders, ...(status === 201 && schema === 'document' && { location }) },
  content: { [mediaType]: { schema: reference('schemas', `${exposure.type}.${schema}`) } },
});

const version: readonly Occasion[] = ['version'];

const refused = (refusal: CommerceRefusal): Problem => ({ code: 'refused', refusal });

/** What can be wrong with a flat body. A missing member is a refusal where the action has that one. */
const faultsOf = (refusals: readonly CommerceRefusal[]): readonly Problem[] => [
  ...(refusals.includes('parameters-missing')
    ? []
    : [{ code: 'missing-member', member: 'name', pointer: '' } as const]),
  { code: 'member-not-allowed', member: 'colour', pointer: '/colour' },
  {
    code: 'invalid-member',
    member: 'total',
    message: 'has to be an amount such as "123.45"',
    pointer: '/amount/total',
  },
];

export const actionOperation = (shared: SharedResponses, action: ResellerAction): Operation => {
  const { operationId, summary, description, exposure, answers, body, resources, refusals, versioned } = action;
  const occasions: readonly Occasion[] = ['parameters', 'body', 'mutation', 'record', ...(versioned ? version : [])];
  return {
    operationId,
    tags: [exposure.type],
    summary,
    ...(description !== undefined && { description }),
    parameters: [...parameters, ...(versioned ? versions : [])],
    requestBody: { required: action.bodyOptional !== true, content: { [mediaType]: { schema: body } } },
    responses: {
      [answers.status]: answerOf(action),
      ...shared.refusals(operationId, occasions, resources, [...faultsOf(refusals), ...refusals.map(refused)]),
    },
  };
};
