import { answeredExposure, pathSegmentsOf, type AnyAction, type Exposure, type Members } from '@org/json-api';
import { filterParameters, filtersOf, pascalCase, reportName, tableName } from './sdk-report.js';
import { commentOf, type ErrorWords } from './sdk-comment.js';
import { propertiesOf, propertyOf } from './sdk-types.js';

/** Method of the SDK for one action. */
export interface SdkMethod {
  /** The declarations that it refers to by name, above its class. */
  readonly types: string;
  readonly method: string;
}

interface Argument {
  readonly parameters: readonly string[];
  /** The expression of the members that are sent. */
  readonly members: string;
  readonly types: string;
  readonly options: string;
}

/** The SDK's options of a call; a version can be meant where a record is there already. */
const optionsOf = ({ isVersioned }: AnyAction): string => (isVersioned ? 'WriteOptions' : 'AddOptions');

/** The attributes that a record shows of a member that is an object of its own, in the order of the object. */
const flattened = (exposure: Exposure, name: string, members: Members): readonly (readonly [string, string])[] => {
  const group = exposure.wire.wireName(name);
  return Object.keys(members).flatMap((key) => {
    const wireName = exposure.wire.wireName(key);
    const shown = exposure.attributes.find((one) => one.group === group && one.wireName === wireName);
    return shown === undefined ? [] : [[shown.key, key] as const];
  });
};

/** @throws Error for a body that the SDK has no way to be given */
const argumentOf = (action: AnyAction, exposure: Exposure): Argument => {
  const { body, name, call = name } = action;
  const options = `options: ${optionsOf(action)} = {}`;
  if (body === undefined) return { parameters: [options], members: '{}', types: '', options: 'options' };
  if (body.flat === undefined) throw new Error(`the SDK has no way to send the body of ${name}`);
  const { name: type, members } = body.flat;
  const [[onlyName, only] = ['', undefined], ...others] = Object.entries(members);
  if (body.isOptional) {
    return {
      parameters: [`{ ${Object.keys(members).join(', ')}, ...options }: ${type}Options = {}`],
      members: `{ ${Object.keys(members).join(', ')} }`,
      types: `/** The options of \`${call}\` and its like, with what they send. */\nexport interface ${type}Options extends ${optionsOf(action)} {\n${propertiesOf(members)}}\n`,
      options: 'options',
    };
  }
  if (only?.kind === 'list' && others.length === 0) {
    const ids = Object.entries(only.members ?? {}).filter(([, { kind }]) => kind === 'id');
    const numbers = ids.map(([id]) => `${id}: Number(one.${id})`).join(', ');
    return {
      parameters: [`${onlyName}: readonly ${type}[]`, options],
      members: `{ ${onlyName}: ${onlyName}.map((one) => ({ ...one, ${numbers} })) }`,
      types: `/** One of what \`${call}\` sends. */\nexport interface ${type} {\n${propertiesOf(only.members ?? {})}}\n`,
      options: 'options',
    };
  }
  const groups = Object.entries(members).flatMap(([key, { members: inner = {} }]) => {
    const shown = flattened(exposure, key, inner);
    return shown.length > 0 ? [{ key, inner, shown }] : [];
  });
  const properties = Object.entries(members).map(([key, member]) => {
    const group = groups.find((one) => one.key === key);
    if (group === undefined) return propertyOf(key, member);
    return group.shown.map(([attribute, own]) => propertyOf(attribute, innerOf(group.inner, own))).join('');
  });
  const taken = groups.flatMap(({ shown }) => shown.map(([attribute]) => attribute));
  const nested = groups.map(
    ({ key, shown }) => `${key}: { ${shown.map(([attribute, own]) => `${own}: ${attribute}`).join(', ')} }`,
  );
  return {
    parameters: [taken.length > 0 ? `{ ${taken.join(', ')}, ...same }: ${type}` : `body: ${type}`, options],
    members: taken.length > 0 ? `{ ...same, ${nested.join(', ')} }` : 'body',
    types: `/** Values of \`${call}\`. */\nexport interface ${type} {\n${properties.join('')}}\n`,
    options: 'options',
  };
};

const innerOf = (members: Members, name: string) => {
  const member = members[name];
  if (member === undefined) throw new Error(`there is no member ${name}`);
  return member;
};

/** Where the action is, from the path of its collection on. */
export const segmentsOf = (action: AnyAction): string => {
  const { on } = action;
  const below = pathSegmentsOf(action).slice(on.through.length * 2 + 1);
  return `[${below.map((one) => (typeof one === 'string' ? `'${one}'` : 'id')).join(', ')}]`;
};

/** The method of an action of the reseller API. */
export const sdkMethodOf = (action: AnyAction, words: ErrorWords): SdkMethod => {
  const { call = action.name, answers, effect, on } = action;
  const exposure = answeredExposure(action);
  if (exposure === undefined) throw new Error(`${action.name} shows no resource`);
  const id = on.each === 'record' ? ['id: string | number'] : [];
  const answered = exposure === on.exposure ? '' : `, resource: '${exposure.resource}'`;
  const record = on.through.length > 0 ? pascalCase(exposure.resource) : `Loaded<ResellerApi, '${exposure.resource}'>`;
  const comment = commentOf(action, words);
  const below = segmentsOf(action);
  const where = `this.settings, ${below}`;
  if (answers.kind === 'file') {
    const call_ = answers.orLink ? 'fileOrLinkAt' : 'fileAt';
    const type = answers.orLink ? 'FileOrLink' : 'Blob';
    const parameters = [...id, 'options: CallOptions = {}'].join(', ');
    return {
      types: '',
      method: `${comment}${call}(${parameters}): Promise<${type}> {\nreturn ${call_}(${where}, options);\n}\n`,
    };
  }
  if (effect === 'read') {
    const filters = filtersOf(action).join(', ');
    const parameters = [...id, ...filterParameters(action), 'options: CallOptions = {}'].join(', ');
    if (answers.kind === 'report' && answers.shows !== undefined) {
      const shown = `showing(this.settings, ${tableName(answers.shows)})`;
      const type = reportName(answers.shows);
      return {
        types: '',
        method: `${comment}${call}(${parameters}): Promise<${type}> {\nreturn reportAt(${shown}, ${below}, { ${filters} }, options);\n}\n`,
      };
    }
    const query = filters === '' ? '' : `, { ${filters} }`;
    return {
      types: '',
      method: `${comment}${call}(${parameters}): Promise<${record}> {\nreturn recordAt(${where}, options${query});\n}\n`,
    };
  }
  const { parameters, members, types, options } = argumentOf(action, exposure);
  const made = answers.kind === 'records' ? 'recordsOf' : 'recordOf';
  const type = answers.kind === 'records' ? `readonly ${record}[]` : record;
  return {
    types,
    method:
      `${comment}${call}(${[...id, ...parameters].join(', ')}): Promise<${type}> {\n` +
      `return ${made}(this.settings, { method: '${action.method}', below: ${below}, members: ${members}${answered} }, ` +
      `${options});\n}\n`,
  };
};
