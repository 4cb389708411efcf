import { resellerExposures, resellerExternalInvoice, resellerRegistry } from '@org/invoice-domain';
import {
  errorSchemasOf,
  everyOccasion,
  idSchema,
  listOperation,
  problemsOn,
  queryParametersOf,
  reference,
  schemasOf,
  showOperation,
  type Exposure,
  type OpenApiDocument,
  type Parameter,
  type PathItem,
} from '@org/json-api';
import { resellerApi } from '../http/api.js';
import { externalInvoiceComponents, externalInvoicePaths } from './external-invoice-paths.js';
import { addTaxes, managedPaths, managedSchemas } from './managed-paths.js';
import { headers, readingRules, sharedParameters, SharedResponses } from './reading-answers.js';
import { writingHeaders, writingParameters } from './writing-paths.js';

const description = `Invoices with their charges and payments, and everything around them, as JSON:API.

The media type is \`application/vnd.api+json\`. \`HEAD\` is answered as \`GET\`, without the body. Every path stands below
a reseller: the manager's own, or any below it. Records of other resellers do not exist there.`;

const rules = readingRules(resellerRegistry);
const root = '/resellers/{reseller_id}';
const { reseller } = resellerExposures;

const idName = ({ resource, wire }: Exposure): string => `${wire.wireName(resource)}_id`;

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
  return {
    [`${root}/${path}`]: {
      parameters: [own],
      get: listOperation(rules, list, exposure),
      ...(exposure === resellerExposures.tax && { post: addTaxes(shared) }),
    },
    [`${root}/${path}/{${idName(exposure)}}`]: {
      parameters: [own, reference('parameters', idName(exposure))],
      get: showOperation(rules, show, exposure),
    },
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

/** The reseller API as its registry and dialect declare it. */
export const resellerDocument = (): OpenApiDocument => {
  const shared = new SharedResponses(resellerRegistry);
  const documents = externalInvoiceComponents();
  const above = [reference('parameters', idName(reseller))];
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
    paths: Object.fromEntries([
      ...Object.entries(ownPaths(shared)),
      ...below.flatMap((exposure) => Object.entries(pathsBelow(exposure, shared))),
      ...Object.entries(managedPaths(root, above, shared)),
      ...Object.entries(externalInvoicePaths(root, above, shared)),
    ]),
    components: {
      schemas: {
        ...schemasOf(resellerRegistry),
        ...managedSchemas,
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
