import { adminWire } from '@org/invoice-domain';
import { adminActing, Batches, batchTypes, Timezones, type AdminBatches } from './admin/actions.generated.js';
import { AdminCollection, type AdminApi, type AdminResource } from './admin/admin-collection.js';
import { adminShown, shownBatch, shownTimezone } from './admin/exposures.generated.js';
import { Catalog } from './catalog.js';
import { connectionOf, type ClientOptions } from './client-options.js';
import type { CollectionSettings } from './collection.js';
import { LoginCredentials, TokenCredentials, type Credentials, type TokenSource } from './core/credentials.js';
import { ServerError } from './core/errors.js';
import type { Exchange } from './core/exchange.js';
import { collectionName } from './query/names.js';
import { Raw } from './raw.js';
import { exposureOf } from './shown-resource.js';
import type { CollectionOf } from './types/api.js';

const prefix = '/api/rest/admin';

type Acting = typeof adminActing;

type CollectionNamed<Name extends AdminResource> = Name extends keyof Acting
  ? InstanceType<Acting[Name]>
  : AdminCollection<Name>;

type CollectionKind = new (settings: CollectionSettings) => object;

/** The admin API: one collection per resource, named as the API names it. */
export type AdminClient = {
  readonly [Name in AdminResource as CollectionOf<AdminApi, Name>]: CollectionNamed<Name>;
} & AdminBatches & { readonly timezones: Timezones; readonly raw: Raw };

export interface AdminClientOptions extends ClientOptions {
  /** A token, or a name and a password that are exchanged for one, again whenever it has ended. */
  readonly credentials: { readonly token: TokenSource } | { readonly username: string; readonly password: string };
}

/** A client of the admin API. @throws TypeError when the base URL is none */
export const createAdminClient = (options: AdminClientOptions): AdminClient => {
  const connection = connectionOf(options, credentialsOf(options.credentials));
  const catalog = new Catalog(adminShown.map((one) => exposureOf(adminWire, one)));
  const kinds: Readonly<Record<string, CollectionKind>> = adminActing;
  const batches = batchTypes.map((type) => exposureOf(adminWire, { ...shownBatch, type }));
  const collections = [
    ...catalog.exposures.map((exposure) => [exposure, kinds[exposure.resource] ?? AdminCollection] as const),
    ...batches.map((exposure) => [exposure, Batches] as const),
    [exposureOf(adminWire, shownTimezone), Timezones] as const,
  ].map(([exposure, Kind]) => {
    const settings = { connection, catalog, exposure, path: `${prefix}/${exposure.path}` };
    return [collectionName(exposure), new Kind(settings)] as const;
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
