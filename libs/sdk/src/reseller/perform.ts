import { addressOf, reportAt, written, type CollectionSettings, type Filters, type Segments } from '../collection.js';
import type { CallOptions } from '../core/connection.js';
import { dataUrlOf } from '../document/data-url.js';
import { flatBody } from '../document/flat-body.js';
import type { WriteOptions } from '../types/write.js';

/** A file as it was sent, or the link that was sent instead. */
export type FileOrLink =
  { readonly file: Blob; readonly link?: undefined } | { readonly link: string; readonly file?: undefined };

/** Request of an action. */
interface Request {
  readonly method: 'POST' | 'PATCH';
  readonly below: Segments;
  readonly members: object;
  /** Of the records that come of it, where they are not those of the collection. */
  readonly resource?: string;
}

/** Files become text: base64 with their media type. */
const sendable = async (value: unknown): Promise<unknown> => {
  if (value instanceof Blob) return dataUrlOf(value);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const members = Object.entries(value).map(async ([name, member]) => [name, await sendable(member)] as const);
  return Object.fromEntries(await Promise.all(members));
};

/** Sends the request of an action and reads the answered records. */
export const recordsOf = async <Item>(
  settings: CollectionSettings,
  { method, below, members, resource }: Request,
  options: WriteOptions,
): Promise<readonly Item[]> => {
  const exposure = resource === undefined ? settings.exposure : settings.catalog.target({ target: resource });
  const body = flatBody(exposure.wire, (await sendable(members)) as object);
  const write = { method, url: addressOf(settings, below), body };
  return (await written({ ...settings, exposure }, write, options)) as readonly unknown[] as readonly Item[];
};

/** As `recordsOf`, for an action that leaves one record. */
export const recordOf = async <Item>(...call: Parameters<typeof recordsOf>): Promise<Item> => {
  const [record] = await recordsOf<Item>(...call);
  return record as Item;
};

/** A record that stands below a collection. */
export const recordAt = <Item>(
  settings: CollectionSettings,
  below: Segments,
  options: CallOptions,
  filters: Filters = {},
): Promise<Item> => reportAt(settings, below, filters, options);

/** A file, whose `type` is the media type that it came with. */
export const fileAt = async (settings: CollectionSettings, below: Segments, options: CallOptions): Promise<Blob> => {
  let file = new Blob([]);
  const read = async (answer: Response): Promise<string> => {
    file = await answer.blob();
    return '';
  };
  await settings.connection.send({ method: 'GET', url: addressOf(settings, below), read }, options);
  return file;
};

/** A file, or the link that was sent instead. */
export const fileOrLinkAt = async (...call: Parameters<typeof fileAt>): Promise<FileOrLink> => {
  const file = await fileAt(...call);
  // RFC 2483: the server does not redirect, as the token would go along.
  return file.type === 'text/uri-list' ? { link: (await file.text()).trim() } : { file };
};
