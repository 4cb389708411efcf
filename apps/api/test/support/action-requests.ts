import { adminActions, adminDialect, batchActions, resellerActions, resellerDialect } from '@org/invoice-domain';
import { ingestTables, type ImportedTable } from '@org/invoice-domain/persistence';
import {
  kebabCase,
  snakeCase,
  type AnyAction,
  type Dialect,
  type OpenApiDocument,
  type Operation,
  type Parameter,
} from '@org/json-api';
import type { Sent } from '@org/tools/testing';
import fc, { type Arbitrary } from 'fast-check';
import { adminDocument } from '../../src/openapi/admin-document.js';
import { resellerDocument } from '../../src/openapi/reseller-document.js';
import { brokenText, valuesOf } from './schema-arbitraries.js';

/** A request that an action might get. */
export interface ActionRequest extends Required<Pick<Sent, 'method' | 'headers'>> {
  /** With the API's prefix. */
  readonly path: string;
  readonly body: string | undefined;
}

/** A declared action, with requests for it that are right, nearly right and broken. */
export interface FuzzedAction {
  readonly name: string;
  /** Of its API. */
  readonly dialect: Dialect;
  readonly action: AnyAction;
  readonly requests: Arbitrary<ActionRequest>;
}

const ndjson = 'application/x-ndjson';

/** Stands in a path for one of the records that there are, as `~0` to `~9`. */
export const existing = /([\w-]+)\/~(\d)/g;

const pathId = fc.oneof(
  { weight: 8, arbitrary: fc.nat({ max: 9 }).map((place) => `~${place}`) },
  { weight: 8, arbitrary: fc.constantFrom('1', '2', '3', '4', '74', '75', '906') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '0',
      '-1',
      '1.5',
      '2147483648',
      '9'.repeat(18),
      '9'.repeat(19),
      'x',
      '%00',
      '%zz',
      '%C3',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 9 }).map((text) => `a${encoded(text)}`) },
);

const seldom = (name: string, values: readonly string[]): Arbitrary<Readonly<Record<string, string>>> =>
  fc.oneof(
    { weight: 9, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.constantFrom(...values).map((value) => ({ [name]: value })) },
  );

const headersOf = (mediaTypes: readonly string[]): Arbitrary<Readonly<Record<string, string>>> =>
  fc
    .tuple(
      fc
        .oneof(
          { weight: 12, arbitrary: fc.constantFrom(...mediaTypes) },
          fc.constantFrom(
            'text/plain',
            ndjson,
            'application/json',
            'multipart/form-data',
            ';',
            'application/vnd.api+json;a="b',
          ),
        )
        .map((type) => ({ 'content-type': type })),
      seldom('idempotency-key', ['k', 'a b', '"', 'x'.repeat(300), '\u00fc']),
      seldom('if-match', ['*', 'W/"a"', '"', 'W/"a", "b"', '\u00fc', '']),
      seldom('accept', ['text/html', ';q', 'application/vnd.api+json;q=0']),
      seldom('content-encoding', ['gzip', 'br', 'x']),
    )
    .map((parts) => Object.assign({}, ...parts) as Readonly<Record<string, string>>);

/** Half a character cannot be encoded. */
const encoded = (text: string): string => encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));

const queryOf = (parameters: readonly Parameter[], document: OpenApiDocument): Arbitrary<string> => {
  const own = parameters.filter((one) => one.in === 'query');
  const declared = own.map(({ name, schema, required }) =>
    valuesOf(schema, document).map((value) => [name, String(value), required === true] as const),
  );
  const values = fc
    .tuple(...declared)
    .chain((all) =>
      fc
        .tuple(...all.map(([, , isRequired]) => fc.integer({ min: 0, max: isRequired ? 9 : 2 })))
        .map((chances) =>
          all
            .filter((_, index) => chances[index] !== 0)
            .map(([name, value]) => `${encodeURIComponent(name)}=${encoded(value)}`),
        ),
    );
  const strange = fc.oneof(
    { weight: 12, arbitrary: fc.constant([]) },
    fc
      .constantFrom('filter[x]=1', 'include=account', 'fields[invoices]=id', 'page[size]=0', '%zz', 'a[b', 'sort=')
      .map((one) => [one]),
  );
  return fc.tuple(values, strange).map(([known, other]) => {
    const all = [...known, ...other];
    return all.length === 0 ? '' : `?${all.join('&')}`;
  });
};

type Contents = NonNullable<Operation['requestBody']>['content'];

