import {
  adminActions,
  adminBillingExposures,
  adminExposures,
  adminRegistry,
  batchActions,
  resellerActions,
  resellerExposures,
  resellerExternalInvoice,
  resellerRegistry,
} from '@org/invoice-domain';
import * as jsonApi from '@org/json-api';
import type { AnyAction, ExposedAttribute, ExposedRelationship, Exposure, Registry } from '@org/json-api';
import { byKind, camelCase, shownByReport, shownByReportsAlone, tableName } from './sdk-report.js';
import { filterOf, furtherFilters } from './offered-filters.js';

type Options = Readonly<Record<string, unknown>>;

/** Codecs that an attribute has instead of the one that its API has for the kind, by the names that they are exported under. */
const ownCodecs = {
  floatNumber: jsonApi.floatNumber,
  quotedFlag: jsonApi.quotedFlag,
  quotedInteger: jsonApi.quotedInteger,
};

/** @throws Error for a codec without a name: the SDK could not refer to it */
const codecNameOf = ({ codec, declared, key, words }: ExposedAttribute, { wire }: Exposure): string | undefined => {
  if (words !== undefined || codec === wire.codecs[declared.kind.name]) return undefined;
  const [name] = Object.entries(ownCodecs).find(([, one]) => one === codec) ?? [];
  if (name === undefined) throw new Error(`nobody has said what the codec of ${key} is called`);
  return name;
};

/** The words of the domain with those of the wire, where these are others: `manual,open:Open`. What is stored is the server's alone. */
const wordsOf = ({ declared, words, key }: ExposedAttribute): string | undefined => {
  if (words === undefined) return undefined;
  const domain = 'words' in declared ? declared.words : undefined;
  const pairs = new Map(Object.entries(words).map(([stored, word]) => [domain?.[stored] ?? stored, word]));
  if ([...pairs].flat().some((word) => /[,:]/.test(word))) throw new Error(`the words of ${key} cannot be listed`);
  return [...pairs].map(([own, word]) => (own === word ? own : `${own}:${word}`)).join();
};

const isComparable = ({ declared: { kind } }: ExposedAttribute): boolean =>
  jsonApi.comparableOf(kind.name) !== undefined;

/** Whether a list could be sorted by an attribute without anybody saying so. */
const mayBeSorted = (attribute: ExposedAttribute): boolean => isComparable(attribute) && attribute.group === undefined;

/** The criteria that somebody has declared: wire name and property. */
const declaredSorts = ({ attributes, sorts, wire }: Exposure): Options => {
  const own = new Set(attributes.filter(mayBeSorted).map(({ wireName }) => wire.sortName(wireName)));
  return Object.fromEntries(
    [...sorts].filter(([name]) => name !== 'id' && !own.has(name)).map(([name, { property }]) => [name, property]),
  );
};

const attributeOptions = (exposure: Exposure, attribute: ExposedAttribute): Options => {
  const { key, wireName, group, ifNull } = attribute;
  const { wire, sorts } = exposure;
  const codec = codecNameOf(attribute, exposure);
  const words = wordsOf(attribute);
  return {
    ...(wireName !== wire.wireName(key) && { name: wireName }),
    ...(group !== undefined && { group }),
    ...(ifNull !== null && { ifNull }),
    ...(codec !== undefined && { codec }),
    ...(words !== undefined && { words }),
    ...(isComparable(attribute) && filterOf(exposure, attribute) === undefined && { filter: false }),
    ...(mayBeSorted(attribute) && !sorts.has(wire.sortName(wireName)) && { sort: false }),
  };
};

const linkOptions = ({ wire }: Exposure, { key, wireName, includable }: ExposedRelationship): Options => ({
  ...(wireName !== wire.wireName(key) && { name: wireName }),
  ...(!includable && { includable }),
});

const attributesOf = ({ attributes }: Exposure): string =>
  byKind(attributes.map(({ key, declared: { kind } }) => [key, kind.name]));

/** Lists below a record are collections of their own. */
const linkedFrom = ({ relationships }: Exposure): readonly ExposedRelationship[] =>
  relationships.filter(({ onRequest }) => !onRequest);

