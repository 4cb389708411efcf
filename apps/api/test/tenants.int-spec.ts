import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '@org/tools/testing';
import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { idsOf, TenantRequests, comparable, type Ids, type Route } from './support/tenant-requests.js';
import {
  absentId,
  always,
  forest,
  includesOf,
  pairOf,
  preconditions,
  relations,
  type Relation,
} from './support/tenant-arbitraries.js';
import { isWithin, Tenants, type Tenant } from './support/tenants.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { medianOf, ratioOf } from './support/timing.js';
import { runs } from '@org/invoice-domain/testing';

let server: TestApp;
let tenants: Tenants;
let requests: TenantRequests;

type Kin = 'root' | 'child' | 'grandchild' | 'stranger';

const kin = (): Readonly<Record<Kin, Tenant>> => {
  const [root, child, grandchild, stranger] = tenants.all;
  if (!root || !child || !grandchild || !stranger) throw new Error('they are always there');
  return { root, child, grandchild, stranger };
};

/** Seed of the trees, for repeating a run. */
const seed = randomInt(2 ** 31);

/** Milliseconds: a busy machine may take its time. */
const patience = 120_000;

beforeAll(async () => {
  server = await startTestApp();
  tenants = new Tenants(server);
  for (const sprouts of [always, ...fc.sample(forest, { numRuns: runs(1), seed })]) await tenants.plant(sprouts);
  requests = await TenantRequests.of(server);
}, patience);

afterAll(() => server.close());

/** A shrunk counterexample would be no clearer: the one that is found names its request. */
const settings = { numRuns: runs(2), endOnFailure: true };

/** One of a reseller's three managers. */
const anyManager = fc.constantFrom(0, 1, 2);

const isWrite = ({ method }: Route): boolean => method !== 'GET' && method !== 'HEAD';

/** Asks for what somebody else has and for what nobody has; both have to be told the same, and nothing may happen. */
const expectAlike = async (
  route: Route,
  [other, absent]: readonly [number, number],
  ask: (id: number) => Promise<Answer>,
  before?: object,
): Promise<Answer> => {
  const question = `${route.method} ${route.path} of ${other}`;
  const [one, none] = await Promise.all([ask(other), ask(absent)]);
  expect({ question, ...comparable(one, other) }).toEqual({ question, ...comparable(none, absent) });
  const after = isWrite(route) ? await tenants.digest() : before;
  expect({ question, rows: after }).toEqual({ question, rows: before });
  return one;
};

/** The comparable refusal, or only the status of a success, since a repeated creation has another id. */
const refusalOf = (answer: Answer, own: number): unknown =>
  answer.status < 400 ? answer.status : comparable(answer, own);

/** Resellers below are none of a reseller's own records, and the allocation with the id of all others is one to the invoice. */
const filtersOfRecords = ({ path, filters }: Route): readonly string[] => {
  if (path.endsWith('/child_resellers')) return [];
  return path.endsWith('/{charge_id}/allocations') ? filters.filter((filter) => filter !== 'filter[id]') : filters;
};

const replacing =
  (ids: Ids, place: string, id: number): Ids =>
  (one) =>
    one === place ? id : ids(one);

