import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Issued } from '@org/invoice-domain/testing';
import fc from 'fast-check';
import { faultsOf, ManagedWorld } from './support/managed-world.js';
import { startTestApp, tokens, type TestApp } from './support/test-app.js';
import { runs } from '@org/invoice-domain/testing';

let server: TestApp;
let world: ManagedWorld;

beforeAll(async () => {
  server = await startTestApp();
  world = new ManagedWorld(server);
});

afterAll(() => server.close());

const own = { reseller: 1 };

const add = (...taxes: readonly object[]) => world.post(own, 'taxes', { taxes });

/** An account whose charge of 100 is on its open invoice. */
const charged = async (status: 'opened' | 'blocked' | 'closed'): Promise<Issued> => {
  const issued = await world.issued({ state: 'pending', payment: null });
  await world.rows(`UPDATE charges SET status = 'opened' WHERE id = ${issued.id};
    UPDATE charges SET status = '${status}' WHERE id = ${issued.id}`);
  return issued;
};

const amountsOf = async (issued: Issued): Promise<readonly unknown[]> => [
  ...Object.values(await world.one(issued, 'charges', 'amount', 'taxes_amount')),
  ...Object.values(await world.one(issued, 'invoices', 'charges_amount', 'total')),
  ...Object.values(await world.one(issued, 'accounts', 'balance')),
];

describe('taxes that are added', () => {
  it('are answered as their list, in their order', async () => {
    const { id } = await charged('blocked');
    const answer = await add(
      { charge_id: id, name: 'VAT', description: 'twenty per cent', value: 20 },
      { charge_id: id, name: 'Refund', value: '-0.50' },
    );

    expect(answer.status).toBe(201);
    const { data } = answer.json() as { readonly data: readonly { readonly id: string }[] };
    expect(data).toMatchObject([
      {
        type: 'taxes',
        attributes: { charge_id: id, name: 'VAT', description: 'twenty per cent', value: '20.0' },
        relationships: { charge: { data: { id: String(id), type: 'charges' } } },
      },
      { type: 'taxes', attributes: { charge_id: id, name: 'Refund', description: null, value: '-0.5' } },
    ]);
    const shown = await world.get(own, `taxes/${data[0]?.id ?? ''}`);
    expect(shown.json()).toEqual({ data: data[0] });
  });

  it('raise a blocked charge, its open invoice and at once what the account owes', async () => {
    const issued = await charged('blocked');
    await add(
      { charge_id: issued.id, name: 'VAT', value: 20.25 },
      { charge_id: issued.id, name: 'Toll', value: '0.5' },
    );

    expect(await amountsOf(issued)).toEqual(['120.75', '20.75', '120.75', '120.75', '-120.75']);
    expect(await world.events(issued)).toMatchObject([
      { event: 'taxed', details: { chargeId: issued.id, from: '0', to: '20.75' } },
    ]);
  });

  it('are all added or none', async () => {
    const [one, other] = [await charged('blocked'), await charged('closed')];
    const answer = await add(
      { charge_id: one.id, name: 'VAT', value: 20 },
      { charge_id: other.id, name: 'VAT', value: 20 },
    );

    expect(faultsOf(answer)).toEqual([400, 'CHARGE-0003 /taxes/1/charge_id']);
    expect(await amountsOf(one)).toEqual(['100', '0', '100', '100', '-100']);
    expect(await world.rows(`SELECT FROM taxes WHERE charge_id = ${one.id}`)).toEqual([]);
  });

  it('are added once for each idempotency key', async () => {
    const issued = await charged('blocked');
    const body = { taxes: [{ charge_id: issued.id, name: 'VAT', value: 20 }] };
    const headers = { 'idempotency-key': 'taxes-once' };
    const answers = await Promise.all(Array.from({ length: 20 }, () => world.post(own, 'taxes', body, headers)));

    expect(new Set(answers.map((answer) => `${answer.status} ${answer.body}`)).size).toBe(1);
    expect(await amountsOf(issued)).toEqual(['120', '20', '120', '120', '-120']);
  });

  it('at the same time lose nothing', async () => {
    const [one, other] = [await charged('blocked'), await charged('blocked')];
    const taxes = [one, other].map(({ id }) => ({ charge_id: id, name: 'VAT', value: '0.01' }));
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => add(...(index % 2 === 0 ? taxes : [...taxes].reverse()))),
    );

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    for (const issued of [one, other]) {
      expect(await amountsOf(issued)).toEqual(['100.4', '0.4', '100.40', '100.40', '-100.4']);
    }
  }, 30_000);
});

