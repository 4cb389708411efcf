import type { ExposedAttribute, ExposedRelationship, Exposure } from '../exposure.js';
import { allFields, type Fieldsets } from '../query/fields.js';
import type { IncludeTree } from '../query/include.js';
import type { Registry } from '../registry.js';

/** One relationship of a resource as a request wants it. */
export interface SelectedRelationship {
  readonly relationship: ExposedRelationship;
  readonly target: Exposure;
  /** Whether the relationship is written at all: `fields` may leave it out. */
  readonly shown: boolean;
  /** Column of the linkage, when it is shown or needed to find included records. */
  readonly linkageColumn: number | undefined;
  /** Selection of the related records, when they are included. */
  readonly include: Selection | undefined;
}

/**
 * Selected members of one resource, which give the shape of its rows. A row holds the id, then the attributes in order, then one column per
 * shown linkage: an id, or an array of ids.
 */
export interface Selection {
  readonly exposure: Exposure;
  readonly attributes: readonly ExposedAttribute[];
  readonly relationships: readonly SelectedRelationship[];
}

/** A row as PostgreSQL's text. */
export type Row = readonly (string | null)[];

export const firstAttributeColumn = 1;

type Linked = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Resolves an include tree into the rows to read. All rows of one resource get the same columns, whichever path leads to
 * them, so that a record reached twice is written once and in full.
 */
export const selectionOf = (
  registry: Registry,
  exposure: Exposure,
  includes: IncludeTree,
  fields: Fieldsets = allFields,
): Selection => {
  const primary = exposure.relationships.filter(({ linkage }) => linkage === 'primary').map(({ key }) => key);
  const linked = new Map([[exposure.resource, new Set(primary)]]);
  collectLinked(registry, exposure, includes, linked);
  return select({ registry, linked, fields }, exposure, includes);
};

const collectLinked = (
  registry: Registry,
  exposure: Exposure,
  includes: IncludeTree,
  linked: Map<string, Set<string>>,
): void => {
  const keys = linked.get(exposure.resource) ?? new Set<string>();
  linked.set(exposure.resource, keys);
  for (const relationship of exposure.relationships) {
    const below = includes.get(relationship.key);
    if (below === undefined) continue;
    keys.add(relationship.key);
    collectLinked(registry, registry.target(relationship), below, linked);
  }
};

interface Request {
  readonly registry: Registry;
  readonly linked: Linked;
  readonly fields: Fieldsets;
}

const select = (request: Request, exposure: Exposure, includes: IncludeTree): Selection => {
  const { registry, linked, fields } = request;
  const fieldset = fields.get(exposure.resource);
  const attributes = exposure.attributes.filter(({ key, onRequest }) => fieldset?.has(key) ?? !onRequest);
  let column = firstAttributeColumn + attributes.length;
  const relationships = exposure.relationships.map((relationship): SelectedRelationship => {
    const target = registry.target(relationship);
    const below = includes.get(relationship.key);
    const isLinked = linked.get(exposure.resource)?.has(relationship.key) === true;
    const shown = fieldset?.has(relationship.key) ?? (!relationship.onRequest || isLinked);
    return {
      relationship,
      target,
      shown,
      linkageColumn: isLinked || (shown && relationship.linkage === 'always') ? column++ : undefined,
      include: below && select(request, target, below),
    };
  });
  return { exposure, attributes, relationships };
};

/** The ids that a linkage column holds: one id or null for a to-one, PostgreSQL's array text for a to-many. */
export const linkedIds = ({ relationship, linkageColumn }: SelectedRelationship, row: Row): readonly string[] => {
  const text = linkageColumn === undefined ? null : row[linkageColumn];
  if (text === null || text === undefined || text === '{}') return [];
  return relationship.cardinality === 'one' ? [text] : text.slice(1, -1).split(',');
};
