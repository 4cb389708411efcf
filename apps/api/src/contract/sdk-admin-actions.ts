import { adminActions, adminRegistry, batchActions, type BatchDeclaration } from '@org/invoice-domain';
import { ingestTables } from '@org/invoice-domain/persistence';
import type { AnyAction, Body, Exposure, ReportAnswer, Writes } from '@org/json-api';
import { sdkBatches } from './sdk-batches.js';
import { commentOf, type ErrorWords } from './sdk-comment.js';
import { segmentsOf } from './sdk-method.js';
import {
  filterParameters,
  filtersOf,
  hasRecords,
  isList,
  metaDeclaration,
  pascalCase,
  recordDeclaration,
  recordType,
  reportName,
  reportTypes,
  shownByReportsAlone,
  tableName,
} from './sdk-report.js';
import { propertiesOf } from './sdk-types.js';

/** What no collection shows, and actions do. */
const besides = shownByReportsAlone(Object.values<AnyAction>(adminActions), adminRegistry);

const imports = `import type { ${besides.map((one) => `admin${reportName(one)}`).join(', ')} } from '@org/invoice-domain';
import type { Decimal, Instant, LocalDate } from '@org/kernel';
import { reportAt, showing, type CollectionSettings } from '../collection.js';
import type { CallOptions } from '../core/connection.js';
import type { AttributesIn } from '../types/api.js';
import type { Loaded, LoadedAttributes } from '../types/record.js';
import type { AddOptions, Members, NewRecord, Reasoned, WriteOptions } from '../types/write.js';
import { AdminCollection, type AdminApi } from './admin-collection.js';
import { ${besides.map(tableName).join(', ')} } from './exposures.generated.js';
import { metaOf, perform, recordAt, recordOf, recordsAt, rowsOf } from './perform.js';

${reportTypes('admin', besides)}`;

/** The batches that come in, by their sort. */
const declaredBatches: readonly BatchDeclaration[] = Object.values(ingestTables);

const words: ErrorWords = {
  answerOf: (refusal) => {
    throw new Error(`nobody has said how the SDK tells ${refusal}`);
  },
  mayMiss: ({ on }) => on.each === 'record' || on.segments.includes('{id}'),
};

/** Parameters of a method besides its id and options, and those of them that it hands on. */
interface Sent {
  readonly parameters: readonly string[];
  readonly request: readonly string[];
  readonly isReasoned: boolean;
}

/** Values of a record that is made; of one that only the action makes, as no list takes new ones. */
const newRecordType = ({ exposure, create }: Writes): string => {
  const { resource } = exposure;
  if (adminRegistry.writesOf(exposure)?.create !== undefined) return `NewRecord<AdminApi, '${resource}'>`;
  return `Members<AdminApi, '${resource}', ${[...(create?.values() ?? [])].map(({ key }) => `'${key}'`).join(' | ')}>`;
};

/** Values that a record is given; those that the example does without may be left out. */
const changesType = (body: Body, { update }: Writes, resource: string): string => {
  const keys = [...(update?.values() ?? [])].map(({ key }) => `'${key}'`).join(' | ');
  const type = `Pick<AttributesIn<AdminApi, '${resource}'>, ${keys}>`;
  const { data } = body.example(adminRegistry) as { readonly data: { readonly attributes?: object } };
  const isWhole = [...(update?.keys() ?? [])].every((name) => name in (data.attributes ?? {}));
  return isWhole ? type : `Partial<${type}>`;
};

/** @throws Error for a body that the SDK has no way to be given */
const sentOf = ({ name, on }: AnyAction, body: Body | undefined): Sent => {
  if (body === undefined) return { parameters: [], request: [], isReasoned: false };
  const { document } = body;
  if (document === undefined) throw new Error(`the SDK has no way to send the body of ${name}`);
  if (document.holds === 'members') {
    const sent = `sent: { type: '${document.type}', attributes: members }`;
    return { parameters: [`members: ${document.name}`], request: [sent], isReasoned: false };
  }
  if (document.writes === undefined) {
    return document.holds === 'reason'
      ? { parameters: [], request: ['reason'], isReasoned: true }
      : { parameters: ['ids: readonly (string | number)[]'], request: ['ids', 'reason'], isReasoned: true };
  }
  if (document.holds === 'creation') {
    const type = newRecordType(document.writes);
    return { parameters: [`values: ${type}`], request: ['values'], isReasoned: false };
  }
  const type = changesType(body, document.writes, on.exposure?.resource ?? '');
  return { parameters: [`changes: ${type}`], request: ['values: changes', 'id', 'reason'], isReasoned: true };
};

