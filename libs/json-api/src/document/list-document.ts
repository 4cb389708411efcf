import type { Dialect } from '../dialect.js';
import type { Page } from '../query/page.js';
import type { DocumentText } from './document-text.js';
import {
  cursorLinks,
  linksText,
  numberedLinks,
  selfLink,
  type Neighbours,
  type RepeatedParameters,
} from './pagination.js';

/** Parts of a list document. */
export interface ListParts {
  /** The members `data` and `included` as JSON text. */
  readonly members: DocumentText;
  readonly total: number | undefined;
  readonly neighbours: Neighbours | undefined;
  /** The groups of the totals as JSON text, when they were asked for. */
  readonly totals: string | undefined;
}

/** URL of a list without the query, and the parameters that its links repeat. */
export interface ListAddress {
  readonly url: string;
  readonly repeated: RepeatedParameters;
}

/** The document of a list: data, what it includes, how many there are, and where the other pages are. */
export function* listDocument(
  dialect: Dialect,
  { url, repeated }: ListAddress,
  page: Page,
  { members, total, neighbours, totals }: ListParts,
): DocumentText {
  const links =
    page.kind === 'cursor'
      ? cursorLinks(url, repeated, page, neighbours ?? { before: undefined, after: undefined })
      : numberedLinks(url, repeated, page, total ?? 0);
  const meta = [
    ...(total === undefined ? [] : [`${JSON.stringify(dialect.totalMember)}:${total}`]),
    ...(totals === undefined ? [] : [`"totals":${totals}`]),
  ].join(',');
  const own = dialect.selfLink ? [selfLink(url, repeated, page)] : [];
  yield '{';
  yield* members;
  yield `${meta === '' ? '' : `,"meta":{${meta}}`},"links":${linksText([...own, ...links])}}`;
}
