import type { ParsedUrlQuery } from 'node:querystring';
import { Refused } from './edge.js';

export interface Page {
  readonly number: number;
  readonly size: number;
}

/** Names and values as they were sent, without those of paging: the links of a list repeat them. */
type Repeated = readonly (readonly [string, string])[];

export interface ListQuery {
  readonly include: readonly string[];
  readonly page: Page;
  readonly repeated: Repeated;
}

export const single = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'object' ? value.at(-1) : value;

const positive = (text: string | undefined, otherwise: number, maximum: number): number => {
  if (text === undefined) return otherwise;
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > maximum) throw new Refused(400);
  return value;
};

export const includesIn = (text: string | undefined, known: ReadonlySet<string>): readonly string[] => {
  if (text === undefined || text === '') return [];
  const names = text.split(',');
  if (!names.every((name) => known.has(name))) throw new Refused(400);
  return names;
};

/** Reads the parameters that the floor serves; any other is refused, as a name nobody knows would be. */
export const listQuery = (query: ParsedUrlQuery, includable: ReadonlySet<string>): ListQuery => {
  const repeated: [string, string][] = [];
  for (const name in query) {
    if (name === 'include') repeated.push([name, single(query[name]) ?? '']);
    else if (name !== 'page[number]' && name !== 'page[size]' && name !== 'token') throw new Refused(400);
  }
  return {
    include: includesIn(single(query['include']), includable),
    page: {
      number: positive(single(query['page[number]']), 1, Number.MAX_SAFE_INTEGER),
      size: positive(single(query['page[size]']), 50, 1_000),
    },
    repeated,
  };
};

const encoded = (text: string): string =>
  encodeURIComponent(text)
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');

/** The links of a page, their parameters in alphabetical order; `include` stands before `page`. */
export const pageLinks = (url: string, repeated: Repeated, { number, size }: Page, total: number): string => {
  const start = `${url}?${repeated.map(([name, value]) => `${name}=${encoded(value)}&`).join('')}page%5Bnumber%5D=`;
  const end = `&page%5Bsize%5D=${size}"`;
  const last = Math.max(1, Math.ceil(total / size));
  return (
    `{"first":"${start}1${end}` +
    (number > 1 ? `,"prev":"${start}${number - 1}${end}` : '') +
    (number < last ? `,"next":"${start}${number + 1}${end}` : '') +
    `,"last":"${start}${last}${end}}`
  );
};
