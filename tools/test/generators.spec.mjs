import { beforeAll, describe, expect, it } from '@jest/globals';
import trees from 'nx/src/generators/tree.js';
import { root } from '../ensure-installed.mjs';
import { writeAction } from '../generators/action/generator.mjs';
import { writeResource } from '../generators/resource/generator.mjs';
import { writeRegistries } from '../generators/source/finish.mjs';
import { pluralOf } from '../generators/source/words.mjs';
import { faultsIn } from './support/compiled.mjs';

const domain = 'libs/invoice-domain/src';

const isGenerated = ({ path }) => path.endsWith('.generated.ts');
const isTest = ({ path }) => /spec\.ts$|\/test\//.test(path);

/** Changes that generators make in this workspace, one after the other, in memory and unformatted. */
const changesBy = (...calls) => {
  const tree = new trees.FsTree(root, false);
  for (const [write, options] of calls) write(tree, options);
  return tree.listChanges();
};

/** Paths, without the moments in the names of migrations. */
const pathsOf = (changes) => changes.map(({ path }) => path.replace(/\d{13}/, '<milliseconds>')).sort();

/** The files that a person would have written or edited, besides tests, and the tests. */
const byHand = (changes) => pathsOf(changes.filter((one) => !isGenerated(one) && !isTest(one)));
const tests = (changes) => pathsOf(changes.filter(isTest));

/** The files that compile only if every declaration has what it needs: they are total over registries. */
const tables = [
  `${domain}/ledger/postgres/readers.ts`,
  'apps/api/src/admin/actions/admin-handlers.ts',
  'apps/api/src/reseller/actions/reseller-handlers.ts',
];

/** Errors of the compiler for the workspace with all changes but one. */
function faultsOf(changes, omitted) {
  const tree = new trees.FsTree(root, false);
  for (const { path, content } of changes) if (path !== omitted) tree.write(path, content);
  writeRegistries(tree);
  const written = tree
    .listChanges()
    .map(({ path }) => path)
    .filter((path) => path.endsWith('.ts'));
  const ofDomain = written.filter((path) => path.startsWith(domain));
  return faultsIn(tree, [...new Set([...ofDomain, ...tables, ...written])]);
}

const firstFaultWithout = (changes, path) => faultsOf(changes, path).next().value;

const confirm = {
  name: 'confirm-correction',
  api: 'reseller',
  context: 'subscription-billing',
  resource: 'resellerCorrection',
  right: 'decide-correction',
};

const archive = { name: 'archive-network', api: 'admin', context: 'catalog', resource: 'adminNetwork' };

const priceList = { name: 'price-list', context: 'catalog' };

const rateCard = { name: 'rate-card', context: 'subscription-billing', api: 'reseller' };

describe('what the generators write', () => {
  it('compiles', () => {
    const changes = changesBy(
      [writeAction, confirm],
      [writeAction, archive],
      [writeResource, priceList],
      [writeResource, rateCard],
    );
    expect([...faultsOf(changes)]).toEqual([]);
  }, 120_000);
});

