import type { Exposure } from '@org/json-api';
import { addressOf, readAll, recordsIn, sendWrite, type CollectionSettings, type Segments } from '../collection.js';
import type { CallOptions } from '../core/connection.js';
import type { Answer } from '../core/exchange.js';
import { flatBody } from '../document/flat-body.js';
import { documentIn } from '../document/json-api.js';
import { documentOf, resourceObjectOf, type Values } from '../document/writer.js';
import type { WriteOptions } from '../types/write.js';

/** Request of an action. */
interface Request {
  readonly method?: 'POST' | 'PATCH';
  readonly below: Segments;
  /** Members of a record; with `id`, they are changes of that one. */
  readonly values?: Values;
  readonly id?: string | number;
  /** The records that it is about. */
  readonly ids?: readonly (string | number)[];
  readonly reason?: string | undefined;
  /** Resource object of the action's own. */
  readonly sent?: object;
  /** Of the record that comes of it, where it is not one of the collection. */
  readonly resource?: string;
}

/** Sends what an action asks for. */
export const perform = (
  settings: CollectionSettings,
  { method = 'POST', below, values, id, ids, reason, sent }: Request,
  options: WriteOptions,
): Promise<Answer> => {
  const { catalog, exposure } = settings;
  const { type } = exposure;
  const data =
    values === undefined
      ? ids?.map((one) => ({ type, id: String(one) }))
      : resourceObjectOf(catalog, exposure, values, id?.toString());
  const body =
    sent === undefined ? (data ?? reason) && documentOf(data, reason) : flatBody(exposure.wire, { data: sent });
  const write = { method, url: addressOf(settings, below), ...(body && { body }) };
  return sendWrite(settings, write, options);
};

/** @param type of what is answered, where it is not that of the collection */
export const recordOf = async <Item>(
  settings: CollectionSettings,
  request: Request,
  options: WriteOptions,
  type: string = settings.exposure.type,
): Promise<Item> => {
  const { resource } = request;
  const exposure: Exposure =
    resource === undefined ? { ...settings.exposure, type } : settings.catalog.target({ target: resource });
  const [record] = await recordsIn({ ...settings, exposure }, await perform(settings, request, options));
  return record as Item;
};

/** Report of an action that answers no records. */
export const metaOf = async <Meta>(...call: Parameters<typeof perform>): Promise<Meta> =>
  documentIn(await perform(...call), 'meta').meta as Meta;

/** Path below a collection that has no pages. */
export const recordsAt = async <Item>(
  settings: CollectionSettings,
  below: Segments,
  options: object,
): Promise<readonly Item[]> =>
  (await readAll(settings, addressOf(settings, below), options)) as readonly unknown[] as readonly Item[];

/** As `recordsAt`, of one. */
export const recordAt = async <Item>(...reading: Parameters<typeof recordsAt>): Promise<Item> => {
  const [record] = await recordsAt<Item>(...reading);
  return record as Item;
};

/** Sends rows, one JSON object on each line, as the batch of that id. */
export const rowsOf = async <Item>(
  settings: CollectionSettings,
  idempotencyKey: string,
  rows: readonly object[],
  options: CallOptions,
): Promise<Item> => {
  const write = {
    method: 'POST',
    url: settings.path,
    body: rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
    contentType: 'application/x-ndjson',
  } as const;
  const [record] = await recordsIn(settings, await sendWrite(settings, write, { ...options, idempotencyKey }));
  return record as Item;
};
