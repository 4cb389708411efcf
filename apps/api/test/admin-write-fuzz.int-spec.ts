import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { adminWrites } from '@org/invoice-domain';
import { isRelationship, type Writes } from '@org/json-api';
import fc, { type Arbitrary } from 'fast-check';
import { AdminRequests, type Data } from './support/admin-requests.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { runs } from '@org/invoice-domain/testing';

let server: TestApp;
let admin: AdminRequests;

beforeAll(async () => {
  server = await startTestApp();
  admin = new AdminRequests(server);
});

afterAll(() => server.close());

/** Valid, nearly valid and invalid values of attributes. */
const value: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(
    null,
    true,
    false,
    '',
    ' ',
    '0',
    '1',
    '-1',
    '1.5',
    '1e3',
    '1e999',
    'NaN',
    'Infinity',
    '-',
    'a\0b',
    '\ud800',
  ),
  fc.constantFrom(
    'UTC',
    'Europe/Kyiv',
    'Day',
    'Disabled',
    'x.odt',
    'a@b.test',
    'EUR',
    'UA',
    '2026-04-01',
    '0000-01-01',
  ),
  fc.constantFrom('9999-12-31T23:59:59Z', '+275760-09-13', 'x'.repeat(3000), '9'.repeat(1200), `0.${'1'.repeat(900)}`),
  fc.integer(),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
  fc.double(),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.array(fc.oneof(fc.integer(), fc.string({ maxLength: 3 }), fc.constant(null)), { maxLength: 3 }),
  fc.dictionary(fc.string({ maxLength: 5 }), fc.oneof(fc.integer(), fc.string({ maxLength: 5 })), { maxKeys: 3 }),
);

const id = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('0', '1', '3', '74', '75') },
  { weight: 1, arbitrary: fc.constantFrom('-1', '2147483648', '9'.repeat(18), '9'.repeat(19), 'x', '', null, 1.5) },
);

const writes: readonly Writes[] = Object.values(adminWrites);

const writesAt = (index: number): Writes => {
  const found = writes[index];
  if (found === undefined) throw new RangeError(`nothing is written at ${index}`);
  return found;
};

const requestOf = (index: number): Arbitrary<Data> => {
  const { exposure, create, update } = writesAt(index);
  const members = [...new Map([...(create ?? []), ...(update ?? [])]).values()];
  const attributes = members.filter((one) => !isRelationship(one)).map(({ wireName }) => [wireName, value] as const);
  const relationships = members.filter(isRelationship).map(({ wireName, target }) => {
    const type = fc.constant(writes.find((one) => one.exposure.resource === target)?.exposure.type);
    const linkage = fc.record({ type, id });
    return [
      wireName,
      fc.oneof({ weight: 8, arbitrary: fc.record({ data: linkage }) }, fc.constant(null), value),
    ] as const;
  });
  return fc.record(
    {
      type: fc.oneof({ weight: 9, arbitrary: fc.constant(exposure.type) }, value),
      id,
      attributes: fc.record(Object.fromEntries(attributes), { requiredKeys: [] }),
      relationships: fc.record(Object.fromEntries(relationships), { requiredKeys: [] }),
    },
    { requiredKeys: ['type'] },
  );
};

const request = fc
  .nat({ max: writes.length - 1 })
  .chain((index) => fc.tuple(fc.constant(writesAt(index).exposure.path), requestOf(index)));

const requestsOfEach = runs(200);

/** Milliseconds: a busy machine may take its time. */
const patience = 60_000 + 100 * requestsOfEach;

const conforming = [200, 201, 400, 404, 422];

describe('whatever is written, the server answers in the API’s own words', () => {
  it(
    'to what shall be created',
    async () => {
      await fc.assert(
        fc.asyncProperty(request, async ([path, { type, attributes, relationships }]) => {
          const { status, body } = await admin.post(`/${path}`, { type, attributes, relationships });
          expect([status, body]).toEqual([expect.any(Number), expect.stringMatching(/^\{"(data|errors)":/)]);
          expect(conforming).toContain(status);
        }),
        { numRuns: requestsOfEach },
      );
    },
    patience,
  );

  it(
    'to what shall be changed',
    async () => {
      await fc.assert(
        fc.asyncProperty(request, fc.constantFrom('0', '1', '3', '74', '75'), async ([path, data], target) => {
          const { status, body } = await admin.patch(`/${path}/${target}`, { ...data, id: target });
          expect([status, body]).toEqual([expect.any(Number), expect.stringMatching(/^\{"(data|errors)":/)]);
          expect(conforming).toContain(status);
        }),
        { numRuns: requestsOfEach },
      );
    },
    patience,
  );
});
