import type { Exposure, Nothing } from '@org/json-api';
import type { Catalog } from './catalog.js';
import type { CallOptions, Connection } from './core/connection.js';
import type { Answer, Outgoing } from './core/exchange.js';
import { ListRequest, type IterationOptions, type Page, type ReadPage } from './core/list-request.js';
import { documentIn, hrefOf, type JsonApiDocument } from './document/json-api.js';
import { RecordReader, type IncludeTree } from './document/reader.js';
import { outcomeOf, type Outcome } from './outcome.js';
import { requestedQuery, type Question } from './query/query-string.js';
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

/** @returns the record, or null where there is none: a to-one may lead nowhere */
export const readOne = async (settings: CollectionSettings, path: string, options: object): Promise<object | null> => {
  const { connection, catalog, exposure } = settings;
  const { query, includes } = requestedQuery(catalog, exposure, options);
  const [record = null] = await recordsIn(
    settings,
    includes,
    await connection.send({ method: 'GET', url: path + query }, options),
  );
  return record;
};

/** @returns what the write made or left: one record, unless it was a write of many */
export const written = async (
  settings: CollectionSettings,
  write: Outgoing,
  options: WriteOptions,
): Promise<readonly object[]> => {
  // Made once: a second attempt must be known as the same write.
  const { idempotencyKey = crypto.randomUUID(), ifMatch } = options;
  const answer = await settings.connection.send({ ...write, idempotencyKey, ifMatch }, options);
  return recordsIn(settings, new Map(), answer);
};

const recordsIn = async (
  { catalog, exposure }: CollectionSettings,
  includes: IncludeTree,
  answer: Answer,
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
