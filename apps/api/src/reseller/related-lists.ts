import type { ExposedRelationship, Exposure } from '@org/json-api';

/** The lists below a record of the reseller API: ActivePlatform has none, so all of them are extensions. */
export const relatedListsOf = ({ relationships }: Exposure): readonly ExposedRelationship[] =>
  relationships.filter(({ onRequest, cardinality }) => onRequest && cardinality === 'many');
