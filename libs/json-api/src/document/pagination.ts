import type { Page } from '../query/page.js';

/** A query's names and values, without those of paging. */
export type RepeatedParameters = readonly (readonly [string, string])[];

/** The places around a cursor page that can be gone to. */
export interface Neighbours {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

type Link = readonly [name: string, url: string | null];

/** Letters, digits and `_.-~` stand for themselves, a space is a plus: the encoding of HTML forms, as the original sends it. */
const formEncoded = (text: string): string =>
  encodeURIComponent(text)
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');

const pair = ([name, value]: readonly [string, string]): string => `${formEncoded(name)}=${formEncoded(value)}`;

const urlWith = (url: string, repeated: RepeatedParameters, page: RepeatedParameters): string => {
  const pairs = [...repeated, ...page].map(pair).sort();
  return `${url}?${pairs.join('&')}`;
};

/** Sorted by the encoded pair, as in the original. */
export const numberedLinks = (
  url: string,
  repeated: RepeatedParameters,
  { number, size }: Extract<Page, { kind: 'numbered' }>,
  total: number,
): readonly Link[] => {
  const last = Math.max(1, Math.ceil(total / size));
  const to = (page: number): string =>
    urlWith(url, repeated, [
      ['page[number]', String(page)],
      ['page[size]', String(size)],
    ]);
  return [
    ['first', to(1)],
    ...(number > 1 ? [['prev', to(number - 1)] as const] : []),
    ...(number < last ? [['next', to(number + 1)] as const] : []),
    ['last', to(last)],
  ];
};

/** The cursor pagination profile asks for both, null where there is nothing. */
export const cursorLinks = (
  url: string,
  repeated: RepeatedParameters,
  { size, counted }: Extract<Page, { kind: 'cursor' }>,
  { before, after }: Neighbours,
): readonly Link[] => {
  const common: RepeatedParameters = [
    ['page[size]', String(size)],
    ...(counted ? [['page[total]', 'true'] as const] : []),
  ];
  const to = (member: string, cursor: string | undefined): string | null =>
    cursor === undefined ? null : urlWith(url, repeated, [[member, cursor], ...common]);
  return [
    ['prev', to('page[before]', before)],
    ['next', to('page[after]', after)],
  ];
};

/** The URL of the page itself. */
export const selfLink = (url: string, repeated: RepeatedParameters, page: Page): Link => {
  const own: RepeatedParameters =
    page.kind === 'numbered'
      ? [
          ['page[number]', String(page.number)],
          ['page[size]', String(page.size)],
        ]
      : [
          [`page[${page.direction}]`, page.cursor],
          ['page[size]', String(page.size)],
          ...(page.counted ? [['page[total]', 'true'] as const] : []),
        ];
  return ['self', urlWith(url, repeated, own)];
};

export const linksText = (links: readonly Link[]): string => JSON.stringify(Object.fromEntries(links));
