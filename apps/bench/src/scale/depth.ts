import { run, type Run } from '../load.js';
import { ask } from '../same-answer.js';
import type { ServerProcess } from '../server-process.js';
import { spreadOf, type Spread } from '../statistics.js';
import type { Progress } from '../progress.js';

export const depth = 900_000;

const pageSize = 1_000;

/** How much longer a page takes at a depth than at the beginning, as a multiple. */
export const depthRatio = async (
  app: ServerProcess,
  headers: Readonly<Record<string, string>>,
  { pairs, seconds }: { readonly pairs: number; readonly seconds: number },
  progress: Progress,
): Promise<Spread> => {
  const first = '/api/rest/admin/invoices?page[after]=&page[size]=50';
  const deep = `/api/rest/admin/invoices?page[after]=${await cursorAt(app, headers)}&page[size]=50`;
  const measure = async (path: string): Promise<Run> => {
    const result = await run(app, { path, headers, status: 200 }, { seconds });
    progress.passed(seconds, 'cursor pages');
    return result;
  };
  await measure(first);
  await measure(deep);
  const ratios: number[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    const shallow = await measure(first);
    const sunken = await measure(deep);
    ratios.push(shallow.requestsPerSecond / sunken.requestsPerSecond);
  }
  return spreadOf(ratios);
};

/** Goes there as a client would: from link to link. */
const cursorAt = async (app: ServerProcess, headers: Readonly<Record<string, string>>): Promise<string> => {
  let cursor = '';
  for (let seen = 0; seen < depth; seen += pageSize) {
    const path = `/api/rest/admin/invoices?fields[invoices]=state&page[after]=${cursor}&page[size]=${pageSize}`;
    const { links } = JSON.parse((await ask(app, { path, headers })).body) as {
      readonly links: { readonly next: string };
    };
    cursor = encodeURIComponent(new URL(links.next).searchParams.get('page[after]') ?? '');
  }
  return cursor;
};