/** Result of a method: its type, and the function that reads it. */
interface Given {
  readonly type: string;
  readonly reader: string;
  /** Further arguments of the reader. */
  readonly more: readonly string[];
}

const givenBy = ({ name, on, answers }: AnyAction): Given => {
  const resource = on.exposure?.resource ?? '';
  if (answers.kind === 'nothing') return { type: 'void', reader: 'perform', more: [] };
  if (answers.kind === 'record') {
    const shown = answers.exposure?.resource ?? resource;
    return { type: `Loaded<AdminApi, '${shown}'>`, reader: 'recordOf', more: [] };
  }
  if (answers.kind !== 'report') throw new Error(`the SDK has no way to give what ${name} answers`);
  if (!hasRecords(answers)) return { type: `${pascalCase(name)}Report`, reader: 'metaOf', more: [] };
  const shown = besides.find((one) => one === answers.shows);
  if (shown !== undefined) return { type: reportName(shown), reader: 'recordOf', more: [] };
  const type = `LoadedAttributes<AdminApi, '${answers.shows?.resource ?? resource}'>`;
  return { type, reader: 'recordOf', more: [`'${recordType(answers)}'`] };
};

const methodOf = (action: AnyAction): string => {
  const { call = action.name, method, on, isVersioned, body, answers } = action;
  const { parameters, request, isReasoned } = sentOf(action, body);
  const { type, reader, more } = givenBy(action);
  const plain = isVersioned ? 'WriteOptions' : 'AddOptions';
  const options = isReasoned ? `{ reason, ...options }: Reasoned<${plain}> = {}` : `options: ${plain} = {}`;
  const all = [...(on.each === 'record' ? ['id: string | number'] : []), ...parameters, options];
  const made = answers.kind === 'record' ? answers.exposure?.resource : undefined;
  const asked = [
    ...(method === 'PATCH' ? [`method: 'PATCH'`] : []),
    `below: ${segmentsOf(action)}`,
    ...request,
    ...(made === undefined ? [] : [`resource: '${made}'`]),
  ].join(', ');
  const shown = answers.kind === 'report' ? besides.find((one) => one === answers.shows) : undefined;
  const settings = shown === undefined ? 'this.settings' : `showing(this.settings, ${tableName(shown)})`;
  if (action.effect === 'read') {
    const given = ['id: string | number', ...filterParameters(action), 'options: CallOptions = {}'].join(', ');
    const filters = filtersOf(action).join(', ');
    return (
      `${commentOf(action, words)}${call}(${given}): Promise<${type}> {\n` +
      `return reportAt(${settings}, ${segmentsOf(action)}, { ${filters} }, options);\n}\n`
    );
  }
  const performed = `${reader}(${[settings, `{ ${asked} }`, 'options', ...more].join(', ')})`;
  const isVoid = type === 'void';
  return (
    `${commentOf(action, words)}${isVoid ? 'async ' : ''}${call}(${all.join(', ')}): Promise<${type}> {\n` +
    `${isVoid ? 'await' : 'return'} ${performed};\n}\n`
  );
};

/** Type of the members that an action sends, where they are its own. */
const membersTypeOf = ({ body, call = '' }: AnyAction): string => {
  const document = body?.document;
  if (document?.holds !== 'members') return '';
  return `/** Values of \`${call}\`. */\nexport interface ${document.name} {\n${propertiesOf(document.members)}}\n`;
};

const className = ({ resource }: Exposure): string => `Admin${pascalCase(resource)}Collection`;

const classOf = (exposure: Exposure, actions: readonly AnyAction[]): string =>
  `/** Records of ${exposure.type}, and what is done with them. */
export class ${className(exposure)} extends AdminCollection<'${exposure.resource}'> {\n${actions.map(methodOf).join('\n')}}\n`;

