import type { ZoneOffsets } from '@org/kernel';
import { didYouMean } from '../nearest.js';
import type { UsageColumn, UsageTable } from '../usage-table.js';
import { builtInMappings } from './built-in/index.js';
import { settingsOfKinds } from './column-readers.js';
import { FaultyMapping, readMappingText } from './mapping-text.js';
import { mappingSettings, type ColumnRule, type MappingSettings } from './mapping.js';
import { faulty, isObject, Place, type Fault, type GivenObject, type Path } from './setting.js';

/** How a file of somebody else's becomes rows of a table. */
export interface Mapping {
  readonly description: string;
  /** Goes into the keys made of text, so that two switches that count alike do not meet. */
  readonly source: string;
  readonly csv: NonNullable<MappingSettings['csv']>;
  readonly zone: ZoneOffsets | undefined;
  /** Values of columns whose rows are passed over. */
  readonly leaveOut: NonNullable<MappingSettings['leave_out']>;
  /** The only values of columns that rows may have. */
  readonly expect: NonNullable<MappingSettings['expect']>;
  readonly columns: readonly { readonly column: UsageColumn; readonly rule: ColumnRule }[];
}

/** Members of which a mapping that extends another one says only what is different. */
const merged = ['csv', 'columns', 'leave_out', 'expect'] as const;

const over = (base: unknown, content: GivenObject): GivenObject => {
  const under = isObject(base) ? base : {};
  const both = merged.flatMap((name) => {
    const [one, other] = [under[name], content[name]];
    return isObject(one) && isObject(other) ? [[name, { ...one, ...other }] as const] : [];
  });
  return { ...under, ...content, ...Object.fromEntries(both) };
};

const extended = (content: unknown, place: Place): unknown => {
  if (!isObject(content) || content['extends'] === undefined) return content;
  const { extends: name } = content;
  const base = typeof name === 'string' ? builtInMappings.get(name) : undefined;
  if (base !== undefined) return over(readMappingText(base).content, content);
  const given = typeof name === 'string' ? didYouMean(name, builtInMappings.keys()) : '';
  place.within('extends').fault(`has to be one of ${[...builtInMappings.keys()].join(', ')}.${given}`);
  return content;
};

const checkRule = (rule: ColumnRule, column: UsageColumn, place: Place): void => {
  if ((rule.from === undefined) === (rule.value === undefined)) place.fault('has to have either from or value');
  else if (rule.value !== undefined && Object.keys(rule).length > 1)
    place.fault('is the same for every row: beside value, nothing else is read');
  if (rule.hash === true && (rule.lookup !== undefined || rule.join !== undefined))
    place.fault('is hashed as it is: neither lookup nor join is read beside hash');
  if (rule.otherwise !== undefined && rule.lookup === undefined) place.within('otherwise').fault('needs a lookup');
  for (const { settings, what, isFor } of settingsOfKinds) {
    if (isFor(column)) continue;
    for (const setting of settings.filter((each) => rule[each] !== undefined))
      place.within(setting).fault(`is for columns that hold ${what}`);
  }
};

const checkCsv = ({ header = true, names }: Mapping['csv'], place: Place): void => {
  if (header && names !== undefined) place.within('names').fault('is for files without a header: "header: false"');
  const repeated = names?.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) place.within('names').fault(`names ${JSON.stringify(repeated)} more than once`);
};

/** Names of columns can be looked for before there is a file, if it is the mapping that gives them. */
const checkNames = ({ header = true, names = [] }: Mapping['csv'], rule: ColumnRule, place: Place): void => {
  if (header) return;
  for (const name of rule.from ?? []) {
    if (typeof name === 'string' && !names.includes(name))
      place.within('from').fault(`is no column of csv.names: ${JSON.stringify(name)}.${didYouMean(name, names)}`);
  }
};

const columnsOf = (settings: MappingSettings, table: UsageTable, place: Place): Mapping['columns'] => {
  const within = place.within('columns');
  const rules = [...(settings.columns ?? [])].flatMap(([name, rule]) => {
    const column = table.columns.find((each) => each.name === name);
    const there = within.within(name);
    if (column === undefined) {
      const known = table.columns.map((each) => each.name);
      there.fault(`is no column of ${table.name}.${didYouMean(name, known)}`);
    }
    if (column === undefined || rule === null) return [];
    checkRule(rule, column, there);
    checkNames(settings.csv ?? {}, rule, there);
    return [{ column, rule }];
  });
  const missing = table.columns.filter(({ isRequired, name }) => isRequired && !settings.columns?.get(name));
  if (missing.length > 0) within.fault(`lacks ${missing.map(({ name }) => name).join(', ')}`);
  return rules;
};

const pathText = (path: Path): string =>
  path
    .map((member) =>
      typeof member === 'string' && /^\w+$/.test(member) ? `.${member}` : `[${JSON.stringify(member)}]`,
    )
    .join('')
    .replace(/^\./, '');

const faultsTold = (faults: readonly Fault[], lineOf: (path: Path) => number | undefined): string => {
  const told = faults.slice(0, 20).map(({ path, message }) => {
    const line = lineOf(path);
    const sentence = `${pathText(path) || 'the mapping'} ${message}`.replace(/(?<![.?])$/, '.');
    return line === undefined ? sentence : `line ${line}: ${sentence}`;
  });
  return [...told, ...(faults.length > told.length ? [`and ${faults.length - told.length} more.`] : [])].join('\n  ');
};

/**
 * @param text YAML or JSON
 * @param table that its rows come into
 * @throws FaultyMapping
 */
export const parseMapping = (text: string, table: UsageTable): Mapping => {
  const { content, lineOf } = readMappingText(text);
  const place = new Place();
  const settings = mappingSettings(extended(content, place), place);
  const mapping = settings === faulty || place.faults.length > 0 ? undefined : checked(settings, table, place);
  if (mapping === undefined || place.faults.length > 0) throw new FaultyMapping(faultsTold(place.faults, lineOf));
  return mapping;
};

/** Settings that are good by themselves, as they go together and with the table. */
const checked = (settings: MappingSettings, table: UsageTable, place: Place): Mapping => {
  const {
    csv = {},
    description = '',
    source = '',
    zone,
    leave_out: leaveOut = new Map(),
    expect = new Map(),
  } = settings;
  checkCsv(csv, place.within('csv'));
  return { csv, description, source, zone, leaveOut, expect, columns: columnsOf(settings, table, place) };
};
