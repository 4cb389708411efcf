import { kebabCase, snakeCase, type Exposure, type Registry } from '@org/json-api';
import pg from 'pg';
import { registries, type ApiName } from './rules/request.js';

const otherOf = { admin: 'reseller', reseller: 'admin' } as const satisfies Record<ApiName, ApiName>;

const exposureIn = ({ exposures }: Registry, resource: string): Exposure | undefined =>
  [...exposures].find((exposure) => exposure.resource === resource);

/** A name as either API would spell it, and as the code does. */
const spellings = (name: string): readonly string[] => {
  const words = name.replace(/[-_](\w)/g, (_, letter: string) => letter.toUpperCase());
  return [words, kebabCase(words), snakeCase(words), name];
};

/** Every member and criterion that an exposure lets a client name. Filters are asked about by the names that they begin with. */
const offered = ({ attributes, relationships, sorts }: Exposure): readonly string[] => [
  'id',
  'type',
  ...attributes.flatMap(({ wireName, group }) => [wireName, ...(group === undefined ? [] : [group])]),
  ...relationships.map(({ wireName }) => wireName),
  ...sorts.keys(),
];

/** Resources that show a part of a table which is named like another. */
const tablesOfParts: ReadonlyMap<string, string> = new Map([
  ['account-terms', 'accounts'],
  ['reseller-accounts', 'accounts'],
  ['reseller-terms', 'resellers'],
  ['invoice-totals', 'invoices'],
]);

/** Names of a resource by all that is stored of it and by all that the other API calls it. */
export interface HiddenNames {
  readonly exposure: Exposure;
  readonly names: readonly string[];
}

/** Names that an API must not reveal: stored columns and members of the other API, less its own members. */
export const hiddenNames = async (api: ApiName, databaseUrl: string): Promise<readonly HiddenNames[]> => {
  const columns = await columnsByTable(databaseUrl);
  return [...registries[api].exposures].map((exposure) => {
    const stored = columns.get(tablesOfParts.get(exposure.type) ?? exposure.type.replaceAll('-', '_'));
    if (stored === undefined) throw new Error(`no table is named like ${exposure.type}`);
    const elsewhere = exposureIn(registries[otherOf[api]], exposure.resource);
    const own = new Set(offered(exposure).flatMap(spellings));
    const candidates = [
      ...stored,
      ...(elsewhere === undefined ? [] : offered(elsewhere)),
      ...(elsewhere?.attributes ?? []).map(({ key }) => key),
    ].flatMap(spellings);
    return { exposure, names: [...new Set(candidates)].filter((name) => !own.has(name)) };
  });
};

const columnsByTable = async (databaseUrl: string): Promise<ReadonlyMap<string, readonly string[]>> => {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; columns: string[] }>(
      `SELECT table_name AS name, array_agg(column_name::text) AS columns
         FROM information_schema.columns WHERE table_schema = 'public' GROUP BY table_name`,
    );
    return new Map(rows.map(({ name, columns }) => [name, columns]));
  } finally {
    await client.end();
  }
};

/** A way to ask for something by its name, and whether the API offers just that. */
export interface Question {
  readonly ask: (name: string) => string;
  readonly isOffered: (name: string) => boolean;
}

const never = (): boolean => false;

/** All the ways to ask for something of a resource by its name. */
export const questionsAbout = (api: ApiName, exposure: Exposure): readonly Question[] => {
  const { type, wire, filters, relationships } = exposure;
  const filter = (key: (name: string) => string): Question => ({
    ask: (name) => `filter[${key(name)}]=1`,
    isOffered: (name) => filters.has(wire.filterName(key(name))),
  });
  return [
    ...['', '_eq', '-in', '.id', '][gt'].map((suffix) => filter((name) => name + suffix)),
    { ask: (name) => `sort=${name}`, isOffered: never },
    { ask: (name) => `sort=id,-${name}`, isOffered: never },
    { ask: (name) => `fields[${type}]=${name}`, isOffered: never },
    { ask: (name) => `include=${name}`, isOffered: never },
    ...relationships.slice(0, 1).flatMap((relationship): readonly Question[] => {
      const { wireName } = relationship;
      const offeredThere = new Set(registries[api].target(relationship).relationships.map((one) => one.wireName));
      return [
        { ask: (name) => `include=${wireName}.${name}`, isOffered: (name) => offeredThere.has(name) },
        { ask: (name) => `sort=${wireName}.${name}`, isOffered: never },
        filter((name) => `${wireName}.${name}`),
      ];
    }),
  ];
};
