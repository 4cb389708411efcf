import { resellerActions, resellerRegistry } from '@org/invoice-domain';
import { snakeCase, type AnyAction, type JsonValue, type Members } from '@org/json-api';
import type { Answer, Sent } from '@org/tools/testing';
import { jsonApiType } from './admin-requests.js';
import type { Purpose, Tenant } from './tenants.js';
import type { TestApp } from './test-app.js';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
}

interface Reference {
  readonly $ref: string;
}

/** Part of an OpenAPI document that the tests read. */
interface Description {
  readonly servers: readonly [{ readonly url: string }];
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: { readonly parameters: Readonly<Record<string, Parameter>> };
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly (Parameter | Reference)[];
}

type PathItem = Readonly<Record<string, Operation>>;

type Actions = typeof resellerActions;

/** Details of a request for an action, besides its declaration. */
interface Fit {
  /** State of the records that the request is about. */
  readonly purpose?: Purpose;
  /** Members of the body that depend on records. @param own the record that the request is about @param others words that somebody else uses already */
  readonly members?: (own: number, others: number) => object;
}

const numbered: Fit['members'] = (own, others) => ({ document_id: `${others}-${own}` });
const numberedAsBefore: Fit['members'] = (own) => ({ document_id: String(own) });

/** The actions whose declared example does not fit a record of every kind. One that is not here is asked for as it declares. */
const fits: { readonly [Name in keyof Actions]?: Fit } = {
  approveInvoice: { purpose: 'approve', members: numbered },
  approveInvoiceOfAccount: { purpose: 'approveOf', members: numbered },
  completeInvoice: { purpose: 'complete', members: numberedAsBefore },
  completeInvoiceOfAccount: { purpose: 'completeOf', members: numberedAsBefore },
  withdrawApproval: { purpose: 'withdraw' },
  cancelPayment: { purpose: 'cancel' },
  payFromBalance: { purpose: 'payFromBalance', members: () => ({ amount: '1' }) },
  payChargeFromBalance: { purpose: 'payChargeFromBalance', members: () => ({ amount: '1' }) },
  approveCorrection: { purpose: 'approveCorrection' },
  declineCorrection: { purpose: 'declineCorrection' },
  creditInvoice: { purpose: 'credit' },
  voidInvoice: { purpose: 'void' },
  sendExternalInvoice: { members: (_, others) => ({ key: String(others) }) },
  replaceExternalInvoice: { members: (own) => ({ key: String(own) }) },
};

/** A write: what has become of its records, and a body that nothing but tenancy can object to. */
interface Write {
  readonly purpose: Purpose;
  readonly body: (own: number, others: number) => object;
  /** The member of the body that is an id of a record. */
  readonly names: string | undefined;
}

/** The wire name of the required member that is the id of a record, wherever it stands. */
const idMemberIn = (members: Members): string | undefined =>
  Object.entries(members)
    .filter(([, { isOptional }]) => !isOptional)
    .map(([name, { kind, members: inner = {} }]) => (kind === 'id' ? snakeCase(name) : idMemberIn(inner)))
    .find((name) => name !== undefined);

/** The example with the id of a record wherever it names one. */
const withId = (example: JsonValue, name: string | undefined, id: number): JsonValue => {
  if (name === undefined || typeof example !== 'object' || example === null) return example;
  if (Array.isArray(example)) return (example as readonly JsonValue[]).map((one) => withId(one, name, id));
  return Object.fromEntries(
    Object.entries(example).map(([key, value]) => [key, key === name ? id : withId(value, name, id)]),
  );
};

/** @throws Error for a write that no action declares */
const writeOf = (operationId: string): Write => {
  const [name, action] =
    Object.entries<AnyAction>(resellerActions).find(([key]) => snakeCase(key) === operationId) ?? [];
  if (action?.body === undefined) throw new Error(`no action declares what to send to ${operationId}`);
  const { body } = action;
  const { purpose = 'open', members }: Fit = fits[name as keyof Actions] ?? {};
  const names = idMemberIn(body.flat?.members ?? {});
  return {
    purpose,
    names,
    body: (own, others) => ({
      ...(withId(body.example(resellerRegistry), names, own) as object),
      ...members?.(own, others),
    }),
  };
};

/** Query parameters without which a method does not answer: here, all of them are keys that are made of an id. */
const knownKeys: ReadonlySet<string> = new Set(['filter[key]']);

/** Parameters of the query that a method needs, and that are no keys. */
const neededValues: ReadonlyMap<string, string> = new Map([
  ['filter[from]', '2026-01-01'],
  ['filter[to]', '2026-12-31'],
]);

