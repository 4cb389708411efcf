import type { Exposure, Nothing } from '@org/json-api';
import type { Catalog } from './catalog.js';
import type { CallOptions, Connection } from './core/connection.js';
import type { Answer, Outgoing } from './core/exchange.js';
import { ListRequest, type IterationOptions, type Page, type ReadPage } from './core/list-request.js';
import { documentIn, hrefOf, type JsonApiDocument } from './document/json-api.js';
import { RecordReader, type IncludeTree } from './document/reader.js';
import { outcomeOf, type Outcome } from './outcome.js';
import { requestedQuery, type Question } from './query/query-string.js';
import { exposureOf, type ShownResource } from './shown-resource.js';
import { loadTemporal } from './temporal.js';
import type { Api } from './types/api.js';
import type { GetOptions, ListOptions, TotalOf } from './types/options.js';
import type { PageChoice } from './types/query.js';
import type { Fields, IncludePath, Loaded } from './types/record.js';
import type { WriteOptions } from './types/write.js';

/** Services of a client that a collection uses. */
export interface CollectionSettings {
  readonly connection: Connection;
  readonly catalog: Catalog;
  readonly exposure: Exposure;
  /** Path from the root of the server: `/api/rest/admin/invoices`. */
  readonly path: string;
}

/** Details of the answer for a single record. */
export interface AnswerDetails {
  readonly requestId: string | undefined;
  /** The version of the document. */
  readonly etag: string | undefined;
}

const details = new WeakMap<object, AnswerDetails>();

/** The request id and the version that a record came with; undefined for one that was included or listed. */
export const answerOf = (record: object): AnswerDetails | undefined => details.get(record);

/** The records of one sort that an API shows. */
export class Collection<A extends Api, Name extends keyof A> {
  /** The same calls without throwing. */
  readonly try: TryCollection<A, Name> = new TryCollection(this);

  constructor(protected readonly settings: CollectionSettings) {}

  /**
   * One record.
   * @throws NotFoundError, and every other kind of `InvoicesError`
   */
  get<const Path extends IncludePath<A, Name> = never, const Requested extends Fields<A> = Nothing>(
    id: string | number,
    options: GetOptions<A, Name, Path, Requested> = {},
  ): Promise<Loaded<A, Name, Path, Requested>> {
    const path = `${this.settings.path}/${encodeURIComponent(id)}`;
    return readOne(this.settings, path, options) as Promise<Loaded<A, Name, Path, Requested>>;
  }

  /** A list: await it for its first page, iterate over it for all of its records. */
  list<
    const Path extends IncludePath<A, Name> = never,
    const Requested extends Fields<A> = Nothing,
    const Chosen extends PageChoice = Nothing,
  >(
    options: ListOptions<A, Name, Path, Requested, Chosen> = {},
  ): ListRequest<Loaded<A, Name, Path, Requested>, TotalOf<Chosen>> {
    return readList(this.settings, this.settings.path, options);
  }
}

/** A collection whose calls tell what went wrong instead of throwing it. */
export class TryCollection<A extends Api, Name extends keyof A> {
  constructor(private readonly collection: Collection<A, Name>) {}

  /** One record, as `get` of the collection. */
  get<const Path extends IncludePath<A, Name> = never, const Requested extends Fields<A> = Nothing>(
    id: string | number,
    options: GetOptions<A, Name, Path, Requested> = {},
  ): Promise<Outcome<Loaded<A, Name, Path, Requested>>> {
    return outcomeOf(this.collection.get<Path, Requested>(id, options));
  }

  /** The first page of a list. */
  list<
    const Path extends IncludePath<A, Name> = never,
    const Requested extends Fields<A> = Nothing,
    const Chosen extends PageChoice = Nothing,
  >(
    options: ListOptions<A, Name, Path, Requested, Chosen> = {},
  ): Promise<Outcome<Page<Loaded<A, Name, Path, Requested>, TotalOf<Chosen>>>> {
    return outcomeOf(this.collection.list<Path, Requested, Chosen>(options));
  }
}

type Options = Question & CallOptions & IterationOptions;

