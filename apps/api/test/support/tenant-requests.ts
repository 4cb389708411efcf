import { aPdf, dataUrlOf } from '@org/invoice-domain/testing';
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

/** What is read of an OpenAPI document. */
interface Description {
  readonly servers: readonly [{ readonly url: string }];
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: { readonly parameters: Readonly<Record<string, Parameter>> };
}

type PathItem = Readonly<Record<string, { readonly parameters?: readonly (Parameter | Reference)[] }>>;

/** A write: the invoice that it fits, and a body that nothing but tenancy can object to. */
interface Write {
  readonly purpose: Purpose;
  /** @param own the record that the path names or the body has to fit @param others words that somebody else uses already */
  readonly body: (own: number, others: number) => object;
  /** The member of the body that is an id of a record. */
  readonly names?: 'charge_id';
}

const billingDate = '2026-01-01';
const approval: Write['body'] = (_, others) => ({ document_id: String(others), billing_date: billingDate });
const completion: Write['body'] = (own) => ({ document_id: String(own), billing_date: billingDate });
const reason: Write['body'] = () => ({ reason: 'because' });
const closing = (key: number): object => ({
  key: String(key),
  type: 'act',
  name: 'Act',
  amount: { total: '1', currency: 'EUR' },
  start_date: '2026-01-01',
  end_date: '2026-02-01',
  file: dataUrlOf('application/pdf', aPdf()),
});

/** By the end of the path, below a reseller. */
const writes: Readonly<Record<string, Write>> = {
  'POST invoices/{invoice_id}/approve': { purpose: 'approve', body: approval },
  'POST accounts/{account_id}/approve_invoices': { purpose: 'approveOf', body: approval },
  'POST invoices/{invoice_id}/complete': { purpose: 'complete', body: completion },
  'POST accounts/{account_id}/complete_invoices': { purpose: 'completeOf', body: completion },
  'POST payments/{payment_id}/cancel': { purpose: 'cancel', body: reason },
  'POST payments/{payment_id}/pay_from_balance': { purpose: 'payFromBalance', body: reason },
  'POST corrections/{correction_id}/approve': { purpose: 'approveCorrection', body: reason },
  'POST corrections/{correction_id}/decline': { purpose: 'declineCorrection', body: reason },
  'POST taxes': {
    purpose: 'open',
    body: (own) => ({ taxes: [{ charge_id: own, name: 'VAT', value: '1' }] }),
    names: 'charge_id',
  },
  'POST accounts/{account_id}/external_invoices': { purpose: 'open', body: (_, others) => closing(others) },
  'PATCH accounts/{account_id}/external_invoices/{external_invoice_id}': { purpose: 'open', body: closing },
};

/** Query parameters without which a method does not answer: here, all of them are keys that are made of an id. */
const knownKeys: ReadonlySet<string> = new Set(['filter[key]']);

/** A method of the reseller API and how it is filled. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly write: Write | undefined;
  readonly purpose: Purpose;
  /** Where ids stand besides that of the reseller, in their order. */
  readonly places: readonly string[];
  /** The filters by ids that the method offers. */
  readonly filters: readonly string[];
  readonly isIncluding: boolean;
}

/** What stands where: the id for the name of a place. */
export type Ids = (place: string) => number;

/** @throws Error for a method that cannot be filled: the fuzz has to learn how */
const routeOf = (method: string, path: string, own: readonly Parameter[]): Route => {
  const below = path.replace('/resellers/{reseller_id}', '').slice(1);
  const write = method === 'GET' || method === 'HEAD' ? undefined : writes[`${method} ${below}`];
  if (method !== 'GET' && method !== 'HEAD' && write === undefined) {
    throw new Error(`nobody has said what to send with ${method} ${path}`);
  }
  const query = own.filter((one) => one.in === 'query');
  const keys = query.filter(({ required }) => required === true).map(({ name }) => name);
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
      methods(item).flatMap(([method, { parameters = [] }]) =>
        (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]).map((one) =>
          routeOf(one, path, parameters.map(parameterOf)),
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
    const { method, path, places, write } = route;
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(ids(name)));
    const keys = places.filter((place) => knownKeys.has(place)).map((key) => `${key}=${ids(key)}`);
    const asked = [...keys, ...query].join('&');
    return this.server.send(`${this.prefix}${filled}${asked === '' ? '' : `?${asked}`}`, {
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

/** What an answer tells, but for the id itself that was asked for. A tag is made of the body, so of what it echoes, too. */
export const toldOf = ({ status, headers, body }: Answer, asked: number): object => {
  const left = Object.entries(headers).filter(([name]) => !volatile.includes(name));
  const told = Object.fromEntries(left.map(([name, value]) => [name, name === 'etag' ? 'of the body' : value]));
  return { status, headers: told, body: body.replaceAll(String(asked), '#') };
};
