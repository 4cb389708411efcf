import {
  closingFileTypes,
  externalInvoiceRegistry,
  externalInvoiceTypes,
  resellerExposures,
  resellerExternalInvoice as exposure,
} from '@org/invoice-domain';
import {
  idSchema,
  objectOf,
  oneOfWords,
  queryParametersOf,
  reference,
  schemasOf,
  showOperation,
  type Components,
  type JsonSchema,
  type Operation,
  type Parameter,
  type PathItem,
  type Problem,
  type Reference,
  type Response,
} from '@org/json-api';
import { readingRules, type SharedResponses } from './reading-answers.js';
import { actionOperation } from './reseller-actions.js';

const text: JsonSchema = { type: 'string' };
const day: JsonSchema = { type: 'string', format: 'date' };

const mediaTypes: readonly string[] = Object.values(closingFileTypes);

const body = objectOf({
  key: { ...text, description: 'The id of the document in the third-party system: one document of an account has it.' },
  type: oneOfWords(externalInvoiceTypes),
  name: text,
  amount: objectOf({
    total: { type: ['string', 'number'], description: 'May be zero, or negative.', examples: ['123.45'] },
    currency: { ...text, pattern: '^[A-Z]{3}$' },
  }),
  start_date: day,
  end_date: { ...day, description: 'Not before `start_date`.' },
  file: {
    ...text,
    pattern: `^data:(${mediaTypes.join('|')});base64,`,
    description: 'A PDF, DOC or XLSX file, in base64 with its media type. The content has to be of that format.',
    examples: ['data:application/pdf;base64,JVBERi0xLjcK'],
  },
});

const filterKey: Parameter = {
  name: 'filter[key]',
  in: 'query',
  required: true,
  description: 'The id of the document in the third-party system, as it is: commas do not separate several.',
  schema: text,
};

const parents = [resellerExposures.reseller.resource, resellerExposures.account.resource];
const resources = [...parents, exposure.resource];

const noKey: Problem = { code: 'invalid-filter-value', filter: 'key', key: 'key', values: [''] };

const rules = readingRules(externalInvoiceRegistry);

const changed = {
  exposure,
  body,
  refusals: ['external-invoice-key-taken', 'unknown-currency'],
  description: 'The request may be as large as a file of `EXTERNAL_INVOICE_MAX_BYTES` becomes in base64.',
} as const;

const findOperation = (shared: SharedResponses): Operation => {
  const otherwise = shared.reading('find_external_invoice', ['parameters', 'query', 'record'], resources, [noKey]);
  const purpose = { operationId: 'find_external_invoice', summary: 'The closing document with a key', otherwise };
  const operation = showOperation(rules, purpose, exposure);
  return { ...operation, parameters: [filterKey, ...(operation.parameters ?? [])] };
};

const showOne = (shared: SharedResponses): Operation => {
  const otherwise = shared.reading('show_external_invoice', ['parameters', 'query', 'record'], resources);
  const purpose = { operationId: 'show_external_invoice', summary: 'Extension: one closing document', otherwise };
  return showOperation(rules, purpose, exposure);
};

const file: Response = {
  description: 'The file, byte for byte as it was sent',
  headers: {
    ...rules.headers,
    'content-disposition': reference('headers', 'content-disposition'),
  },
  content: Object.fromEntries(mediaTypes.map((type) => [type, { schema: {} }])),
};

const fileOperation = (shared: SharedResponses): Operation => ({
  operationId: 'show_external_invoice_file',
  tags: [exposure.type],
  summary: 'Extension: the file of a closing document',
  description: '`Accept` is not looked at.',
  parameters: rules.parameters,
  responses: { 200: file, ...shared.reading('external_invoice_file', ['parameters', 'record'], resources) },
});

const send = (shared: SharedResponses): Operation =>
  actionOperation(shared, {
    ...changed,
    operationId: 'send_external_invoice',
    summary: 'Send a closing document',
    answers: { status: 201, schema: 'document' },
    resources: parents,
    versioned: false,
  });

const replace = (shared: SharedResponses): Operation =>
  actionOperation(shared, {
    ...changed,
    operationId: 'replace_external_invoice',
    summary: 'Send a closing document anew: all of it, its file too',
    answers: { status: 200, schema: 'document' },
    resources,
    versioned: true,
  });

/** Closing documents stand below an account. */
export const externalInvoicePaths = (
  root: string,
  above: readonly Reference[],
  shared: SharedResponses,
): Readonly<Record<string, PathItem>> => {
  const path = `${root}/accounts/{account_id}/${exposure.path}`;
  const list = [...above, reference('parameters', 'account_id')];
  const one = [...list, reference('parameters', 'external_invoice_id')];
  return {
    [path]: { parameters: list, get: findOperation(shared), post: send(shared) },
    [`${path}/{external_invoice_id}`]: { parameters: one, get: showOne(shared), patch: replace(shared) },
    [`${path}/{external_invoice_id}/file`]: { parameters: one, get: fileOperation(shared) },
  };
};

/** What of the components belongs to closing documents. */
export const externalInvoiceComponents = (): Pick<Components, 'schemas' | 'parameters' | 'headers'> => {
  const { [exposure.type]: record = {}, [`${exposure.type}.document`]: document = {} } =
    schemasOf(externalInvoiceRegistry);
  const { [`${exposure.type}.fields`]: fields } = queryParametersOf(externalInvoiceRegistry);
  return {
    schemas: { [exposure.type]: record, [`${exposure.type}.document`]: document },
    parameters: {
      external_invoice_id: { name: 'external_invoice_id', in: 'path', required: true, schema: idSchema },
      ...(fields && { [`${exposure.type}.fields`]: fields }),
    },
    headers: {
      'content-disposition': { description: 'The file is to be kept, and its name.', schema: { type: 'string' } },
    },
  };
};
