import type { AnyAction, JsonSchema, ReportAnswer } from '@org/json-api';
import { pascalCase } from './sdk-method.js';

/** Attributes as the SDK's tables have them, neighbours of one kind together: `text:name,notes decimal:balance`. */
export const byKind = (attributes: readonly (readonly [key: string, kind: string])[]): string =>
  attributes
    .map(([key, kind], index) => (attributes[index - 1]?.[1] === kind ? `,${key}` : ` ${kind}:${key}`))
    .join('')
    .trim();

/** A name of a wire as the SDK has it. */
export const camelCase = (name: string): string =>
  name.replace(/[-_](\w)/g, (_, letter: string) => letter.toUpperCase());

const memberOf = ({ properties = {} }: JsonSchema, name: string): JsonSchema => {
  const member = properties[name];
  if (member === undefined) throw new Error(`the schema has no ${name}`);
  return member;
};

/** The schema itself, where it is a reference to one of the report's own. */
const resolved = (schema: JsonSchema, schemas: ReportAnswer['schemas']): JsonSchema => {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : (schemas[name] ?? {});
};

/** The schema of a report's document. */
const documentOf = ({ schema, schemas }: ReportAnswer): JsonSchema => schemas[schema] ?? {};

/** The TypeScript type of what a schema describes. @throws Error for a schema that nobody has said the type of */
const typeOf = (schema: JsonSchema): string => {
  if (schema.format === 'date-time') return 'Instant';
  if (schema.enum !== undefined) return schema.enum.map((word) => `'${String(word)}'`).join(' | ');
  if (schema.type === 'string') return 'string';
  if (schema.type === 'integer') return 'number';
  if (schema.type === 'boolean') return 'boolean';
  if (schema.type === 'array') return `readonly ${bracketed(typeOf(schema.items ?? {}))}[]`;
  if (schema.type !== 'object') throw new Error(`nobody has said what ${JSON.stringify(schema)} is in the SDK`);
  if (schema.properties === undefined) return 'Readonly<Record<string, unknown>>';
  return `{ ${propertiesOf(schema)} }`;
};

const bracketed = (type: string): string => (type.includes(' | ') ? `(${type})` : type);

const propertiesOf = ({ properties = {}, required = [] }: JsonSchema): string =>
  Object.entries(properties)
    .map(([name, member]) => `readonly ${camelCase(name)}${required.includes(name) ? '' : '?'}: ${typeOf(member)};\n`)
    .join('');

/** The kind of value by which a client reads an attribute. */
const kindOf = ({ type, format }: JsonSchema): string => {
  if (format === 'date-time') return 'instant';
  return type === 'integer' ? 'integer' : type === 'string' ? 'text' : 'json';
};

const attributesOf = (answers: ReportAnswer): JsonSchema => {
  const data = resolved(memberOf(documentOf(answers), 'data'), answers.schemas);
  const one = data.type === 'array' ? resolved(data.items ?? {}, answers.schemas) : data;
  return memberOf(one, 'attributes');
};

/** Whether a report has records, or tells something else in its `meta`. */
export const hasRecords = (answers: ReportAnswer): boolean => 'data' in (documentOf(answers).properties ?? {});

/** Whether it has a list of them. */
export const isList = (answers: ReportAnswer): boolean => memberOf(documentOf(answers), 'data').type === 'array';

/** The type that the records of a report have on the wire. */
export const recordType = (answers: ReportAnswer): string => {
  const { type } = (answers.example as { readonly data: { readonly type: string } }).data;
  return type;
};

/** The declaration of the type of a report's records, by the name of one of them. */
export const recordDeclaration = (name: string, answers: ReportAnswer): string =>
  `export interface ${pascalCase(name)} {\nreadonly id: string;\n${propertiesOf(attributesOf(answers))}}\n`;

/** The declaration of the type of what a report tells instead of records. */
export const metaDeclaration = (name: string, answers: ReportAnswer): string =>
  `/** Report of \`${name}\`. */\nexport interface ${pascalCase(name)}Report {\n${propertiesOf(memberOf(documentOf(answers), 'meta'))}}\n`;

const filterForm = /^filter\[(.+)\]$/;

/** The filters that an action declares by their bare names. */
export const filtersOf = ({ parameters }: AnyAction): readonly string[] =>
  parameters.flatMap(({ name }) => filterForm.exec(name)?.[1] ?? []);

/** How a client may ask for a list: by its own filters, and in no order. */
const askingOf = (list: AnyAction, properties: JsonSchema['properties'] = {}): object => ({
  options: Object.fromEntries(Object.keys(properties).map((name) => [camelCase(name), { filter: false, sort: false }])),
  filters: Object.fromEntries(filtersOf(list).map((name) => [name, { by: name, as: 'text', plain: true }])),
});

/** A report's records as the SDK's tables have resources: no exposure declares them. @param list absent where there is none */
export const shownByReport = (type: string, answers: ReportAnswer, list?: AnyAction): string => {
  const { properties = {} } = attributesOf(answers);
  const members = Object.entries(properties).map(([name, schema]) => [camelCase(name), kindOf(schema)] as const);
  return JSON.stringify({
    resource: camelCase(type),
    type,
    attributes: byKind(members),
    ...(list !== undefined && askingOf(list, properties)),
  });
};
