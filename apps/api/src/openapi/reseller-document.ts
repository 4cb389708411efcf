import {
  externalInvoiceRegistry,
  resellerActions,
  resellerExposures,
  resellerExternalInvoice,
  resellerRegistry,
} from '@org/invoice-domain';
import {
  actionPaths,
  actionSchemas,
  answeredExposure,
  errorSchemasOf,
  everyOccasion,
  idSchema,
  listOperation,
  problemsOn,
  queryParametersOf,
  reference,
  relatedOperation,
  schemasOf,
  showOperation,
  type AnyAction,
  type Components,
  type Exposure,
  type OpenApiDocument,
  type Parameter,
  type PathItem,
  type Registry,
} from '@org/json-api';
import { resellerApi } from '../http/api.js';
import { idName, resellerActionRules } from './action-rules.js';
import { relatedListsOf } from '../reseller/related-lists.js';
import { headers, readingRules, sharedParameters, SharedResponses } from './reading-answers.js';
import { writingHeaders, writingParameters } from './writing-operations.js';

const description = `Invoices with their charges and payments, and everything around them, as JSON:API.

The media type is \`application/vnd.api+json\`. \`HEAD\` is answered as \`GET\`, without the body. Every path stands below
a reseller: the manager's own, or any below it. Records of other resellers do not exist there.`;

const rules = readingRules(resellerRegistry);
const root = '/resellers/{reseller_id}';
const { reseller } = resellerExposures;

const idParameter = (exposure: Exposure): Parameter => ({
  name: idName(exposure),
  in: 'path',
  required: true,
  schema: idSchema,
});

const pathsBelow = (exposure: Exposure, shared: SharedResponses): Readonly<Record<string, PathItem>> => {
  const { type, path, resource } = exposure;
  const own = reference('parameters', idName(reseller));
  const list = {
    operationId: `list_${path}`,
    summary: `A list of ${type}`,
    otherwise: shared.reading('list', ['parameters', 'query', 'list', 'record'], [reseller.resource]),
  };
  const show = {
    operationId: `show_${path}`,
    summary: `One record of ${type}`,
    otherwise: shared.reading(path, ['parameters', 'query', 'record'], [reseller.resource, resource]),
  };
  const one = `${root}/${path}/{${idName(exposure)}}`;
  const ofOne = [own, reference('parameters', idName(exposure))];
  const related = relatedListsOf(exposure).map((relationship) => {
    const { wireName } = relationship;
    const purpose = {
      operationId: `related_${wireName}_of_${path}`,
      summary: `The ${wireName} of one record of ${type}`,
      otherwise: shared.reading(`related-${path}`, ['parameters', 'query', 'list', 'record'], [reseller.resource, resource]),
    };
    return [`${one}/${wireName}`, { parameters: ofOne, get: relatedOperation(rules, purpose, exposure, relationship) }] as const;
  });
  return {
    [`${root}/${path}`]: { parameters: [own], get: listOperation(rules, list, exposure) },
    [one]: { parameters: ofOne, get: showOperation(rules, show, exposure) },
    ...Object.fromEntries(related),
  };
};

/** Resellers are the path under which all the others stand. */
const ownPaths = (shared: SharedResponses): Readonly<Record<string, PathItem>> => {
  const parameters = [reference('parameters', idName(reseller))];
  const show = {
    operationId: 'show_reseller',
    summary: 'The reseller of the path',
    otherwise: shared.reading('resellers', ['parameters', 'query', 'record'], [reseller.resource]),
  };
  const children = {
    operationId: 'list_child_resellers',
    summary: 'All resellers below the one of the path',
    otherwise: shared.reading('list', ['parameters', 'query', 'list', 'record'], [reseller.resource]),
  };
  return {
    [root]: { parameters, get: showOperation(rules, show, reseller) },
    [`${root}/child_resellers`]: { parameters, get: listOperation(rules, children, reseller) },
  };
};

/** Components of closing documents, which no list shows. */
const externalInvoiceComponents = (): Pick<Components, 'schemas' | 'parameters' | 'headers'> => {
  const { type } = resellerExternalInvoice;
  const { [type]: record = {}, [`${type}.document`]: document = {} } = schemasOf(externalInvoiceRegistry);
  const { [`${type}.fields`]: fields } = queryParametersOf(externalInvoiceRegistry);
  return {
    schemas: { [type]: record, [`${type}.document`]: document },
    parameters: {
      [idName(resellerExternalInvoice)]: idParameter(resellerExternalInvoice),
      ...(fields && { [`${type}.fields`]: fields }),
    },
    headers: {
      'content-disposition': { description: 'The file is to be kept, and its name.', schema: { type: 'string' } },
    },
  };
};

const actions = Object.values<AnyAction>(resellerActions);

/** The paths of actions, each by the registry that shows its records. */
const pathsOfActions = (shared: SharedResponses): Readonly<Record<string, PathItem>> => {
  const isOf = (registry: Registry) => (action: AnyAction) => {
    const shown = answeredExposure(action);
    return shown !== undefined && registry.shows(shown);
  };
  const pathsOf = (registry: Registry): Readonly<Record<string, PathItem>> =>
    actionPaths(resellerActionRules(registry, reseller, shared), actions.filter(isOf(registry)));
  return { ...pathsOf(resellerRegistry), ...pathsOf(externalInvoiceRegistry) };
};

/** Paths of several sources: what stands on one path is on it together. */
const together = (...all: readonly Readonly<Record<string, PathItem>>[]): Readonly<Record<string, PathItem>> => {
  const paths: Record<string, PathItem> = {};
  for (const [path, item] of all.flatMap((one) => Object.entries(one))) paths[path] = { ...paths[path], ...item };
  return paths;
};

/** The reseller API as its registry and dialect declare it. */
export const resellerDocument = (): OpenApiDocument => {
  const shared = new SharedResponses(resellerRegistry);
  const documents = externalInvoiceComponents();
  const exposures = [...resellerRegistry.exposures];
  const below = exposures.filter((exposure) => exposure !== reseller);
  return {
    openapi: '3.1.0',
    info: { title: 'Reseller API', version: '3.0.0', description },
    servers: [{ url: resellerApi.prefix }],
    security: [{ token: [] }],
    tags: [...exposures, resellerExternalInvoice].map(({ type }) => ({
      name: type,
      description: `Records of ${type}`,
    })),
    paths: together(ownPaths(shared), ...below.map((exposure) => pathsBelow(exposure, shared)), pathsOfActions(shared)),
    components: {
      schemas: {
        ...schemasOf(resellerRegistry),
        ...actionSchemas(actions),
        ...documents.schemas,
        ...errorSchemasOf(resellerRegistry.dialect, problemsOn(resellerRegistry, everyOccasion, [reseller.resource])),
      },
      parameters: {
        ...Object.fromEntries(exposures.map((exposure) => [idName(exposure), idParameter(exposure)])),
        ...queryParametersOf(resellerRegistry),
        ...sharedParameters,
        ...writingParameters,
        ...documents.parameters,
      },
      headers: { ...headers, ...writingHeaders, ...documents.headers },
      responses: shared.all,
      securitySchemes: {
        token: { type: 'apiKey', in: 'header', name: 'X-Api-Token', description: 'The API token of a manager.' },
      },
    },
  };
};