/** With what they lead to, where it is called otherwise: `account charges:charge`. */
const linksOf = (exposure: Exposure): string =>
  linkedFrom(exposure)
    .map(({ key, target }) => (key === target ? key : `${key}:${target}`))
    .join(' ');

/** The codec is a name of the module, not a text. */
const literalOf = (value: unknown): string =>
  JSON.stringify(value).replace(/"codec":"(\w+)"/g, (_, name: string) => `"codec":${name}`);

const withoutEmpty = (options: Readonly<Record<string, Options | string>>): Options =>
  Object.fromEntries(Object.entries(options).filter(([, given]) => Object.keys(given).length > 0));

const tableOf = (exposure: Exposure): string => {
  const { resource, type, path, attributes } = exposure;
  const relationships = linkedFrom(exposure);
  const options = withoutEmpty(
    Object.fromEntries([
      ...attributes.map((one) => [one.key, attributeOptions(exposure, one)] as const),
      ...relationships.map((one) => [one.key, linkOptions(exposure, one)] as const),
    ]),
  );
  const filters = furtherFilters(exposure).map(({ name, field, comparable, isPlain }) => [
    name,
    { by: field, as: comparable, ...(isPlain && { plain: true }) },
  ]);
  return literalOf({
    ...(resource !== camelCase(type).slice(0, -1) && { resource }),
    type,
    ...(path !== type && { path }),
    attributes: attributesOf(exposure),
    ...withoutEmpty({
      links: linksOf(exposure),
      options,
      filters: Object.fromEntries(filters) as Options,
      sorts: declaredSorts(exposure),
    }),
  });
};

interface Shown {
  readonly api: 'admin' | 'reseller';
  readonly exposures: readonly Exposure[];
  /** Tables of what has no exposure or no collection, by the names that they get in the module. */
  readonly others: Readonly<Record<string, string>>;
}

const moduleOf = ({ api, exposures, others }: Shown): string => {
  const tables = exposures.map((one) => `${tableOf(one)},\n`).join('');
  const apart = Object.entries(others).map(([name, one]) => `export const ${name}: ShownResource = ${one};\n`);
  const text = `export const ${api}Shown: readonly ShownResource[] = [\n${tables}];\n\n${apart.join('\n')}`;
  const codecs = Object.keys(ownCodecs).filter((name) => text.includes(`"codec":${name}`));
  const imports = codecs.length === 0 ? '' : `import { ${codecs.join(', ')} } from '@org/json-api';\n`;
  return (
    `// Written by \`npm run generate\`: what the ${api} API shows, as far as a client has to know it.\n` +
    `${imports}import type { ShownResource } from '../shown-resource.js';\n\n${text}`
  );
};

const { listTimezones, showTimezones } = adminActions;

/** The report is the same for every sort of batch. */
const { show: batch } = batchActions({ batches: 'batches', rows: 'records', columns: [] });

const ofReports = (actions: object, registry: Registry): Readonly<Record<string, string>> =>
  Object.fromEntries(
    shownByReportsAlone(Object.values<AnyAction>({ ...actions }), registry).map((one) => [
      tableName(one),
      tableOf(one),
    ]),
  );

/** Exposures of the admin API, for the SDK. */
export const sdkAdminExposures = (): string =>
  moduleOf({
    api: 'admin',
    exposures: Object.values<Exposure>({ ...adminExposures, ...adminBillingExposures }),
    others: {
      ...ofReports(adminActions, adminRegistry),
      shownTimezone: shownByReport('timezones', showTimezones.answers, listTimezones),
      shownBatch: shownByReport('batches', batch.answers),
    },
  });

/** Exposures of the reseller API, for the SDK. */
export const sdkResellerExposures = (): string =>
  moduleOf({
    api: 'reseller',
    exposures: Object.values<Exposure>(resellerExposures),
    others: { shownExternalInvoice: tableOf(resellerExternalInvoice), ...ofReports(resellerActions, resellerRegistry) },
  });
