import { adminActions, adminRegistry } from '@org/invoice-domain';
import {
  actionPaths,
  actionSchemas,
  errorSchemasOf,
  everyOccasion,
  idSchema,
  linkageOperation,
  listOperation,
  problemsOn,
  queryParametersOf,
  reference,
  relatedOperation,
  schemasOf,
  showOperation,
  type AnyAction,
  type Exposure,
  type OpenApiDocument,
  type PathItem,
  type Responses,
} from '@org/json-api';
import { adminApi } from '../http/api.js';
import { batches } from '../admin/actions/batches/batch-handlers.js';
import { adminActionRules } from './action-rules.js';
import { headers, readingRules, sharedParameters, SharedResponses } from './reading-answers.js';
import {
  writingAnswersFrom,
  writingHeaders,
  writingOperations,
  writingParameters,
  writingSchemas,
  type WritingAnswers,
} from './writing-operations.js';

const description = `Invoices with their traffic, and everything around them, as JSON:API.

The media type is \`application/vnd.api+json\`, without parameters. \`HEAD\` is answered as \`GET\`, without the body. Names
of filters and sort criteria may be written with dashes or underscores. A list in a parameter is one line of CSV.`;

interface Answers extends WritingAnswers {
  readonly list: Responses;
  readonly record: Responses;
  readonly relatedList: Responses;
  readonly linkage: Responses;
}

/** The words of errors depend on no resource here, so any will do. */
const answersFrom = (shared: SharedResponses): Answers => {
  const [first] = adminRegistry.exposures;
  const named = first === undefined ? [] : [first.resource];
  return {
    list: shared.reading('list', ['parameters', 'query', 'list'], []),
    record: shared.reading('record', ['parameters', 'query', 'record'], named),
    relatedList: shared.reading('related-list', ['parameters', 'query', 'list', 'record'], named),
    linkage: shared.reading('linkage', ['record'], named),
    ...writingAnswersFrom(shared),
  };
};

const rules = readingRules(adminRegistry);

/** Paths of a resource under one segment: its own, or an alias. */
const pathsOf = (exposure: Exposure, segment: string, answers: Answers): Readonly<Record<string, PathItem>> => {
  const { type, relationships } = exposure;
  const one = `/${segment}/{id}`;
  const parameters = [reference('parameters', 'id')];
  const purpose = (action: string, summary: string, otherwise: Responses) => ({
    operationId: `${action}-${segment}`,
    summary: segment === exposure.path ? summary : `${summary}, by another path`,
    otherwise,
  });
  const writing = writingOperations(exposure, segment, answers);
  const paths: Record<string, PathItem> = {
    [`/${segment}`]: {
      get: listOperation(rules, purpose('list', `A list of ${type}`, answers.list), exposure),
      ...writing.list,
    },
    [one]: {
      parameters,
      get: showOperation(rules, purpose('show', `One record of ${type}`, answers.record), exposure),
      ...writing.one,
    },
  };
  for (const relationship of relationships) {
    const { wireName, cardinality } = relationship;
    const owner = `${wireName} of one record of ${type}`;
    const related = purpose(
      `related-${wireName}-of`,
      `The ${owner}`,
      cardinality === 'many' ? answers.relatedList : answers.record,
    );
    const linkage = purpose(`linkage-${wireName}-of`, `What the ${owner} refers to`, answers.linkage);
    paths[`${one}/relationships/${wireName}`] = {
      parameters,
      get: linkageOperation(rules, linkage, exposure, relationship),
    };
    paths[`${one}/${wireName}`] = { parameters, get: relatedOperation(rules, related, exposure, relationship) };
  }
  return paths;
};

/** Every action of the admin API, those on batches included. */
const actions: readonly AnyAction[] = [
  ...Object.values<AnyAction>(adminActions),
  ...batches.flatMap(({ actions: { create, show } }) => [create, show]),
];

/** The admin API as its registry and dialect declare it. */
export const adminDocument = (): OpenApiDocument => {
  const shared = new SharedResponses(adminRegistry);
  const answers = answersFrom(shared);
  const exposures = [...adminRegistry.exposures];
  const paths = exposures.flatMap((exposure) =>
    [exposure.path, ...exposure.aliases].flatMap((segment) => Object.entries(pathsOf(exposure, segment, answers))),
  );
  return {
    openapi: '3.1.0',
    info: { title: 'Admin API', version: '1.0.0', description },
    servers: [{ url: adminApi.prefix }],
    security: [{ bearer: [] }, { authorization: [] }, { token: [] }],
    tags: [
      { name: 'auth', description: 'Tokens' },
      ...exposures.map(({ type }) => ({ name: type, description: `Records of ${type}` })),
      { name: 'timezones', description: 'Time zones that an account may be in' },
      { name: 'batches', description: 'Usage and commerce records that come in' },
    ],
    paths: { ...Object.fromEntries(paths), ...actionPaths(adminActionRules(adminRegistry, shared), actions) },
    components: {
      schemas: {
        ...schemasOf(adminRegistry),
        ...writingSchemas(),
        ...actionSchemas(actions),
        ...errorSchemasOf(adminRegistry.dialect, problemsOn(adminRegistry, everyOccasion, ['record'])),
      },
      parameters: {
        id: { name: 'id', in: 'path', required: true, schema: idSchema },
        ...queryParametersOf(adminRegistry),
        ...sharedParameters,
        ...writingParameters,
      },
      headers: { ...headers, ...writingHeaders },
      responses: shared.all,
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        authorization: {
          type: 'apiKey',
          in: 'header',
          name: 'Authorization',
          description: 'The token by itself, without a word before it.',
        },
        token: {
          type: 'apiKey',
          in: 'query',
          name: 'token',
          description: 'The token in the URL; it wins over the header.',
        },
      },
    },
  };
};
