import { resellerWire } from '@org/invoice-domain';
import { type Nothing } from '@org/json-api';
import { Catalog } from './catalog.js';
import { connectionOf, type ClientOptions } from './client-options.js';
import { Collection, readList, readOne, type CollectionSettings } from './collection.js';
import type { CallOptions, Connection } from './core/connection.js';
import { TokenCredentials, type TokenSource } from './core/credentials.js';
import type { ListRequest } from './core/list-request.js';
import { collectionName } from './query/names.js';
import { Raw } from './raw.js';
import {
  AccountCollection,
  CorrectionCollection,
  ExternalInvoices,
  InvoiceCollection,
  PaymentCollection,
  TaxCollection,
  type ResellerApi,
} from './reseller/actions.generated.js';
import { resellerShown, shownExternalInvoice } from './reseller/exposures.generated.js';
import { exposureOf } from './shown-resource.js';
import type { CollectionOf } from './types/api.js';
import type { ListOptions, TotalOf } from './types/options.js';
import type { PageChoice } from './types/query.js';
import type { Loaded } from './types/record.js';

/** Resellers are addressed by the client itself. */
type Owned = Exclude<keyof ResellerApi, 'reseller'>;

/** Collections with actions. */
const acting = {
  invoice: InvoiceCollection,
  correction: CorrectionCollection,
  payment: PaymentCollection,
  tax: TaxCollection,
  account: AccountCollection,
} as const;

type CollectionNamed<Name extends Owned> = Name extends keyof typeof acting
  ? InstanceType<(typeof acting)[Name]>
  : Collection<ResellerApi, Name>;

type Reseller = Loaded<ResellerApi, 'reseller'>;

/** The reseller API, for one reseller: one collection per resource, named as the API names it. */
export type ResellerClient = {
  readonly [Name in Owned as CollectionOf<ResellerApi, Name>]: CollectionNamed<Name>;
} & {
  /** The closing documents of an account. */
  readonly externalInvoices: (accountId: string | number) => ExternalInvoices;
  /** The reseller itself. */
  readonly reseller: (options?: CallOptions) => Promise<Reseller>;
  /** All resellers below it, however deep. */
  readonly childResellers: <const Chosen extends PageChoice = Nothing>(
    options?: ListOptions<ResellerApi, 'reseller', never, Nothing, Chosen>,
  ) => ListRequest<Reseller, TotalOf<Chosen>>;
  /** The same client for another reseller that the token may look into. */
  readonly of: (resellerId: string | number) => ResellerClient;
  readonly raw: Raw;
};

export interface ResellerClientOptions extends ClientOptions {
  /** The API token of a manager. */
  readonly token: TokenSource;
  /** Reseller of the records: the manager's own, or one below it. */
  readonly resellerId: string | number;
}

/** A client of the reseller API. @throws TypeError when the base URL is none */
export const createResellerClient = (options: ResellerClientOptions): ResellerClient =>
  clientOf(connectionOf(options, new TokenCredentials('x-api-token', options.token)), options.resellerId);

const clientOf = (connection: Connection, resellerId: string | number): ResellerClient => {
  const catalog = new Catalog(resellerShown.map((one) => exposureOf(resellerWire, one)));
  const root = `/api/v3/resellers/${encodeURIComponent(resellerId)}`;
  const settingsOf = (exposure: CollectionSettings['exposure']): CollectionSettings => ({
    connection,
    catalog,
    exposure,
    path: `${root}/${exposure.path}`,
  });
  const reseller = catalog.target({ target: 'reseller' });
  const own = settingsOf(reseller);
  const externalInvoice = exposureOf(resellerWire, shownExternalInvoice);
  const collections = catalog.exposures
    .filter((exposure) => exposure !== reseller)
    .map((exposure) => {
      const kinds: Readonly<Record<string, new (settings: CollectionSettings) => object>> = acting;
      const Kind = kinds[exposure.resource] ?? Collection;
      return [collectionName(exposure), new Kind(settingsOf(exposure))] as const;
    });
  return {
    ...Object.fromEntries(collections),
    reseller: (options: CallOptions = {}) => readOne(own, root, options),
    externalInvoices: (accountId: string | number) =>
      new ExternalInvoices({
        ...settingsOf(externalInvoice),
        path: `${root}/accounts/${encodeURIComponent(accountId)}/${externalInvoice.path}`,
      }),
    childResellers: (options: object = {}) => readList(own, `${root}/child_resellers`, options),
    of: (other: string | number) => clientOf(connection, other),
    raw: new Raw(connection),
  } as unknown as ResellerClient;
};
