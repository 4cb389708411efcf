import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AuthenticationError,
  createAdminClient,
  createResellerClient,
  Decimal,
  EtagCache,
  NotFoundError,
  ValidationError,
  type AdminClient,
  type Page,
  type ResellerClient,
} from '@org/sdk';
import { demoCredentials } from '@org/tools/demo';
import { DemoWorld } from '../support/demo-world.js';
import { WatchedFetch } from './watched-fetch.js';

let world: DemoWorld;
let admin: AdminClient;
let reseller: ResellerClient;

beforeAll(async () => {
  world = await DemoWorld.start();
  admin = createAdminClient({ baseUrl: world.origin, credentials: demoCredentials.admin });
  reseller = createResellerClient({ baseUrl: world.origin, token: demoCredentials.resellerToken, resellerId: 1 });
});

afterAll(() => world.stop());

const failureOf = (work: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(work).then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a client of the admin API', () => {
  it('logs in by name and password once for all calls', async () => {
    const watched = new WatchedFetch();
    const client = createAdminClient({
      baseUrl: world.origin,
      credentials: demoCredentials.admin,
      fetch: watched.fetch,
    });
    const [invoice] = await Promise.all([client.invoices.get(18), client.accounts.get(74)]);

    expect(invoice).toMatchObject({ reference: '18', state: 'approved', account: { type: 'accounts', id: '74' } });
    expect(watched.statuses.toSorted()).toEqual([200, 200, 201]);
  });

  it('says that a password is wrong, as the API does', async () => {
    const credentials = { ...demoCredentials.admin, password: 'no' };
    const client = createAdminClient({ baseUrl: world.origin, credentials });
    const error = await failureOf(client.invoices.get(18));

    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({ status: 401, message: 'Incorrect login or password.' });
  });

  it('says what is not there, as the API does', async () => {
    const error = await failureOf(admin.invoices.get(999_999));

    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({
      status: 404,
      message: 'The record identified by 999999 could not be found.',
      requestId: expect.any(String) as unknown,
      errors: [{ status: '404', code: '404', title: 'Record not found' }],
    });
  });

  it('says what is wrong with a request, as the API does', async () => {
    const error = await failureOf(admin.invoices.list({ filter: { startsAt: { gteq: 'yesterday' } } }));

    expect(error).toBeInstanceOf(ValidationError);
    expect(error).toMatchObject({ status: 400, message: 'yesterday is not a valid value for start_date_gteq.' });
  });

  it('hands such errors out without throwing, too', async () => {
    const missing = await admin.invoices.try.get(999_999);
    const found = await admin.invoices.try.get(18);

    expect(missing.data).toBeUndefined();
    expect(missing.error).toBeInstanceOf(NotFoundError);
    expect(found).toMatchObject({ data: { id: '18' }, error: undefined });
  });

  it('goes along relationships to one and to many', async () => {
    const { account } = await admin.invoices.get(18, { include: ['account.contractor'] });

    expect(await admin.invoices.one(18, 'account', { include: ['contractor'] })).toEqual(account);
    expect(await admin.accounts.one(74, 'invoiceTemplate')).toBeNull();

    const [{ id } = { id: '' }] = (await admin.invoiceOriginatedNetworks.list({ include: ['invoice'] })).items.map(
      ({ invoice }) => ({ id: invoice?.id ?? '' }),
    );
    const { originatedNetworks } = await admin.invoices.get(id, { include: ['originatedNetworks'] });
    const lines = await admin.invoices.many(id, 'originatedNetworks').toArray({ limit: 1_000 });
    expect(lines.map((line) => line.id)).toEqual(originatedNetworks.map((line) => line.id));
    expect(lines[0]?.amount).toBeInstanceOf(Decimal);
  });

  it('is sent a record again only when it has changed', async () => {
    const watched = new WatchedFetch();
    const client = createAdminClient({
      baseUrl: world.origin,
      credentials: { token: world.adminToken },
      cache: new EtagCache(),
      fetch: watched.fetch,
    });
    const [first, second] = [await client.invoices.get(18), await client.invoices.get(18)];

    expect(watched.statuses).toEqual([200, 304]);
    expect(second).toEqual(first);
  });
});

describe('a client of the reseller API', () => {
  it('reads an invoice with what is on it', async () => {
    const { total, charges, subscriptions } = await reseller.invoices.get(3973, {
      include: ['charges', 'subscriptions'],
    });

    expect(Decimal.sum(charges.map(({ amount }) => amount)).equals(total)).toBe(true);
    expect(subscriptions.map(({ id }) => id)).toEqual(['3007572', '3007576']);
  });

  it('looks into the resellers below, and no others', async () => {
    const names: string[] = [];
    for await (const { id } of reseller.childResellers()) names.push((await reseller.of(id).reseller()).name);

    expect(names).toHaveLength(8);
    expect(await failureOf(reseller.of(10).invoices.list())).toBeInstanceOf(NotFoundError);
  });

  it('says that a token is wrong', async () => {
    const client = createResellerClient({ baseUrl: world.origin, token: 'no', resellerId: 1 });

    expect(await failureOf(client.reseller())).toBeInstanceOf(AuthenticationError);
  });
});

describe('every collection', () => {
  interface Listable {
    list(options: { readonly page: { readonly size: number; readonly total: true } }): PromiseLike<Page<unknown>>;
  }

  /** Time zones are listed, too, but have no pages. */
  const isListable = (member: unknown): member is Listable =>
    typeof member === 'object' && member !== null && 'list' in member && 'try' in member;

  const countsIn = async (client: AdminClient | ResellerClient): Promise<Readonly<Record<string, number>>> => {
    const counts: Record<string, number> = {};
    for (const [name, collection] of Object.entries(client) as readonly (readonly [string, unknown])[]) {
      if (!isListable(collection)) continue;
      const { items, total } = await collection.list({ page: { size: 1_000, total: true } });
      expect([name, items.length]).toEqual([name, Math.min(total ?? 0, 1_000)]);
      counts[name] = items.length;
    }
    return counts;
  };

  it('of the admin API is read', async () => {
    const counts = await countsIn(admin);

    expect(Object.keys(counts)).toHaveLength(42);
    expect(Object.keys(counts).filter((name) => counts[name] === 0)).toEqual([
      'failedJobs',
      'parkedSales',
      'usageRevisions',
    ]);
  });

  it('of the reseller API is read', async () => {
    const counts = await countsIn(reseller);

    expect(Object.keys(counts)).toHaveLength(11);
    expect(Object.keys(counts).filter((name) => counts[name] === 0)).toEqual([]);
  });
});