/** A method of the reseller API and its parameters. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly write: Write | undefined;
  readonly purpose: Purpose;
  /** Path parameters besides the reseller's, in order. */
  readonly places: readonly string[];
  /** The filters by ids that the method offers. */
  readonly filters: readonly string[];
  /** Further parts of the query that the method needs. */
  readonly values: readonly string[];
  readonly isIncluding: boolean;
}

/** Gives the id for a path parameter. */
export type Ids = (place: string) => number;

/** @throws Error for a method whose parameters are unknown to the fuzz */
const routeOf = (method: string, path: string, operationId: string, own: readonly Parameter[]): Route => {
  const below = path.replace('/resellers/{reseller_id}', '').slice(1);
  const write = method === 'GET' || method === 'HEAD' ? undefined : writeOf(operationId);
  const query = own.filter((one) => one.in === 'query');
  const needed = query.filter(({ required }) => required === true).map(({ name }) => name);
  const keys = needed.filter((name) => !neededValues.has(name));
  const strange = keys.find((key) => !knownKeys.has(key));
  if (strange !== undefined) throw new Error(`nobody has said what ${strange} is, which ${method} ${path} needs`);
  return {
    method,
    path,
    write,
    purpose: write?.purpose ?? 'open',
    places: [
      ...[...below.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name)),
      ...keys,
      ...(write?.names === undefined ? [] : [write.names]),
    ],
    values: needed.flatMap((name) => (neededValues.has(name) ? [`${name}=${neededValues.get(name) ?? ''}`] : [])),
    isIncluding: query.some(({ name }) => name === 'include'),
    filters: query.map(({ name }) => name).filter((name) => /^filter\[(\w+_)?id\]$/.test(name)),
  };
};

/** The parameters that all methods of a path have stand beside them: those name nothing but the path. */
const methods = (item: PathItem): readonly (readonly [string, PathItem[string]])[] =>
  Object.entries(item).filter(([name]) => name !== 'parameters');

/** Requests of the reseller API, made of its own description: what is added there is asked here. */
export class TenantRequests {
  private constructor(
    private readonly server: TestApp,
    private readonly prefix: string,
    readonly routes: readonly Route[],
  ) {}

  static async of(server: TestApp): Promise<TenantRequests> {
    const { servers, paths, components } = (await server.send('/openapi/reseller.json')).json() as Description;
    const parameterOf = (one: Parameter | Reference): Parameter => {
      if (!('$ref' in one)) return one;
      const found = components.parameters[one.$ref.slice('#/components/parameters/'.length)];
      if (found === undefined) throw new Error(`${one.$ref} leads nowhere`);
      return found;
    };
    const routes = Object.entries(paths).flatMap(([path, item]) =>
      methods(item).flatMap(([method, { operationId, parameters = [] }]) =>
        (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]).map((one) =>
          routeOf(one, path, operationId, parameters.map(parameterOf)),
        ),
      ),
    );
    return new TenantRequests(server, servers[0].url, routes);
  }

  send(
    token: string,
    route: Route,
    ids: Ids,
    { query = [], headers = {}, others = 0, own }: Details = {},
  ): Promise<Answer> {
    const { method, path, places, values, write } = route;
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(ids(name)));
    const keys = places.filter((place) => knownKeys.has(place)).map((key) => `${key}=${ids(key)}`);
    const search = [...keys, ...values, ...query].join('&');
    return this.server.send(`${this.prefix}${filled}${search === '' ? '' : `?${search}`}`, {
      method,
      headers: { 'x-api-token': token, ...(write && { 'content-type': jsonApiType }), ...headers },
      ...(write && { body: JSON.stringify(write.body(write.names ? ids(write.names) : (own ?? 0), others)) }),
    });
  }
}

interface Details {
  readonly query?: readonly string[];
  readonly headers?: Sent['headers'];
  /** Words that somebody else uses already. */
  readonly others?: number;
  /** The record that the body fits, where it does not name it. */
  readonly own?: number;
}

/** The ids of a tenant. */
export const idsOf =
  ({ id, records }: Tenant, { purpose }: Route): Ids =>
  (place) =>
    place === 'reseller_id' ? id : records[purpose];

const volatile = ['date', 'x-request-id', 'x-runtime'];

/** Comparable part of an answer, without the requested id. A tag is made of the body, so of what it echoes, too. */
export const comparable = ({ status, headers, body }: Answer, id: number): object => {
  const left = Object.entries(headers).filter(([name]) => !volatile.includes(name));
  const rest = Object.fromEntries(left.map(([name, value]) => [name, name === 'etag' ? 'of the body' : value]));
  return { status, headers: rest, body: body.replaceAll(String(id), '#') };
};