const bodyOf = (content: Contents, document: OpenApiDocument): Arbitrary<string> => {
  const bodies = Object.values(content).flatMap(({ schema, examples = {} }) => [
    { weight: 2, arbitrary: fc.constantFrom(...Object.values(examples).map(({ value }) => value)) },
    { weight: 8, arbitrary: valuesOf(schema, document) },
  ]);
  return fc.oneof(
    { weight: 12, arbitrary: fc.oneof(...bodies).map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: brokenText },
  );
};

/** Rows with the columns of a batch, some of them right. */
const rowsOf = ({ columns }: ImportedTable): Arbitrary<string> => {
  const value = fc.oneof(
    fc.constantFrom('1', '74', '2026-01-05T10:00:00Z', '2026-01-05', '12.5', true, 60, 'VAT', 'new'),
    valuesOf({ type: 'string' }, { components: { schemas: {} } } as unknown as OpenApiDocument),
  );
  const row = fc.record(
    Object.fromEntries(columns.map(({ name }) => [name, fc.option(value, { freq: 9, nil: undefined })])),
  );
  const line = fc.oneof({ weight: 9, arbitrary: row.map((one) => JSON.stringify(one)) }, brokenText);
  return fc.array(line, { maxLength: 4 }).map((lines) => lines.join('\n'));
};

interface Api {
  readonly dialect: Dialect;
  readonly document: OpenApiDocument;
  readonly actions: readonly AnyAction[];
  readonly operationId: (name: string) => string;
}

const batchTables: readonly ImportedTable[] = Object.values(ingestTables);

const apis = {
  admin: (): Api => ({
    dialect: adminDialect,
    document: adminDocument(),
    actions: [
      ...Object.values<AnyAction>(adminActions),
      ...batchTables.flatMap((table): AnyAction[] => {
        const { create, show } = batchActions(table);
        return [create, show];
      }),
    ],
    operationId: kebabCase,
  }),
  reseller: (): Api => ({
    dialect: resellerDialect,
    document: resellerDocument(),
    actions: Object.values<AnyAction>(resellerActions),
    operationId: snakeCase,
  }),
} as const;

const parameterIn = (document: OpenApiDocument, given: Parameter | { readonly $ref: string }): Parameter => {
  if (!('$ref' in given)) return given;
  const found = document.components.parameters[given.$ref.slice('#/components/parameters/'.length)];
  if (found === undefined) throw new Error(`${given.$ref} leads nowhere`);
  return found;
};

const methods = ['get', 'post', 'patch', 'put', 'delete'] as const;

const operationsIn = ({ paths }: OpenApiDocument): readonly (readonly [string, string, Operation])[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method];
      return operation === undefined ? [] : [[path, method.toUpperCase(), operation] as const];
    }),
  );

const requestsOf = (
  document: OpenApiDocument,
  [path, method, { parameters = [], requestBody }]: readonly [string, string, Operation],
  table: ImportedTable | undefined,
): Arbitrary<ActionRequest> => {
  const [{ url: prefix } = { url: '' }] = document.servers;
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name));
  const ids = names.map((name) => (name === 'reseller_id' ? fc.constant('1') : pathId));
  const content = requestBody?.content ?? {};
  const hasBody = requestBody !== undefined;
  const text = (): Arbitrary<string> =>
    table === undefined ? bodyOf(content, document) : fc.oneof(rowsOf(table), brokenText);
  const key = table === undefined ? {} : { 'idempotency-key': 'batch-1' };
  return fc
    .record({
      ids: fc.tuple(...ids),
      query: queryOf(
        parameters.map((one) => parameterIn(document, one)),
        document,
      ),
      headers: headersOf(hasBody ? Object.keys(content) : ['application/vnd.api+json']),
      body: hasBody ? text() : fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, brokenText),
    })
    .map(({ ids: given, query, headers, body }) => ({
      method,
      path: `${prefix}${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => given[names.indexOf(name)] ?? '')}${query}`,
      headers: { ...key, ...headers },
      body: method === 'GET' ? undefined : body,
    }));
};

/** Every declared action of an API with its requests, made of what the declarations are described as. @throws Error for one without an operation */
export const fuzzedActions = (api: keyof typeof apis): readonly FuzzedAction[] => {
  const { dialect, document, actions, operationId } = apis[api]();
  const operations = operationsIn(document);
  return actions.map((action) => {
    const { name } = action;
    const operation = operations.find(([, , one]) => one.operationId === operationId(name));
    if (operation === undefined) throw new Error(`no operation describes ${name}`);
    const table = batchTables.find(({ batches }) => operation[0] === `/${batches}`);
    return { name, dialect, action, requests: requestsOf(document, operation, table) };
  });
};