describe('the generator of actions', () => {
  let changes;

  beforeAll(() => {
    changes = changesBy([writeAction, confirm]);
  });

  it('writes four files for the reseller API, and the spec of the use case', () => {
    expect(byHand(changes)).toEqual([
      'apps/api/src/reseller/actions/reseller-handlers.ts',
      `${domain}/subscription-billing/confirm-correction.action.ts`,
      `${domain}/subscription-billing/confirm-correction.ts`,
      `${domain}/subscription-billing/postgres/confirm-correction-ledger.ts`,
    ]);
    expect(tests(changes)).toEqual([`${domain}/subscription-billing/confirm-correction.spec.ts`]);
  });

  it('writes four files for the admin API', () => {
    expect(byHand(changesBy([writeAction, archive]))).toEqual([
      'apps/api/src/admin/actions/admin-handlers.ts',
      `${domain}/catalog/archive-network.action.ts`,
      `${domain}/catalog/archive-network.ts`,
      `${domain}/catalog/postgres/archive-network-ledger.ts`,
    ]);
  });

  it.each([
    ['the declaration', `${domain}/subscription-billing/confirm-correction.action.ts`],
    ['the use case', `${domain}/subscription-billing/confirm-correction.ts`],
    ['the port', `${domain}/subscription-billing/postgres/confirm-correction-ledger.ts`],
    ['the handler', 'apps/api/src/reseller/actions/reseller-handlers.ts'],
  ])('writes what does not compile without %s', (_, path) => {
    expect(pathsOf(changes)).toContain(path);
    expect(firstFaultWithout(changes, path)).toBeDefined();
  });

  it.each([
    ['in the file that is named', { topic: 'charge' }, 'charge-handlers.ts'],
    ['in the file of the resource', { resource: 'resellerPayment', context: 'payments' }, 'payment-handlers.ts'],
    ['in the table of all handlers where there is none', {}, 'reseller-handlers.ts'],
  ])('binds the action %s', (_, options, file) => {
    const bound = changesBy([writeAction, { ...confirm, ...options }]);
    expect(byHand(bound)).toContain(`apps/api/src/reseller/actions/${file}`);
  });

  it.each([
    ['a context that is none', { context: 'shipping' }, 'shipping is no context'],
    ['a context that may not use the resource', { context: 'payments' }, 'payments may not use subscription-billing'],
    ['an exposure that nobody declares', { resource: 'resellerParcel' }, 'declares resellerParcel'],
    ['an exposure of the other API', { api: 'admin' }, 'belongs to the reseller API'],
    ['an action of resellers without a right', { right: undefined }, '--right'],
    ['a file of handlers that is not there', { topic: 'parcel' }, 'there is no apps/api/src/reseller/actions/parcel-'],
    ['a name that is taken', { name: 'decide-correction' }, 'is there already'],
    [
      'records that no entity stores alone',
      { ...archive, context: 'parties', resource: 'adminAccountTerms' },
      'by hand',
    ],
    ['records that name no reseller', { context: 'parties', resource: 'resellerReseller' }, 'has no reseller_id'],
  ])('refuses %s', (_, options, message) => {
    expect(() => changesBy([writeAction, { ...confirm, ...options }])).toThrow(message);
  });
});

describe('the generator of resources', () => {
  const files = (api, context, record) =>
    [
      `docs/wire/${api}.md`,
      `${domain}/${context}/${record}.resource.ts`,
      `${domain}/${context}/${record}.ts`,
      `${domain}/${context}/postgres/${record}.entity.ts`,
      ...(api === 'admin' ? [`${domain}/ledger/admin-rights.ts`] : []),
      `${domain}/ledger/exposures.ts`,
      `${domain}/schema/migrations/<milliseconds>-create-${record}s.ts`,
      `${domain}/testing/sample-ledger.ts`,
      'tools/src/demo/world.ts',
    ].sort();
  let changes;

  beforeAll(() => {
    changes = changesBy([writeResource, rateCard]);
  });

  it('writes nine files for the admin API', () => {
    const ofAll = changesBy([writeResource, priceList]);
    expect(byHand(ofAll)).toEqual(files('admin', 'catalog', 'price-list'));
    expect(tests(ofAll)).toEqual([]);
  });

  it('writes eight files for the reseller API, and rows of the tests that list what resellers see', () => {
    expect(byHand(changes)).toEqual(files('reseller', 'subscription-billing', 'rate-card'));
    expect(tests(changes)).toEqual([
      'apps/api/test/support/tenants.ts',
      `${domain}/ledger/manager-rights.spec.ts`,
      `${domain}/ledger/postgres/references.int-spec.ts`,
    ]);
  });

  it.each([
    ['the record', `${domain}/subscription-billing/rate-card.ts`],
    ['the entity', `${domain}/subscription-billing/postgres/rate-card.entity.ts`],
    ['the resource', `${domain}/subscription-billing/rate-card.resource.ts`],
  ])('writes what does not compile without %s', (_, path) => {
    expect(pathsOf(changes)).toContain(path);
    expect(firstFaultWithout(changes, path)).toBeDefined();
  });

  it.each([
    ['price-list', 'price-lists'],
    ['company', 'companies'],
    ['address-class', 'address-classes'],
  ])('speaks of many as a person would: %s, %s', (one, many) => {
    expect(pluralOf(one)).toBe(many);
  });

  it('refuses a record that is there already', () => {
    expect(() => changesBy([writeResource, { name: 'currency', context: 'catalog' }])).toThrow('is there already');
  });
});
