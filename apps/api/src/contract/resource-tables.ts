import type { ExposedAttribute, Exposure, LinkagePolicy, Registry } from '@org/json-api';
import { blocks, code, codes, table } from './markdown.js';
import { filterOf, furtherFilters, furtherSorts } from './offered-filters.js';
import { filterWords, valueWords } from './value-words.js';

const yesOrNo = (holds: boolean): string => (holds ? 'yes' : 'no');

const nameOf = ({ group, wireName, onRequest }: ExposedAttribute): string =>
  `${code(group === undefined ? wireName : `${group}.${wireName}`)}${onRequest ? ' (on request)' : ''}`;

const isSortable = ({ sorts, wire }: Exposure, { group, wireName }: ExposedAttribute): boolean =>
  group === undefined && sorts.has(wire.sortName(wireName));

const filterCell = (exposure: Exposure, attribute: ExposedAttribute): string => {
  const comparable = filterOf(exposure, attribute);
  return comparable === undefined ? '–' : filterWords[comparable];
};

/** Neighbours that have everything but their name in common share a row. */
const withNeighbours = (rows: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  rows.reduce<readonly (readonly string[])[]>((merged, row) => {
    const [name = '', ...cells] = row;
    const [above = '', ...cellsAbove] = merged.at(-1) ?? [];
    return cells.join('|') === cellsAbove.join('|')
      ? [...merged.slice(0, -1), [`${above}, ${name}`, ...cells]]
      : [...merged, row];
  }, []);

/** @param isListed whether there is a list of them, to be filtered and sorted */
const attributeTable = (exposure: Exposure, isListed: boolean): string => {
  const rows = exposure.attributes.map((attribute) => [
    nameOf(attribute),
    valueWords(attribute),
    yesOrNo(attribute.declared.nullable && attribute.ifNull === null),
    ...(isListed ? [yesOrNo(isSortable(exposure, attribute)), filterCell(exposure, attribute)] : []),
  ]);
  return table(['attribute', 'value', 'null', ...(isListed ? ['sort', 'filter'] : [])], withNeighbours(rows));
};

const linkages: Readonly<Record<LinkagePolicy, string>> = {
  always: '_always_',
  primary: '_first_',
  included: '_asked_',
};

const relationshipTable = (registry: Registry, { relationships }: Exposure): string =>
  relationships.length === 0
    ? ''
    : table(
        ['relationship', 'leads to', 'linkage'],
        relationships.map((relationship) => [
          code(relationship.wireName),
          `${relationship.cardinality === 'many' ? 'many ' : ''}${code(registry.target(relationship).type)}`,
          relationship.onRequest ? '_below_' : linkages[relationship.linkage],
        ]),
      );

const furtherOffers = (exposure: Exposure): string => {
  const filters = furtherFilters(exposure);
  const plain = filters.filter(({ isPlain }) => isPlain).map(({ name }) => name);
  const others = filters.filter(({ isPlain }) => !isPlain);
  const sorts = furtherSorts(exposure);
  return [
    plain.length === 0 ? '' : `Plain filters: ${codes(plain)}.`,
    others.length === 0
      ? ''
      : `Further filters: ${others.map(({ name, comparable }) => `${code(name)} (${filterWords[comparable]})`).join(', ')}.`,
    sorts.length === 0 ? '' : `Further sorts: ${codes(sorts)}.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
};

/** The exposure of a resource as Markdown tables. */
export const resourceTables = (registry: Registry, exposure: Exposure, isListed: boolean): string =>
  blocks(
    attributeTable(exposure, isListed),
    isListed ? furtherOffers(exposure) : '',
    relationshipTable(registry, exposure),
  );
