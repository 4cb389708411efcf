import type { Answer } from '@org/tools/testing';
import type { TestApp } from './test-app.js';

export const adminPrefix = '/api/rest/admin';
export const jsonApiType = 'application/vnd.api+json';

type Headers = Readonly<Record<string, string>>;

/** A request body of JSON:API. */
export interface Data {
  readonly type?: unknown;
  readonly id?: unknown;
  readonly attributes?: unknown;
  readonly relationships?: unknown;
}

/** Linkage by relationship name: `{ account: ['accounts', 74] }`. */
export type Links = Readonly<Record<string, readonly [string, number | string] | null>>;

/** The relationships of a document. */
export const linked = (links: Links): object =>
  Object.fromEntries(
    Object.entries(links).map(([name, link]) => [name, { data: link && { type: link[0], id: String(link[1]) } }]),
  );

/** The admin user 139 at work. */
export class AdminRequests {
  constructor(private readonly server: TestApp) {}

  get(path: string, headers: Headers = {}): Promise<Answer> {
    return this.server.send(adminPrefix + path, { headers: { authorization: this.server.adminToken(), ...headers } });
  }

  send(method: string, path: string, data: Data | string, headers: Headers = {}): Promise<Answer> {
    const body = typeof data === 'string' ? data : JSON.stringify({ data });
    return this.server.send(adminPrefix + path, {
      method,
      // Of DELETE, Node would not say how long the body is.
      headers: {
        authorization: this.server.adminToken(),
        'content-type': jsonApiType,
        'content-length': Buffer.byteLength(body),
        ...headers,
      },
      body,
    });
  }

  post(path: string, data: Data | string, headers?: Headers): Promise<Answer> {
    return this.send('POST', path, data, headers);
  }

  patch(path: string, data: Data | string, headers?: Headers): Promise<Answer> {
    return this.send('PATCH', path, data, headers);
  }

  /** Makes a record, and gives it. */
  async make(type: string, attributes: object, links: Links = {}): Promise<Document['data']> {
    return dataOf(await this.post(`/${type}`, { type, attributes, relationships: linked(links) }));
  }

  change(type: string, id: string, attributes: object, links: Links = {}, headers: Headers = {}): Promise<Answer> {
    return this.patch(`/${type}/${id}`, { type, id, attributes, relationships: linked(links) }, headers);
  }

  remove(path: string, headers: Headers = {}): Promise<Answer> {
    return this.server.send(adminPrefix + path, {
      method: 'DELETE',
      headers: { authorization: this.server.adminToken(), ...headers },
    });
  }
}

interface Document {
  readonly data: {
    readonly id: string;
    readonly attributes: Readonly<Record<string, unknown>>;
    readonly relationships: Readonly<Record<string, { readonly data: unknown }>>;
  };
}

export const dataOf = (answer: Answer): Document['data'] => {
  const { data } = answer.json() as Partial<Document>;
  if (data === undefined) throw new Error(`no data in ${answer.body}`);
  return data;
};

/** Refusals in short form: `name - can't be blank @ /data/attributes/name`. */
export const refusalsOf = (answer: Answer): readonly string[] => {
  const { errors } = answer.json() as {
    readonly errors: readonly {
      readonly code: string;
      readonly detail: string;
      readonly source?: { readonly pointer: string };
    }[];
  };
  return errors.map(({ code, detail, source }) => [code, detail, ...(source ? [source.pointer] : [])].join(' | '));
};