/** Reading what no exposure declares: a list by its filters, or one by its id. */
const readingOf = (action: AnyAction, answers: ReportAnswer, type: string): string => {
  const { call = action.name } = action;
  const filters = filtersOf(action).map((name) => `readonly ${name}?: string | readonly string[];`);
  const filter = filters.length === 0 ? '' : `{ readonly filter?: { ${filters.join(' ')} } } & `;
  const comment = commentOf(action, words);
  return isList(answers)
    ? `${comment}${call}(options: ${filter}CallOptions = {}): Promise<readonly ${type}[]> {\nreturn recordsAt(this.settings, [], options);\n}\n`
    : `${comment}${call}(id: string, options: CallOptions = {}): Promise<${type}> {\nreturn recordAt(this.settings, [id], options);\n}\n`;
};

const reportOf = ({ answers, name }: AnyAction): ReportAnswer => {
  if (answers.kind !== 'report') throw new Error(`${name} answers no report`);
  return answers;
};

const apartClass = (head: string, methods: readonly string[]): string =>
  `export class ${head} {\nconstructor(private readonly settings: CollectionSettings) {}\n\n${methods.join('\n')}}\n`;

/** The time zones, which are no records of the ledger. */
const timezones = (actions: readonly AnyAction[]): string => {
  const [first] = actions;
  if (first === undefined) throw new Error('the admin API has no time zones');
  const methods = actions.map((action) => readingOf(action, reportOf(action), 'Timezone'));
  return `/** A time zone that an account can have. */\n${recordDeclaration('timezone', reportOf(first))}
/** The time zones that an account can have. */\n${apartClass('Timezones', methods)}`;
};

/** All sorts of batches have the same methods, and rows of their own. */
const batches = (): string => {
  const { create, show } = batchActions({ batches: 'batches', rows: 'records', columns: [] });
  const bring =
    `/**\n * ${create.summary}, as the batch of that id: the same id with the same rows adds nothing and gives the same report.\n` +
    ' * @throws ValidationError; ConflictError when another batch had the id\n */\n' +
    `${create.call ?? ''}(id: string, rows: readonly Row[], options: CallOptions = {}): Promise<Batch> {\n` +
    'return rowsOf(this.settings, id, rows, options);\n}\n';
  return `/** Outcome of a batch. */\n${recordDeclaration('batch', show.answers)}
/** Records of one sort that come in together. */\n${apartClass('Batches<Row extends object>', [bring, readingOf(show, show.answers, 'Batch')])}
${sdkBatches(declaredBatches)}`;
};

/** The SDK's collections of the admin API that act, with the types of what they send and give. */
export const sdkAdminActions = (): string => {
  const actions = Object.values<AnyAction>(adminActions).filter(({ call }) => call !== undefined);
  const onExposures = actions.filter(({ on }) => on.exposure !== undefined);
  const exposures = [...new Set(onExposures.flatMap(({ on }) => on.exposure ?? []))];
  const classes = exposures.map((one) =>
    classOf(
      one,
      onExposures.filter(({ on }) => on.exposure === one),
    ),
  );
  const reports = onExposures.flatMap(({ name, answers }) =>
    answers.kind === 'report' && !hasRecords(answers) ? [metaDeclaration(name, answers)] : [],
  );
  const acting = exposures.map((one) => `${one.resource}: ${className(one)},\n`).join('');
  const apart = actions.filter(({ on }) => on.segments[0] === 'timezones');
  const unknown = actions.find((action) => !onExposures.includes(action) && !apart.includes(action));
  if (unknown !== undefined) throw new Error(`the SDK has no collection for ${unknown.name}`);
  return [
    `// Written by \`npm run generate\` from the declared actions of the admin API.\n${imports}`,
    ...reports,
    ...onExposures.map(membersTypeOf),
    ...classes,
    `/** Actions of the admin API, by collection. */\nexport const adminActing = {\n${acting}} as const;\n`,
    timezones(apart),
    batches(),
  ].join('\n');
};
