import type { AnyAction, Exposure, JsonSchema, Registry, ReportAnswer } from '@org/json-api';

/** Attributes as the SDK's tables have them, neighbours of one kind together: `text:name,notes decimal:balance`. */
export const byKind = (attributes: readonly (readonly [key: string, kind: string])[]): string =>
  attributes
    .map(([key, kind], index) => (attributes[index - 1]?.[1] === kind ? `,${key}` : ` ${kind}:${key}`))
    .join('')
    .trim();

/** A name as the name of a type: `approveInvoice` as `ApproveInvoice`. */
export const pascalCase = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

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

/** Exposures of what reports alone show: no list does, so the SDK has them besides its collections. */
export const shownByReportsAlone = (actions: readonly AnyAction[], registry: Registry): readonly Exposure[] => [
  ...new Set(
    actions.flatMap(({ answers }) =>
      answers.kind === 'report' && answers.shows !== undefined && !registry.shows(answers.shows) ? [answers.shows] : [],
    ),
  ),
];

/** The name of one of what a report shows: `Balance` of `balances`, which is no other resource than an account. */
export const reportName = ({ type }: Exposure): string => pascalCase(camelCase(type).slice(0, -1));

/** The name of an exposure's table in the SDK. */
export const tableName = (exposure: Exposure): string => `shown${reportName(exposure)}`;

/** The types of what reports alone show, by the constants of the domain that declare it. */
export const reportTypes = (api: string, exposures: readonly Exposure[]): string =>
  exposures
    .map((exposure) => {
      const name = reportName(exposure);
      const shape = `{ readonly one: typeof ${api}${name} }`;
      return `/** One of ${exposure.type}, as an action shows it. */\nexport type ${name} = LoadedAttributes<${shape}, 'one'>;\n`;
    })
    .join('\n');

const filterForm = /^filter\[(.+)\]$/;

/** The filters that an action declares by their bare names. */
export const filtersOf = ({ parameters }: AnyAction): readonly string[] =>
  parameters.flatMap(({ name }) => filterForm.exec(name)?.[1] ?? []);

/** Parameters of a method for the filters that it needs: a day may be given as one. */
export const filterParameters = (action: AnyAction): readonly string[] =>
  action.parameters.flatMap(({ name, schema }) => {
    const [, filter] = filterForm.exec(name) ?? [];
    return filter === undefined ? [] : [`${filter}: ${schema.format === 'date' ? 'LocalDate | string' : 'string'}`];
  });

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
