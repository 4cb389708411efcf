import type { AdminActionRight } from '@org/invoice-domain';
import {
  reference,
  type ActionRules,
  type AnyAction,
  type Exposure,
  type Registry,
  type Responses,
  type Unserved,
} from '@org/json-api';
import { readingRules, type SharedResponses } from './reading-answers.js';
import { writingRules } from './writing-operations.js';

const answersOf = (
  shared: SharedResponses,
  { effect }: AnyAction,
  { operationId, occasions, resources, problems }: Unserved,
): Responses =>
  effect === 'read'
    ? shared.reading(operationId, occasions, resources, problems)
    : shared.refusals(operationId, occasions, resources, problems);

/** Occasions of problems on public routes, where neither media type nor query is checked. */
const publicOccasions = ['body', 'login'] as const;

/** Rules for describing the actions of the admin API. The words of its errors depend on no resource, so any will do. */
export const adminActionRules = (registry: Registry, shared: SharedResponses): ActionRules => ({
  reading: readingRules(registry),
  writing: writingRules,
  above: { path: '', parameters: [], resources: [] },
  idParameter: () => 'id',
  words: ({ summary, description, isExtension, answers }) => ({
    summary,
    description: isExtension && description !== undefined ? `Extension. ${description}` : description,
    done: answers.kind === 'record' && answers.status === 202 ? 'A job will do it' : 'Done',
  }),
  otherwise: (action, unserved) =>
    (action.right as AdminActionRight) === 'public'
      ? shared.publicly(publicOccasions, unserved.problems)
      : answersOf(shared, action, { ...unserved, resources: ['record'] }),
});

/** The name of the parameter that is the id of a record of the reseller API. */
export const idName = ({ resource, wire }: Exposure): string => `${wire.wireName(resource)}_id`;

const lowered = (summary: string): string => summary.charAt(0).toLowerCase() + summary.slice(1);

/** Rules for describing the actions of the reseller API. @param reseller of the path above all of them */
export const resellerActionRules = (registry: Registry, reseller: Exposure, shared: SharedResponses): ActionRules => ({
  reading: readingRules(registry),
  writing: writingRules,
  above: {
    path: `/resellers/{${idName(reseller)}}`,
    parameters: [reference('parameters', idName(reseller))],
    resources: [reseller.resource],
  },
  idParameter: idName,
  words: ({ summary, description, isExtension, answers }) => {
    const words = isExtension ? `Extension: ${lowered(summary)}` : summary;
    return { summary: words, description, done: answers.kind === 'file' ? answers.description : words };
  },
  otherwise: (action, unserved) => answersOf(shared, action, unserved),
});
