import type { Page } from '../query/page.js';

/** A query's names and values, without those of paging. */
export type RepeatedParameters = readonly (readonly [string, string])[];

/** The places around a cursor page that can be gone to. */
export interface Neighbours {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

type Link = readonly [name: string, url: string | null];

const standsForItself = /^[\w.~-]*$/;

/** Letters, digits and `_.-~` stand for themselves, a space is a plus: the encoding of HTML forms, as Yeti sends it. */
const formEncoded = (text: string): string =>
  standsForItself.test(text)
    ? text
    : encodeURIComponent(text)
        .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
        .replaceAll('%20', '+');

/** The members of `page` in a link: `number`, `size`, `after`, `before`, `total`. */
type PageMembers = Readonly<Record<string, string | number>>;

/** Gives the URL of any page of a list; the pairs are sorted as they are encoded, as in Yeti. */
const pageUrls = (url: string, repeated: RepeatedParameters): ((page: PageMembers) => string) => {
  const common = repeated.map(([name, value]) => `${formEncoded(name)}=${formEncoded(value)}`);
  return (page) => {
    const own = Object.entries(page).map(([member, value]) => `page%5B${member}%5D=${formEncoded(String(value))}`);
    return `${url}?${[...common, ...own].sort().join('&')}`;
  };
};

export const numberedLinks = (
  url: string,
  repeated: RepeatedParameters,
  { number, size }: Extract<Page, { kind: 'numbered' }>,
  total: number,
): readonly Link[] => {
  const last = Math.max(1, Math.ceil(total / size));
  const urlOf = pageUrls(url, repeated);
  const to = (page: number): string => urlOf({ number: page, size });
  return [
    ['first', to(1)],
    ...(number > 1 ? [['prev', to(number - 1)] as const] : []),
    ...(number < last ? [['next', to(number + 1)] as const] : []),
    ['last', to(last)],
  ];
};

const membersOf = ({ size, counted }: Extract<Page, { kind: 'cursor' }>): PageMembers => ({
  size,
  ...(counted && { total: 'true' }),
});

/** The cursor pagination profile asks for both, null where there is nothing. */
export const cursorLinks = (
  url: string,
  repeated: RepeatedParameters,
  page: Extract<Page, { kind: 'cursor' }>,
  { before, after }: Neighbours,
): readonly Link[] => {
  const urlOf = pageUrls(url, repeated);
  const members = membersOf(page);
  return [
    ['prev', before === undefined ? null : urlOf({ before, ...members })],
    ['next', after === undefined ? null : urlOf({ after, ...members })],
  ];
};

/** The URL of the page itself. */
export const selfLink = (url: string, repeated: RepeatedParameters, page: Page): Link => {
  const own: PageMembers =
    page.kind === 'numbered'
      ? { number: page.number, size: page.size }
      : { [page.direction]: page.cursor, ...membersOf(page) };
  return ['self', pageUrls(url, repeated)(own)];
};

export const linksText = (links: readonly Link[]): string =>
  `{${links.map(([name, url]) => `"${name}":${JSON.stringify(url)}`).join(',')}}`;
