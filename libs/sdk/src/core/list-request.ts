import { ServerError } from './errors.js';

/** One page of a list. */
export interface Page<Item, Total = number | undefined> {
  readonly items: readonly Item[];
  /** Number of records in the whole list; undefined when they were not counted. */
  readonly total: Total;
  /** Id of the request in the server's log. */
  readonly requestId: string | undefined;
  readonly hasNext: boolean;
  /** The next page; undefined behind the last. */
  next(): Promise<Page<Item, Total> | undefined>;
}

/** A page as it was read, with the link to the next. */
export interface ReadPage<Item, Total> {
  readonly items: readonly Item[];
  readonly total: Total;
  readonly requestId: string | undefined;
  readonly next: string | undefined;
}

/** Reads the page behind a link; the first one when there is none yet. */
export type ReadLink<Item, Total> = (link: string | undefined) => Promise<ReadPage<Item, Total>>;

export interface IterationOptions {
  /** Whether the next page is fetched while the records of this one are handed out: at most one ahead. */
  readonly prefetch?: boolean;
}

/**
 * A list that was asked for: awaited, it is the first page; iterated, it is every record of every page. Nothing is fetched before
 * one of both happens, and a loop that is left fetches no more.
 */
export class ListRequest<Item, Total = number | undefined>
  implements PromiseLike<Page<Item, Total>>, AsyncIterable<Item>
{
  private first: Promise<Page<Item, Total>> | undefined;

  constructor(
    private readonly read: ReadLink<Item, Total>,
    private readonly options: IterationOptions,
  ) {}

  /** The first page, fetched once. */
  then<Fulfilled = Page<Item, Total>, Rejected = never>(
    onFulfilled?: ((page: Page<Item, Total>) => Fulfilled | PromiseLike<Fulfilled>) | null,
    onRejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    return this.firstPage().then(onFulfilled, onRejected);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const { items } of this.pages()) yield* items;
  }

  /** Page by page. @throws ServerError when a page links to one that came before */
  async *pages(): AsyncGenerator<Page<Item, Total>, void, undefined> {
    let page: Page<Item, Total> | undefined = await this.firstPage();
    while (page !== undefined) {
      const ahead: Promise<Page<Item, Total> | undefined> | undefined =
        this.options.prefetch === true && page.hasNext ? page.next() : undefined;
      // A loop that is left ignores the error; one that goes on gets it below.
      ahead?.catch(() => undefined);
      yield page;
      page = await (ahead ?? page.next());
    }
  }

  /** @param limit how many records are taken at most: a list may be longer than memory is large */
  async toArray({ limit }: { readonly limit: number }): Promise<readonly Item[]> {
    const items: Item[] = [];
    if (limit < 1) return items;
    for await (const item of this) {
      items.push(item);
      if (items.length >= limit) break;
    }
    return items;
  }

  private firstPage(): Promise<Page<Item, Total>> {
    return (this.first ??= this.page(undefined, start));
  }

  private async page(link: string | undefined, trail: Trail): Promise<Page<Item, Total>> {
    const { items, total, requestId, next } = await this.read(link);
    let following: Promise<Page<Item, Total>> | undefined;
    return {
      items,
      total,
      requestId,
      hasNext: next !== undefined,
      // Asked for twice at the same time, it is fetched once. Kept for longer, the first page would hold all the others.
      next: async () => {
        if (next === undefined) return undefined;
        if (next === trail.mark) throw new ServerError('the pages of the list lead in a circle');
        return (following ??= this.page(next, behind(trail, next)).finally(() => {
          following = undefined;
        }));
      },
    };
  }
}

/** One link that was followed, remembered for a while: pages that lead in a circle come back to it. However long the list, it is one. */
interface Trail {
  readonly mark: string | undefined;
  /** Pages until another link is remembered, and how many it will be then: ever more, so that no circle is too long. */
  readonly left: number;
  readonly length: number;
}

const start: Trail = { mark: undefined, left: 1, length: 1 };

const behind = ({ mark, left, length }: Trail, link: string): Trail =>
  left > 1 ? { mark, left: left - 1, length } : { mark: link, left: length * 2, length: length * 2 };
