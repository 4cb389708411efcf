import type { WriteContext } from '../codec.js';
import type { ExposedAttribute } from '../exposure.js';
import type { Wire } from '../wire.js';
import { fromTextOf } from './column-text.js';
import { firstAttributeColumn, linkedIds, type Row, type SelectedRelationship, type Selection } from './selection.js';

/**
 * Writes one row as a resource object behind a text, and gives the whole. A text that only ever grows at its end is a chain
 * which V8 copies in one go; pieces put together apart would be trees, which it walks.
 */
export type RowWriter = (json: string, row: Row, context: WriteContext) => string;

type Part = (json: string, row: Row, context: WriteContext, id: string) => string;

/** Text that all resource objects of one type share under one origin. */
interface Frame {
  readonly base: string;
  /** Text after the id, up to the attributes or to the id in the link. */
  readonly afterId: string;
  readonly relationships: Part;
}

/**
 * Prepares a writer for exactly the columns of a selection: names, braces, commas and the beginnings of links are constants, only
 * values are made per row. Gives the same text as `JSON.stringify` of the plain resource object.
 */
export const compileRowWriter = (selection: Selection): RowWriter => {
  const { links } = selection.exposure.wire;
  const attributes = attributesPart(selection);
  // A server is reached by few names: the frame of the last one nearly always fits, and another is made in no time.
  let frame = frameOf(selection, '');
  return (json, row, context) => {
    if (frame.base !== context.base) frame = frameOf(selection, context.base);
    const id = row[0] ?? '';
    const start = `${json}{"id":"${id}${frame.afterId}`;
    const head = links ? `${start}${id}"}` : start;
    return `${frame.relationships(attributes(head, row, context, id), row, context, id)}}`;
  };
};

const frameOf = (selection: Selection, base: string): Frame => {
  const { type, path, wire } = selection.exposure;
  const self = `${base}/${path}/`;
  const afterId = `","type":${JSON.stringify(type)}${wire.links ? `,"links":{"self":"${self}` : ''}`;
  return { base, afterId, relationships: relationshipsPart(selection, self) };
};

const nothing: Part = (json) => json;

const attributesPart = ({ attributes }: Selection): Part => {
  if (attributes.length === 0) return nothing;
  const members = attributes.map((attribute, index) => ({
    name: memberStart(attributes, index),
    column: firstAttributeColumn + index,
    ifNull: JSON.stringify(attribute.ifNull),
    fromText: fromTextOf(attribute),
  }));
  const end = attributes.at(-1)?.group === undefined ? '}' : '}}';
  return (before, row, context) => {
    let json = before;
    for (const { name, column, ifNull, fromText } of members) {
      const text = row[column];
      json = json + name + (text === null || text === undefined ? ifNull : fromText(text, context));
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

/** @param self where the links of a record begin, up to its id */
const relationshipsPart = ({ exposure, relationships }: Selection, self: string): Part => {
  const { wire } = exposure;
  const written = relationships.filter(
    ({ shown, linkageColumn }) => shown && (wire.links || linkageColumn !== undefined),
  );
  if (written.length === 0) return nothing;
  const parts = written.map((selected, index) => {
    const start = `${index === 0 ? ',"relationships":{' : ','}${JSON.stringify(selected.relationship.wireName)}:{`;
    return wire.links ? linkedPart(wire, selected, start, self) : dataPart(wire, selected, start);
  });
  return (before, row, context, id) => {
    let json = before;
    for (const part of parts) json = part(json, row, context, id);
    return `${json}}`;
  };
};

const dataPart = (wire: Wire, selected: SelectedRelationship, start: string): Part => {
  const data = linkagePart(wire, selected);
  return (json, row, context, id) => `${data(json + start, row, context, id)}}`;
};

const linkedPart = (wire: Wire, selected: SelectedRelationship, start: string, self: string): Part => {
  const { wireName } = selected.relationship;
  const data = linkagePart(wire, selected);
  const before = `${start}"links":{"self":"${self}`;
  const between = `/relationships/${wireName}","related":"${self}`;
  if (data === nothing) {
    const after = `/${wireName}"}}`;
    return (json, _row, _context, id) => json + before + id + between + id + after;
  }
  const after = `/${wireName}"},`;
  return (json, row, context, id) => `${data(json + before + id + between + id + after, row, context, id)}}`;
};

const linkagePart = (wire: Wire, selected: SelectedRelationship): Part => {
  const { linkageColumn } = selected;
  if (linkageColumn === undefined) return nothing;
  const type = JSON.stringify(selected.target.type);
  const [before, after] =
    wire.identifier[0] === 'type' ? [`{"type":${type},"id":"`, '"}'] : ['{"id":"', `","type":${type}}`];
  if (selected.relationship.cardinality === 'one') {
    const start = `"data":${before}`;
    return (json, row) => {
      const id = row[linkageColumn];
      return id === null || id === undefined ? `${json}"data":null` : json + start + id + after;
    };
  }
  return (before_, row) => {
    let json = `${before_}"data":[`;
    let separator = '';
    for (const id of linkedIds(selected, row)) {
      json = json + separator + before + id + after;
      separator = ',';
    }
    return `${json}]`;
  };
};

/** The members of a relationship's own document: its linkage and its links, without braces around them. */
export const linkageText = ({ exposure, relationships }: Selection, row: Row, context: WriteContext): string => {
  const [selected] = relationships;
  if (selected === undefined) throw new Error('a relationship document needs a relationship');
  const self = `${context.base}/${exposure.path}/${row[0] ?? ''}`;
  const name = selected.relationship.wireName;
  const data = linkagePart(exposure.wire, selected)('', row, context, '');
  return `${data},"links":{"self":"${self}/relationships/${name}","related":"${self}/${name}"}`;
};
