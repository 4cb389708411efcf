import type { ExposedRelationship, Exposure } from '../exposure.js';
import type { Registry } from '../registry.js';
import type { Operation, Reference, Response, Responses } from './document.js';
import { linkageName, relatedName } from './document-schemas.js';
import { listParametersOf, showParametersOf } from './query-parameters.js';
import { schemaReference } from './resource-schemas.js';

/** Common parts of an API's reading operations. */
export interface ReadingRules {
  readonly registry: Registry;
  readonly mediaType: string;
  /** Parameters besides those of the document format. */
  readonly parameters: readonly Reference[];
  /** Headers of every document. */
  readonly headers: NonNullable<Response['headers']>;
}

/** Specific parts of one operation. */
export interface Purpose {
  readonly operationId: string;
  readonly summary: string;
  /** Every answer but the document. */
  readonly otherwise: Responses;
}

const reading = (
  { mediaType, headers, parameters }: ReadingRules,
  { operationId, summary, otherwise }: Purpose,
  tag: string,
  schema: string,
  own: readonly Reference[] = [],
): Operation => ({
  operationId,
  tags: [tag],
  summary,
  parameters: [...own, ...parameters],
  responses: {
    200: { description: summary, headers, content: { [mediaType]: { schema: schemaReference(schema) } } },
    ...otherwise,
  },
});

export const listOperation = (rules: ReadingRules, purpose: Purpose, exposure: Exposure): Operation =>
  reading(rules, purpose, exposure.type, `${exposure.type}.list`, listParametersOf(rules.registry, exposure));

export const showOperation = (rules: ReadingRules, purpose: Purpose, exposure: Exposure): Operation =>
  reading(rules, purpose, exposure.type, `${exposure.type}.document`, showParametersOf(rules.registry, exposure));

/** A list for a to-many relationship, one record or nothing for a to-one. */
export const relatedOperation = (
  rules: ReadingRules,
  purpose: Purpose,
  { type }: Exposure,
  relationship: ExposedRelationship,
): Operation => {
  const { registry } = rules;
  const target = registry.target(relationship);
  const parametersOf = relationship.cardinality === 'many' ? listParametersOf : showParametersOf;
  return reading(rules, purpose, type, relatedName(target, relationship), parametersOf(registry, target));
};

export const linkageOperation = (
  rules: ReadingRules,
  purpose: Purpose,
  { type }: Exposure,
  relationship: ExposedRelationship,
): Operation => reading(rules, purpose, type, linkageName(rules.registry.target(relationship), relationship));
