import type { adminBillingExposures, adminExposures, adminInvoiceWrites, adminWrites } from '@org/invoice-domain';
import type { ExposedRelationship, Nothing, WithWrites } from '@org/json-api';
import { readList, readOne, type CollectionSettings } from '../collection.js';
import type { ListRequest } from '../core/list-request.js';
import type { LinksIn, TargetOf } from '../types/api.js';
import type { GetOptions, ListOptions, TotalOf } from '../types/options.js';
import type { PageChoice } from '../types/query.js';
import type { Fields, IncludePath, Loaded } from '../types/record.js';
import { WritableCollection } from '../writable-collection.js';

/** All that the admin API shows, with what can be written of it. */
export type AdminApi = WithWrites<
  typeof adminExposures & typeof adminBillingExposures,
  typeof adminWrites & { readonly invoice: typeof adminInvoiceWrites }
>;

/** The resources of the admin API, by domain name. */
export type AdminResource = keyof AdminApi;

type LinkTo<Name extends AdminResource, Cardinality> = {
  [Key in keyof LinksIn<AdminApi, Name>]: LinksIn<AdminApi, Name>[Key] extends { readonly cardinality: Cardinality }
    ? Key
    : never;
}[keyof LinksIn<AdminApi, Name>] &
  string;

type Target<Name extends AdminResource, Key extends keyof LinksIn<AdminApi, Name>> = TargetOf<
  AdminApi,
  LinksIn<AdminApi, Name>[Key]
>;

/** The records of one sort on the admin API, where relationships have addresses of their own. */
export class AdminCollection<Name extends AdminResource> extends WritableCollection<AdminApi, Name> {
  /** The record that a to-one relationship leads to, or null. */
  one<
    const Key extends LinkTo<Name, 'one'>,
    const Path extends IncludePath<AdminApi, Target<Name, Key>> = never,
    const Asked extends Fields<AdminApi> = Nothing,
  >(
    id: string | number,
    relationship: Key,
    options: GetOptions<AdminApi, Target<Name, Key>, Path, Asked> = {},
  ): Promise<Loaded<AdminApi, Target<Name, Key>, Path, Asked> | null> {
    const { settings, path } = this.along(id, relationship);
    return readOne(settings, path, options) as Promise<Loaded<AdminApi, Target<Name, Key>, Path, Asked> | null>;
  }

  /** The list that a to-many relationship leads to. */
  many<
    const Key extends LinkTo<Name, 'many'>,
    const Path extends IncludePath<AdminApi, Target<Name, Key>> = never,
    const Asked extends Fields<AdminApi> = Nothing,
    const Chosen extends PageChoice = Nothing,
  >(
    id: string | number,
    relationship: Key,
    options: ListOptions<AdminApi, Target<Name, Key>, Path, Asked, Chosen> = {},
  ): ListRequest<Loaded<AdminApi, Target<Name, Key>, Path, Asked>, TotalOf<Chosen>> {
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