/** Segments below the path of a collection: ids and words. */
export type Segments = readonly (string | number)[];

export const addressOf = ({ path }: CollectionSettings, below: Segments): string =>
  [path, ...below.map(encodeURIComponent)].join('/');

/** @returns every record of a document that has no pages */
export const readAll = async (
  settings: CollectionSettings,
  path: string,
  options: object,
): Promise<readonly object[]> => {
  const { connection, catalog, exposure } = settings;
  const { query, includes } = requestedQuery(catalog, exposure, options);
  return recordsIn(settings, await connection.send({ method: 'GET', url: path + query }, options), includes);
};

/** @returns the record, or null where there is none: a to-one may lead nowhere */
export const readOne = async (...reading: Parameters<typeof readAll>): Promise<object | null> =>
  (await readAll(...reading))[0] ?? null;

/** Values that a method of its own needs in its query. */
export type Filters = Readonly<Record<string, { toString(): string }>>;

/** What stands below a collection, and is found by values of its own. */
export const reportAt = async <Item>(
  settings: CollectionSettings,
  below: Segments,
  filters: Filters,
  options: CallOptions,
): Promise<Item> => {
  const query = Object.entries(filters).map(
    ([name, value]) => `filter[${name}]=${encodeURIComponent(value.toString())}`,
  );
  const path = [addressOf(settings, below), ...(query.length === 0 ? [] : [query.join('&')])].join('?');
  return (await readOne(settings, path, options)) as Item;
};

/** The same place, where something else is shown. */
export const showing = (settings: CollectionSettings, shown: ShownResource): CollectionSettings => ({
  ...settings,
  exposure: exposureOf(settings.exposure.wire, shown),
});

/** Sends a write under a key that is made once: a second attempt must be known as the same write. */
export const sendWrite = (
  { connection }: CollectionSettings,
  write: Outgoing,
  options: WriteOptions,
): Promise<Answer> => {
  const { idempotencyKey = crypto.randomUUID(), ifMatch } = options;
  return connection.send({ ...write, idempotencyKey, ifMatch }, options);
};

/** @returns what the write made or left: one record, unless it was a write of many */
export const written = async (
  settings: CollectionSettings,
  ...write: readonly [write: Outgoing, options: WriteOptions]
): Promise<readonly object[]> => recordsIn(settings, await sendWrite(settings, ...write));

/** The records of an answer, each with what came with it. */
export const recordsIn = async (
  { catalog, exposure }: CollectionSettings,
  answer: Answer,
  includes: IncludeTree = new Map(),
): Promise<readonly object[]> => {
  const records = new RecordReader(catalog, exposure, includes).read(await readable(answer));
  const { requestId, etag } = answer;
  for (const record of records) details.set(record, { requestId, etag });
  return records;
};

/** Reads a list, with options whose types were checked by the caller. */
export const readList = <Item, Total extends number | undefined>(
  { connection, catalog, exposure }: CollectionSettings,
  path: string,
  given: object,
): ListRequest<Item, Total> => {
  const options: Options = given;
  const { query, includes } = requestedQuery(catalog, exposure, { ...options, page: wirePage(options.page) });
  const reader = new RecordReader(catalog, exposure, includes);
  const read = async (link: string | undefined): Promise<ReadPage<Item, Total>> => {
    const answer = await connection.send({ method: 'GET', url: link ?? path + query }, options);
    const document = await readable(answer);
    return {
      items: reader.read(document) as readonly Item[],
      total: document.meta?.[exposure.wire.totalMember] as Total,
      requestId: answer.requestId,
      next: hrefOf(document.links?.['next']),
    };
  };
  return new ListRequest(read, options);
};

/** Pages follow each other by cursor unless one was asked for by its number: then nothing is lost while records are added. */
const wirePage = (page: Question['page'] = {}): NonNullable<Question['page']> => {
  const isNumbered = 'number' in page;
  return isNumbered || 'after' in page || 'before' in page ? page : { after: '', ...page };
};

const readable = async (answer: Answer): Promise<JsonApiDocument> => {
  await loadTemporal();
  return documentIn(answer);
};
