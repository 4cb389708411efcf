import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { adminRegistry, resellerRegistry } from '@org/invoice-domain';
import { DemoWorld } from '../support/demo-world.js';
import { walkLinks, type Walk } from './link-walk.js';
import { seededIndex } from './random-index.js';
import { say, seed, walkRequests } from './settings.js';

const limits = { requests: walkRequests, milliseconds: 20_000 };

let world: DemoWorld;

beforeAll(async () => {
  world = await DemoWorld.start();
});

afterAll(() => world.stop());

const report = (api: string, { visited, followed }: Walk): void => {
  say(`link walk, ${api} API: seed ${seed}, ${visited} links, ${JSON.stringify(Object.fromEntries(followed))}`);
};

describe('every link that is found by following links is answered with a conforming document', () => {
  it('in the admin API, whose lists have numbered and cursor pages', async () => {
    const paths = [...adminRegistry.exposures].flatMap(({ path, aliases }) => [path, ...aliases]);
    const starts = paths.flatMap((path) =>
      ['page[size]=3', 'page[after]=&page[size]=3', 'page[before]=&page[size]=2'].map(
        (page) => `/api/rest/admin/${path}?${page}`,
      ),
    );

    const walk = await walkLinks(world.admin, starts, seededIndex(seed), limits);

    report('admin', walk);
    // A relationship's own document repeats the two links that led to it.
    expect([...walk.followed.keys()].sort()).toEqual([
      'first',
      'last',
      'next',
      'prev',
      'relationship related',
      'relationship self',
      'resource self',
      'start',
    ]);
  });

  it('in the reseller API, for the own reseller and for those below it', async () => {
    const below = [...resellerRegistry.exposures].filter(({ resource }) => resource !== 'reseller');
    const starts = [1, 2, 5].flatMap((reseller) => [
      `/api/v3/resellers/${reseller}`,
      `/api/v3/resellers/${reseller}/child_resellers?page[size]=2`,
      ...below.flatMap(({ path }) =>
        ['page[size]=3', 'page[after]=&page[size]=3', 'page[before]=&page[size]=2'].map(
          (page) => `/api/v3/resellers/${reseller}/${path}?${page}`,
        ),
      ),
    ]);

    const walk = await walkLinks(world.reseller(), starts, seededIndex(seed), limits);

    report('reseller', walk);
    // Here the first page is known by its link to itself before anything links to it.
    expect([...walk.followed.keys()].sort()).toEqual(['last', 'next', 'prev', 'self', 'start']);
  });
});
