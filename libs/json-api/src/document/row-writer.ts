import type { WriteContext } from '../codec.js';
import type { Dialect } from '../dialect.js';
import type { ExposedAttribute } from '../exposure.js';
import { firstAttributeColumn, linkedIds, type Row, type SelectedRelationship, type Selection } from './selection.js';

/** Writes one row as a resource object. */
export type RowWriter = (row: Row, context: WriteContext) => string;

type Part = (row: Row, context: WriteContext, self: string) => string;

/**
 * Prepares a writer for exactly the columns of a selection: names, braces and commas are constants, only values are made
 * per row. Gives the same text as `JSON.stringify` of the plain resource object.
 */
export const compileRowWriter = (selection: Selection): RowWriter => {
  const { exposure } = selection;
  const { dialect } = exposure;
  const path = `/${exposure.path}/`;
  const afterId = `","type":${JSON.stringify(exposure.type)}`;
  const attributes = attributesPart(selection);
  const relationships = relationshipsPart(selection);
  return (row, context) => {
    const id = row[0] ?? '';
    const self = `${context.base}${path}${id}`;
    const links = dialect.links ? `,"links":{"self":"${self}"}` : '';
    return `{"id":"${id}${afterId}${links}${attributes(row, context, self)}${relationships(row, context, self)}}`;
  };
};

const nothing: Part = () => '';

const attributesPart = ({ attributes }: Selection): Part => {
  if (attributes.length === 0) return nothing;
  const members = attributes.map(({ codec, ifNull }, index) => ({
    name: memberStart(attributes, index),
    column: firstAttributeColumn + index,
    ifNull: JSON.stringify(ifNull),
    fromText: codec.fromText,
  }));
  const end = attributes.at(-1)?.group === undefined ? '}' : '}}';
  return (row, context) => {
    let json = '';
    for (const { name, column, ifNull, fromText } of members) {
      const text = row[column];
      json += name + (text === null || text === undefined ? ifNull : fromText(text, context));
    }
    return json + end;
  };
};

/** All that stands between the value before and this one: the braces of groups, the comma, the name. */
const memberStart = (attributes: readonly ExposedAttribute[], index: number): string => {
  const before = attributes[index - 1];
  const { group, wireName } = attributes[index] as ExposedAttribute;
  const opens = group !== undefined && group !== before?.group;
  const closes = before?.group !== undefined && before.group !== group;
  const name = `${JSON.stringify(wireName)}:`;
  const start = before === undefined ? ',"attributes":{' : closes ? '},' : ',';
  return opens ? `${start}${JSON.stringify(group)}:{${name}` : `${start}${name}`;
};

const relationshipsPart = ({ exposure, relationships }: Selection): Part => {
  const parts = relationships
    .map((selected) => relationshipPart(exposure.dialect, selected))
    .filter((part) => part !== nothing);
  if (parts.length === 0) return nothing;
  return (row, context, self) => {
    let json = '';
    for (const part of parts) json += (json === '' ? ',"relationships":{' : ',') + part(row, context, self);
    return `${json}}`;
  };
};

const relationshipPart = (dialect: Dialect, selected: SelectedRelationship): Part => {
  if (!selected.shown) return nothing;
  const name = selected.relationship.wireName;
  const data = linkagePart(dialect, selected);
  if (dialect.links) {
    const member = `${JSON.stringify(name)}:{"links":{"self":"`;
    return (row, context, self) =>
      `${member}${self}/relationships/${name}","related":"${self}/${name}"}${data === nothing ? '' : ','}${data(row, context, self)}}`;
  }
  if (data === nothing) return nothing;
  const member = `${JSON.stringify(name)}:{`;
  return (row, context, self) => `${member}${data(row, context, self)}}`;
};

const linkagePart = (dialect: Dialect, selected: SelectedRelationship): Part => {
  if (selected.linkageColumn === undefined) return nothing;
  const type = JSON.stringify(selected.target.type);
  const [before, after] =
    dialect.identifier[0] === 'type' ? [`{"type":${type},"id":"`, '"}'] : ['{"id":"', `","type":${type}}`];
  if (selected.relationship.cardinality === 'one') {
    return (row) => {
      const [id] = linkedIds(selected, row);
      return id === undefined ? '"data":null' : `"data":${before}${id}${after}`;
    };
  }
  return (row) =>
    `"data":[${linkedIds(selected, row)
      .map((id) => before + id + after)
      .join(',')}]`;
};

/** The members of a relationship's own document: its linkage and its links, without braces around them. */
export const linkageText = ({ exposure, relationships }: Selection, row: Row, context: WriteContext): string => {
  const [selected] = relationships;
  if (selected === undefined) throw new Error('a relationship document needs a relationship');
  const self = `${context.base}/${exposure.path}/${row[0] ?? ''}`;
  const name = selected.relationship.wireName;
  const data = linkagePart(exposure.dialect, selected)(row, context, self);
  return `${data},"links":{"self":"${self}/relationships/${name}","related":"${self}/${name}"}`;
};