describe('taxes are refused', () => {
  it('on a charge that does not exist, or is another reseller’s', async () => {
    const { id } = await world.issued({ resellerId: 2, state: 'pending', payment: null });
    const absent = await add({ charge_id: 4711, name: 'VAT', value: 1 });

    expect(faultsOf(absent)).toEqual([400, 'CHARGE-0001 /taxes/0/charge_id']);
    expect((await add({ charge_id: id, name: 'VAT', value: 1 })).body).toBe(absent.body);
  });

  it.each<[string, unknown, readonly unknown[]]>([
    ['without a list', {}, [400, 'INVALID-BODY ']],
    ['with an empty list', { taxes: [] }, [422, 'INVALID-VALUE /taxes']],
    ['with a list of texts', { taxes: ['VAT'] }, [422, 'INVALID-VALUE /taxes']],
    ['without a charge', { taxes: [{ name: 'VAT', value: 1 }] }, [400, 'INVALID-BODY /taxes/0']],
    ['without a value', { taxes: [{ charge_id: 7, name: 'VAT' }] }, [400, 'INVALID-BODY /taxes/0']],
    [
      'with an exponent',
      { taxes: [{ charge_id: 7, name: 'VAT', value: '1e2' }] },
      [422, 'INVALID-VALUE /taxes/0/value'],
    ],
    ['without a name', { taxes: [{ charge_id: 7, name: '', value: 1 }] }, [422, 'INVALID-VALUE /taxes/0/name']],
    [
      'with an unknown member',
      { taxes: [{ charge_id: 7, name: 'VAT', value: 1, rate: 1 }] },
      [400, 'INVALID-BODY /taxes/0/rate'],
    ],
    [
      'that are more than a request may have',
      { taxes: Array.from({ length: 501 }, () => ({})) },
      [422, 'INVALID-VALUE /taxes'],
    ],
  ])('%s', async (_, body, faults) => {
    expect(faultsOf(await world.post(own, 'taxes', body))).toEqual(faults);
  });

  it.each(['sales', 'owner'] as const)('to the role %s', async (role) => {
    const answer = await world.post(own, 'taxes', { taxes: [] }, { 'x-api-token': tokens[role] });

    expect(faultsOf(answer)).toEqual([403, 'FORBIDDEN']);
  });

  it('below the manager’s own reseller, though it is in reach', async () => {
    const { id } = await world.issued({ resellerId: 2, state: 'pending', payment: null });
    const body = { taxes: [{ charge_id: id, name: 'VAT', value: 1 }] };

    expect(faultsOf(await world.post({ reseller: 2 }, 'taxes', body))).toEqual([403, 'FORBIDDEN']);
    expect(faultsOf(await world.post({ reseller: 5 }, 'taxes', body))).toEqual([404, 'RESELLER-NOT-FOUND']);
  });

  it('whatever is sent, and never by a fault of the server', async () => {
    const anyTax = fc.record(
      {
        charge_id: fc.oneof(fc.integer(), fc.jsonValue()),
        name: fc.string(),
        value: fc.oneof(fc.double(), fc.jsonValue()),
      },
      { requiredKeys: [] },
    );
    const anyBody = fc.oneof(fc.record({ taxes: fc.oneof(fc.array(anyTax), fc.jsonValue()) }), fc.jsonValue());
    await fc.assert(
      fc.asyncProperty(anyBody, async (body) => {
        const { status } = await world.post(own, 'taxes', JSON.stringify(body));
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
      }),
      { numRuns: runs(20) },
    );
  }, 60_000);
});