describe(`between the resellers of random trees (seed ${seed})`, () => {
  it(
    'every method of the API is known, and finds what its own reseller has',
    async () => {
      expect(requests.routes.filter(isWrite)).not.toEqual([]);
      for (const tenant of tenants.all.slice(0, 4)) {
        for (const route of requests.routes.filter((one) => !isWrite(one))) {
          const ids = idsOf(tenant, route);
          expect([route.path, (await requests.send(tenant.tokens[0], route, ids)).status]).toEqual([route.path, 200]);
          for (const filter of filtersOfRecords(route)) {
            const own = filter.includes('reseller_id') ? tenant.id : tenant.records.open;
            const found = await requests.send(tenant.tokens[0], route, ids, { query: [`${filter}=${own}`] });
            expect([route.path, filter, found.body]).toEqual([
              route.path,
              filter,
              expect.stringMatching(/^(\{"data":\[\{|$)/),
            ]);
          }
        }
      }
    },
    patience,
  );

  it.each(['a reseller above', 'a reseller of another branch or tree'] as const)(
    '%s is as good as none, whatever is asked of it',
    async (relation) => {
      const draw = fc.tuple(pairOf(tenants.all, relation), absentId, anyManager, preconditions, fc.boolean());
      await fc.assert(
        fc.asyncProperty(draw, async ([[caller, other], absent, manager, headers, isTheirs]) => {
          const before = await tenants.digest();
          for (const route of requests.routes) {
            const owner = isTheirs ? other : caller;
            const own = owner.records[route.purpose];
            const ask = (id: number): Promise<Answer> => {
              const ids = replacing(idsOf(owner, route), 'reseller_id', id);
              return requests.send(caller.tokens[manager], route, ids, { own, headers });
            };
            const answer = await expectAlike(route, [other.id, absent], ask, before);
            expect([403, 404]).toContain(answer.status);
          }
        }),
        settings,
      );
    },
    patience,
  );

  it.each(Object.keys(relations) as Relation[])(
    'a record of %s is as good as none',
    async (relation) => {
      const draw = fc.tuple(pairOf(tenants.all, relation), absentId, anyManager, preconditions, fc.boolean());
      await fc.assert(
        fc.asyncProperty(draw, async ([[reached, other], absent, manager, headers, isFromAbove]) => {
          const caller = isFromAbove ? (reached.parent ?? reached) : reached;
          const before = await tenants.digest();
          for (const route of requests.routes) {
            const own = other.records[route.purpose];
            for (const [index, place] of route.places.entries()) {
              // What stands before the place leads to it, what stands behind it is the other's.
              const ids: Ids = (one) => {
                const isBefore = one === 'reseller_id' || route.places.indexOf(one) < index;
                return idsOf(isBefore ? reached : other, route)(one);
              };
              const ask = (id: number): Promise<Answer> =>
                requests.send(caller.tokens[manager], route, replacing(ids, place, id), { own, headers });
              const answer = await expectAlike(route, [own, absent], ask, before);
              expect([403, place === route.write?.names ? 400 : 404]).toContain(answer.status);
            }
          }
        }),
        settings,
      );
    },
    patience,
  );

  it.each(Object.keys(relations) as Relation[])(
    'filters by ids of %s find what filters by ids of nothing find',
    async (relation) => {
      const draw = fc.tuple(pairOf(tenants.all, relation), absentId, anyManager, fc.boolean());
      await fc.assert(
        fc.asyncProperty(draw, async ([[reached, other], absent, manager, isBesideOwn]) => {
          for (const route of requests.routes) {
            for (const filter of route.filters) {
              const isReseller = /reseller_id|parent_id/.test(filter) || route.path.endsWith('/child_resellers');
              // A list of what is below says whose children there are; that much of the tree is the caller's.
              if (isReseller && isWithin(other, reached)) continue;
              const [own, foreign] = [reached, other].map(({ id, records }) => (isReseller ? id : records.open));
              await expectAlike(route, [Number(foreign), absent], (id) =>
                requests.send(reached.tokens[manager], route, idsOf(reached, route), {
                  query: [`${filter}=${isBesideOwn ? `${own},` : ''}${id}`],
                }),
              );
            }
          }
        }),
        settings,
      );
    },
    patience,
  );

  it(
    'no answer shows what another reseller has, whatever it includes',
    async () => {
      const route = fc.constantFrom(...requests.routes.filter(({ method }) => method === 'GET'));
      const draw = fc.tuple(
        fc.constantFrom(...tenants.all),
        route.chain((one) => fc.tuple(fc.constant(one), includesOf(one))),
      );
      await fc.assert(
        fc.asyncProperty(draw, async ([tenant, [one, includes]]) => {
          const query = includes.length === 0 ? [] : [`include=${includes.join(',')}`];
          const { status, body } = await requests.send(tenant.tokens[0], one, idsOf(tenant, one), { query });
          const below = one.path.endsWith('/child_resellers')
            ? tenants.all.filter((other) => isWithin(other, tenant))
            : [];
          const shown = [tenant, tenant.parent, ...below].map((other) => other?.id);
          const allowed = new Set([...shown, ...Object.values(tenant.records)].map(String));
          const strange = (body.match(/\b\d{7}\b/g) ?? []).filter((id) => !allowed.has(id));
          const question = [one.path, includes];
          expect({ question, status, strange }).toEqual({ question, status: 200, strange: [] });
        }),
        { numRuns: runs(40), endOnFailure: true },
      );
    },
    patience,
  );

  it(
    'to find nothing of another reseller takes as long as to find nothing at all',
    async () => {
      const { grandchild, stranger } = kin();
      const measured = [
        'GET /resellers/{reseller_id}',
        'GET /resellers/{reseller_id}/invoices/{invoice_id}',
        'POST /resellers/{reseller_id}/invoices/{invoice_id}/approve',
      ];
      const routes = requests.routes.filter(({ method, path }) => measured.includes(`${method} ${path}`));
      expect(routes).toHaveLength(measured.length);
      for (const route of routes) {
        const { path } = route;
        const place = route.places[0] ?? 'reseller_id';
        const of = (id: number) => (): Promise<Answer> =>
          requests.send(grandchild.tokens[0], route, replacing(idsOf(grandchild, route), place, id));
        const foreign = idsOf(stranger, route)(place);
        const ratios: number[] = [];
        for (let round = 0; round < 5; round += 1) ratios.push(await ratioOf(of(foreign), of(7_777_777)));
        expect({ path, factor: Math.abs(Math.log(medianOf(ratios))) < Math.log(2.5) }).toEqual({ path, factor: true });
      }
    },
    patience,
  );

  it(
    'what is written changes the rows of its own reseller alone, and no key of one manager is another’s',
    async () => {
      const { root, child, stranger } = kin();
      for (const route of requests.routes.filter(isWrite)) {
        const own = child.records[route.purpose];
        // Names and numbers that the stranger uses are free.
        const details = { own, others: stranger.records.open };
        const key = `of-the-first-for-${route.path}`;
        const before = await tenants.digest(child);
        const ask = (token: string, one: string): Promise<Answer> =>
          requests.send(token, route, idsOf(child, route), { ...details, headers: { 'idempotency-key': one } });
        const { status } = await ask(child.tokens[0], key);
        expect([route.path, String(status)]).toEqual([route.path, expect.stringMatching(/^20[01]$/)]);
        for (const token of [child.tokens[1], root.tokens[0], stranger.tokens[0]]) {
          const [same, fresh] = [await ask(token, key), await ask(token, `fresh-for-${route.path}`)];
          expect([route.path, same.headers['idempotency-replayed']]).toEqual([route.path, undefined]);
          expect([route.path, refusalOf(same, own)]).toEqual([route.path, refusalOf(fresh, own)]);
        }
        expect([route.path, await tenants.digest(child)]).toEqual([route.path, before]);
      }
    },
    patience,
  );
});
