import type { Exposure } from '../exposure.js';
import { oneOfWords, type JsonSchema } from '../json-schema.js';
import { takesList } from '../query/comparable.js';
import { memberNames } from '../query/fields.js';
import type { Filter } from '../query/filter.js';
import { includeDepthLimit } from '../query/include.js';
import { defaultPageSize, maximumPageSize, type PageMember } from '../query/page.js';
import { valueSchemas } from '../query/value-text.js';
import type { Dialect } from '../dialect.js';
import type { Registry } from '../registry.js';
import { reference, type Parameter, type Reference } from './document.js';
import { includableFrom } from './includable.js';

type Parameters = Readonly<Record<string, Parameter>>;

/** Several values in one parameter, separated by commas. */
const listed = (items: JsonSchema): Pick<Parameter, 'style' | 'explode' | 'schema'> => ({
  style: 'form',
  explode: false,
  schema: { type: 'array', items },
});

/** Every query parameter of an API, under the name by which operations refer to it. */
export const queryParametersOf = (registry: Registry): Parameters => {
  const { dialect } = registry;
  const parameters: Record<string, Parameter> = { ...pageParameters(dialect) };
  for (const exposure of registry.exposures) {
    const { type, filters } = exposure;
    parameters[`${type}.fields`] = fieldsParameter(dialect, exposure);
    parameters[`${type}.sort`] = sortParameter(exposure);
    if (exposure.totals !== undefined) parameters['withTotals'] = totalsParameter;
    if (isIncluding(exposure)) parameters[`${type}.include`] = includeParameter(exposure);
    for (const filter of filters.values()) parameters[filterName(exposure, filter)] = filterParameter(filter, dialect);
  }
  return parameters;
};

/** Parameters of a request for one record. */
export const showParametersOf = (registry: Registry, exposure: Exposure): readonly Reference[] =>
  showNames(registry, exposure).map((name) => reference('parameters', name));

/** Parameters of a request for a list. */
export const listParametersOf = (registry: Registry, exposure: Exposure): readonly Reference[] =>
  [
    ...[...exposure.filters.values()].map((filter) => filterName(exposure, filter)),
    `${exposure.type}.sort`,
    ...Object.keys(pageParameters(registry.dialect)),
    ...(exposure.totals === undefined ? [] : ['withTotals']),
    ...showNames(registry, exposure),
  ].map((name) => reference('parameters', name));

const showNames = (registry: Registry, exposure: Exposure): readonly string[] => [
  ...(isIncluding(exposure) ? [`${exposure.type}.include`] : []),
  ...[...new Set([exposure, ...includableFrom(registry, exposure)])].map(({ type }) => `${type}.fields`),
];

const isIncluding = ({ relationships }: Exposure): boolean => relationships.some(({ includable }) => includable);

const includeParameter = ({ relationships }: Exposure): Parameter => {
  const names = relationships.filter(({ includable }) => includable).map(({ wireName }) => wireName);
  return {
    name: 'include',
    in: 'query',
    description: `Related records to add: names of relationships, joined by dots for what lies further, at most ${includeDepthLimit} in a path.`,
    ...listed({ type: 'string', pattern: `^(${names.join('|')})(\\.[^.,]+){0,${includeDepthLimit - 1}}$` }),
  };
};

const fieldsParameter = (dialect: Dialect, exposure: Exposure): Parameter => {
  const { type } = exposure;
  const names = [...(dialect.idIsField ? ['id'] : []), ...memberNames(exposure).keys()];
  return {
    name: `fields[${type}]`,
    in: 'query',
    description:
      dialect.emptyFieldset === 'none'
        ? `The members to show of ${type}; an empty value shows none.`
        : `The members to show of ${type}.`,
    ...listed(oneOfWords(names)),
    ...(dialect.emptyFieldset === 'none' && { allowEmptyValue: true }),
  };
};

/** The sort parameter, in the spelling of the attributes; a dialect accepts others too. */
const sortParameter = ({ wire, attributes, sorts }: Exposure): Parameter => {
  const names = [...sorts.keys()].map(
    (name) => attributes.find(({ wireName }) => wire.sortName(wireName) === name)?.wireName ?? name,
  );
  return {
    name: 'sort',
    in: 'query',
    description: 'The order of the list; a minus before a name turns it round. The id ends every order.',
    ...listed(oneOfWords(names.flatMap((name) => [name, `-${name}`]))),
  };
};

/** A filter in two brackets, such as `filter[created_at][gteq]`, has no name that a reference could hold. */
const filterName = ({ type }: Exposure, { key }: Filter): string => `${type}.filter.${key.replace('][', '.')}`;

const filterParameter = (filter: Filter, dialect: Dialect): Parameter => {
  const schema = filterSchema(filter, dialect);
  return {
    name: `filter[${filter.key}]`,
    in: 'query',
    ...(takesList(filter.operator) ? listed(schema) : { schema }),
  };
};

const filterSchema = ({ comparable, words }: Filter, { flags }: Dialect): JsonSchema => {
  if (comparable === 'flag') return oneOfWords(flags.keys());
  return comparable === 'word' ? oneOfWords(Object.values(words ?? {})) : valueSchemas[comparable];
};

const cursorNote =
  'Extension: cursor paging, which costs the same at any depth. Not together with `page[number]`; an empty value begins';

/** No `default` for the number: a form that fills it in would clash with a cursor. */
const pages = {
  number: { schema: { type: 'integer', minimum: 1 }, description: 'The page, from 1.' },
  size: {
    schema: { type: 'integer', minimum: 1, maximum: maximumPageSize, default: defaultPageSize },
    description: 'Records on a page.',
  },
  after: { schema: { type: 'string' }, allowEmptyValue: true, description: `${cursorNote} at the start of the list.` },
  before: { schema: { type: 'string' }, allowEmptyValue: true, description: `${cursorNote} at its end.` },
  total: { schema: { type: 'boolean' }, description: 'Extension: whether to count all records on a cursor page too.' },
} as const satisfies Record<PageMember, Omit<Parameter, 'name' | 'in'>>;

const totalsParameter: Parameter = {
  name: 'withTotals',
  in: 'query',
  description: 'Extension: whether to add the sums of all records that the filters leave.',
  schema: { type: 'boolean' },
};

const pageParameters = ({ scalarPage }: Dialect): Parameters => ({
  ...Object.fromEntries(
    Object.entries(pages).map(([member, rest]) => [
      `page.${member}`,
      { name: `page[${member}]`, in: 'query', ...rest } as const,
    ]),
  ),
  ...(scalarPage && {
    page: { name: 'page', in: 'query', ...pages.number, description: 'Another way to write `page[number]`.' } as const,
  }),
});
