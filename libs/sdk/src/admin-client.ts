import { adminExposures, type adminWrites } from '@org/invoice-domain';
import type { ExposedRelationship, Nothing, WithWrites } from '@org/json-api';
import { Catalog } from './catalog.js';
import { connectionOf, type ClientOptions } from './client-options.js';
import { readList, readOne, type CollectionSettings } from './collection.js';
import type { Exchange } from './core/exchange.js';
import { LoginCredentials, TokenCredentials, type Credentials, type TokenSource } from './core/credentials.js';
import { ServerError } from './core/errors.js';
import type { ListRequest } from './core/list-request.js';
import { collectionName } from './query/names.js';
import { Raw } from './raw.js';
import type { CollectionOf, LinksIn, TargetOf } from './types/api.js';
import type { GetOptions, ListOptions, TotalOf } from './types/options.js';
import type { PageChoice } from './types/query.js';
import type { Fields, IncludePath, Loaded } from './types/record.js';
import { WritableCollection } from './writable-collection.js';

export type AdminApi = WithWrites<typeof adminExposures, typeof adminWrites>;

type Resource = keyof AdminApi;

type LinkTo<Name extends Resource, Cardinality> = {
  [Key in keyof LinksIn<AdminApi, Name>]: LinksIn<AdminApi, Name>[Key] extends { readonly cardinality: Cardinality }
    ? Key
    : never;
}[keyof LinksIn<AdminApi, Name>] &
  string;

type Target<Name extends Resource, Key extends keyof LinksIn<AdminApi, Name>> = TargetOf<
  AdminApi,
  LinksIn<AdminApi, Name>[Key]
>;

const prefix = '/api/rest/admin';

/** The records of one sort on the admin API, where relationships have addresses of their own. */
export class AdminCollection<Name extends Resource> extends WritableCollection<AdminApi, Name> {
  /** The record that a to-one relationship leads to, or null. */
  one<
    const Key extends LinkTo<Name, 'one'>,
    const Path extends IncludePath<AdminApi, Target<Name, Key>> = never,
    const Requested extends Fields<AdminApi> = Nothing,
  >(
    id: string | number,
    relationship: Key,
    options: GetOptions<AdminApi, Target<Name, Key>, Path, Requested> = {},
  ): Promise<Loaded<AdminApi, Target<Name, Key>, Path, Requested> | null> {
    const { settings, path } = this.along(id, relationship);
    return readOne(settings, path, options) as Promise<Loaded<AdminApi, Target<Name, Key>, Path, Requested> | null>;
  }

  /** The list that a to-many relationship leads to. */
  many<
    const Key extends LinkTo<Name, 'many'>,
    const Path extends IncludePath<AdminApi, Target<Name, Key>> = never,
    const Requested extends Fields<AdminApi> = Nothing,
    const Chosen extends PageChoice = Nothing,
  >(
    id: string | number,
    relationship: Key,
    options: ListOptions<AdminApi, Target<Name, Key>, Path, Requested, Chosen> = {},
  ): ListRequest<Loaded<AdminApi, Target<Name, Key>, Path, Requested>, TotalOf<Chosen>> {
    const { settings, path } = this.along(id, relationship);
    return readList(settings, path, options);
  }

  private along(id: string | number, key: string): { readonly settings: CollectionSettings; readonly path: string } {
    const { exposure, catalog, path } = this.settings;
    const relationship: ExposedRelationship | undefined = exposure.relationships.find((one) => one.key === key);
    if (relationship === undefined) throw new RangeError(`${exposure.type} have no ${key}`);
    return {
      settings: { ...this.settings, exposure: catalog.target(relationship) },
      path: `${path}/${encodeURIComponent(id)}/${relationship.wireName}`,
    };
  }
}

/** The admin API: one collection per resource, named as the API names it. */
export type AdminClient = {
  readonly [Name in Resource as CollectionOf<AdminApi, Name>]: AdminCollection<Name>;
} & { readonly raw: Raw };

export interface AdminClientOptions extends ClientOptions {
  /** A token, or a name and a password that are exchanged for one, again whenever it has ended. */
  readonly credentials: { readonly token: TokenSource } | { readonly username: string; readonly password: string };
}

/** A client of the admin API. @throws TypeError when the base URL is none */
export const createAdminClient = (options: AdminClientOptions): AdminClient => {
  const connection = connectionOf(options, credentialsOf(options.credentials));
  const catalog = new Catalog(Object.values(adminExposures));
  const collections = catalog.exposures.map((exposure) => {
    const settings = { connection, catalog, exposure, path: `${prefix}/${exposure.path}` };
    return [collectionName(exposure), new AdminCollection(settings)] as const;
  });
  return { ...Object.fromEntries(collections), raw: new Raw(connection) } as unknown as AdminClient;
};

const credentialsOf = (given: AdminClientOptions['credentials']): Credentials => {
  if ('token' in given) return new TokenCredentials('authorization', given.token);
  return new LoginCredentials(logInWith(given));
};

const logInWith =
  (auth: { readonly username: string; readonly password: string }) =>
  async (exchange: Exchange): Promise<Readonly<Record<string, string>>> => {
    const { username, password } = auth;
    const body = JSON.stringify({ auth: { username, password } });
    const { text, requestId } = await exchange({
      method: 'POST',
      url: `${prefix}/auth`,
      body,
      contentType: 'application/json',
    });
    const { jwt } = JSON.parse(text) as { readonly jwt?: unknown };
    if (typeof jwt !== 'string') throw new ServerError('the login gave no token', { requestId });
    return { authorization: jwt };
  };
