import { primaryOf, type Document } from './document.js';
import { sortFaults } from './sort-rules.js';
import type { ParsedRequest } from './request.js';

const defaultSize = 50;

const totalMembers = { admin: 'total-count', reseller: 'total_count' } as const;

/** Lists are arrays as long and as ordered as asked, single records are none; lists alone have pages. */
export const pageFaults = (request: ParsedRequest, document: Document): readonly string[] => {
  const { place } = request;
  const isList = Array.isArray(document.data);
  if (place.kind === 'linkage') return [];
  if (place.kind === 'one') return isList ? ['a single record is an object or null'] : [];
  if (place.kind !== 'list') return ['nothing is served here'];
  if (!isList) return ['a list is an array'];
  const rows = primaryOf(document);
  return [
    ...sizeFaults(request, document, rows.length),
    ...linkFaults(request, document),
    ...sortFaults(request, rows),
  ];
};

/** Whether a page begins at a cursor instead of at a number. */
const isCursorPage = ({ query }: ParsedRequest): boolean => query.has('page[after]') || query.has('page[before]');

const sizeOf = ({ query }: ParsedRequest): number => Number(query.get('page[size]') ?? defaultSize);

const sizeFaults = (request: ParsedRequest, { meta, links }: Document, shown: number): readonly string[] => {
  const size = sizeOf(request);
  const total = meta?.[totalMembers[request.api]];
  if (isCursorPage(request)) {
    const isCounted = request.query.get('page[total]') === 'true';
    return [
      ...(shown > size ? [`${shown} rows on a page of ${size}`] : []),
      ...(isCounted === (typeof total === 'number') ? [] : ['a cursor page is counted when it is asked to be']),
      ...(shown < size && links?.['next'] && links['prev'] ? ['a short page stands between two others'] : []),
    ];
  }
  if (typeof total !== 'number') return ['a list says how many records there are'];
  const number = Number(request.query.get('page') ?? request.query.get('page[number]') ?? 1);
  const expected = Math.min(size, Math.max(0, total - (number - 1) * size));
  return shown === expected ? [] : [`page ${number} of ${total} by ${size} shows ${shown} rows`];
};

const linkFaults = (request: ParsedRequest, { links = {} }: Document): readonly string[] => {
  const expected = isCursorPage(request) ? ['prev', 'next'] : ['first', 'prev', 'next', 'last'];
  const mandatory = isCursorPage(request) ? expected : ['first', 'last'];
  const own = request.api === 'reseller' ? ['self'] : [];
  const names = Object.keys(links);
  const allowed = [...own, ...expected].filter(
    (name) => names.includes(name) || mandatory.includes(name) || own.includes(name),
  );
  return [
    ...(allowed.join() === names.join() ? [] : [`a list has the links ${names.join()} instead of ${allowed.join()}`]),
    ...Object.entries(links).flatMap(([name, url]) => (url === null ? [] : queryFaults(request, name, url))),
  ];
};

/** The links of a list repeat the query, all but the page, and are sorted. */
const queryFaults = (request: ParsedRequest, name: string, url: string): readonly string[] => {
  const [path, query = ''] = url.split('?');
  const pairs = query.split('&');
  const isPage = (key: string): boolean => key === 'page' || key.startsWith('page[');
  const repeated = [...new URLSearchParams(query)].filter(([key]) => !isPage(key)).sort();
  const sent = [...request.query].filter(([key]) => !isPage(key) && key !== 'token').sort();
  return [
    ...(path?.startsWith(request.base) === true ? [] : [`${name} leads out of the API`]),
    ...(pairs.join() === [...pairs].sort().join() ? [] : [`the query of ${name} is not sorted`]),
    ...(JSON.stringify(repeated) === JSON.stringify(sent) ? [] : [`${name} does not repeat the query`]),
    ...(/[[\], ]/.test(query) ? [`${name} is not encoded`] : []),
  ];
};
