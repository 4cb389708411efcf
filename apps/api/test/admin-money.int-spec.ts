import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AdminRequests, dataOf, linked, refusalsOf } from './support/admin-requests.js';
import { startTestApp, type TestApp } from './support/test-app.js';

let server: TestApp;
let admin: AdminRequests;

beforeAll(async () => {
  server = await startTestApp();
  admin = new AdminRequests(server);
});

afterAll(() => server.close());

const query = <Row>(sql: string, ...values: readonly unknown[]) =>
  server.database.dataSource.query<readonly Row[]>(sql, [...values]);

let opened = 0;

/** A new account, with a balance. */
const open = async (attributes: object = {}, balance?: string): Promise<string> => {
  opened += 1;
  const externalId = 10_000 + opened;
  const answer = await admin.post('/accounts', {
    type: 'accounts',
    attributes: { name: `account ${opened}`, 'external-id': externalId, ...attributes },
    relationships: linked({ contractor: ['contractors', 1] }),
  });
  if (balance !== undefined) {
    await admin.patch(`/accounts/${externalId}/balance`, {
      type: 'balances',
      id: String(externalId),
      attributes: { balance },
    });
  }
  return dataOf(answer).id;
};

const balanceOf = async (id: string) => dataOf(await admin.get(`/accounts/${id}`)).attributes['balance'];

const scheduleOf = async (id: string) =>
  (
    await query<{ readonly at: string | null; readonly type: string | null }>(
      'SELECT next_invoice_at::text AS at, next_invoice_type AS type FROM accounts WHERE id = $1',
      id,
    )
  )[0];

const change = (id: string, attributes: object) => admin.patch(`/accounts/${id}`, { type: 'accounts', id, attributes });

describe('a new account', () => {
  it('belongs to the root reseller, is kept in its currency and pays afterwards', async () => {
    const id = await open();

    expect(
      await query('SELECT reseller_id, currency, payment_model, time_zone FROM accounts WHERE id = $1', id),
    ).toEqual([{ reseller_id: 1, currency: 'EUR', payment_model: 'postpay', time_zone: 'UTC' }]);
  });

  it('cannot be given a balance', async () => {
    const answer = await admin.post('/accounts', { type: 'accounts', attributes: { name: 'x', balance: '1' } });

    expect(answer.status).toBe(400);
    expect(refusalsOf(answer)).toEqual(['105 | balance is not allowed.']);
  });
});

describe('the schedule of an account', () => {
  // The clock stands at 2026-03-01, a Sunday, noon in UTC.
  it.each([
    [1, 'UTC', '2026-03-02 00:00:00+00', 'autoFull'],
    [2, 'UTC', '2026-03-02 00:00:00+00', 'autoFull'],
    [4, 'America/Los_Angeles', '2026-04-01 07:00:00+00', 'autoFull'],
    [5, 'UTC', '2026-03-02 00:00:00+00', 'autoPartial'],
    [6, 'UTC', '2026-03-02 00:00:00+00', 'autoPartial'],
    [7, 'Europe/Kyiv', '2026-03-15 22:00:00+00', 'autoFull'],
  ])('of period %i in %s begins with the running period', async (period, timezone, at, type) => {
    const id = await open({ 'invoice-period-id': period, timezone });

    expect(await scheduleOf(id)).toEqual({ at, type });
  });

  it('begins when a period is set, changes with it and with the time zone, and ends when it is cleared', async () => {
    const id = await open();
    expect(await scheduleOf(id)).toEqual({ at: null, type: null });

    await change(id, { 'invoice-period-id': 4 });
    expect(await scheduleOf(id)).toEqual({ at: '2026-04-01 00:00:00+00', type: 'autoFull' });

    await change(id, { timezone: 'Asia/Tokyo' });
    expect(await scheduleOf(id)).toEqual({ at: '2026-03-31 15:00:00+00', type: 'autoFull' });

    await change(id, { 'invoice-period-id': 1 });
    expect(await scheduleOf(id)).toEqual({ at: '2026-03-01 15:00:00+00', type: 'autoFull' });

    await change(id, { 'invoice-period-id': null });
    expect(await scheduleOf(id)).toEqual({ at: null, type: null });
  });

  it('is left alone by changes of anything else, and of the period to itself', async () => {
    const id = await open({ 'invoice-period-id': 4 });
    await query(`UPDATE accounts SET next_invoice_at = '2026-02-01T00:00:00Z' WHERE id = $1`, id);
    await change(id, { name: `renamed ${id}`, 'invoice-period-id': '4', timezone: 'UTC' });

    expect(await scheduleOf(id)).toEqual({ at: '2026-02-01 00:00:00+00', type: 'autoFull' });
  });

  it('tells whole periods from partial ones by what was billed last', async () => {
    const id = await open({ 'invoice-period-id': 1 });
    await query(
      `INSERT INTO invoices (account_id, reseller_id, kind, state, type, currency, time_zone, payment_model, starts_at, ends_at,
         from_date, to_date)
       VALUES ($1, 1, 'usage', 'pending', 'manual', 'EUR', 'UTC', 'postpay', '2026-02-01T00:00:00Z', '2026-02-23T00:00:00Z',
         '2026-02-01', '2026-02-23')`,
      id,
    );
    // The month is one day old, but a whole week is not billed yet.
    await change(id, { 'invoice-period-id': 6 });

    expect(await scheduleOf(id)).toEqual({ at: '2026-03-02 00:00:00+00', type: 'autoFull' });
  });
});

describe('the balance of an account', () => {
  const set = (externalId: string, data: object, method = 'PATCH') =>
    admin.send(method, `/accounts/${externalId}/balance`, { type: 'balances', id: externalId, ...data });

  it.each(['PATCH', 'PUT'])('is set by %s under its external id', async (method) => {
    const answer = await set('7500', { attributes: { balance: '-12.3450' } }, method);

    expect(answer.status).toBe(200);
    const { self } = (answer.json() as { data: { links: { self: string } } }).data.links;
    expect(self).toMatch(/\/api\/rest\/admin\/accounts\/7500\/balance$/);
    expect(answer.json()).toEqual({
      data: { id: '7500', type: 'balances', links: { self }, attributes: { balance: '-12.345' } },
    });
    expect(answer.headers.etag).toMatch(/^W\//);
    expect(await balanceOf('75')).toBe('-12.345');
  });

  it.each([
    ['null', null, "100 | balance - can't be blank | /data/attributes/balance"],
    ['a word', 'much', '100 | balance - is not a number | /data/attributes/balance'],
  ])('cannot be %s', async (_, balance, refusal) => {
    const answer = await set('7500', { attributes: { balance } });

    expect(answer.status).toBe(422);
    expect(refusalsOf(answer)).toEqual([refusal]);
  });

  it.each([
    ['an id that no account has', '999', 404, '404 | The record identified by 999 could not be found.'],
    [
      'an id beyond all ids',
      '9'.repeat(19),
      404,
      `404 | The record identified by ${'9'.repeat(19)} could not be found.`,
    ],
    ['an id that is no number', 'abc', 400, '103 | abc is not a valid value for id.'],
  ])('is not found under %s', async (_, externalId, status, refusal) => {
    const answer = await set(externalId, { attributes: { balance: 1 } });

    expect(answer.status).toBe(status);
    expect(refusalsOf(answer)).toEqual([refusal]);
  });

  it('is of type balances, and nothing else of the account goes with it', async () => {
    const wrong = await set('7500', { type: 'accounts', attributes: { balance: 1 } });
    const more = await set('7500', { attributes: { balance: 1, name: 'x' } });

    expect(refusalsOf(wrong)).toEqual(['101 | accounts is not a valid resource.']);
    expect(refusalsOf(more)).toEqual(['105 | name is not allowed.']);
  });
});

const pay = (account: string, amount: string) =>
  admin.post('/payments', {
    type: 'payments',
    attributes: { amount },
    relationships: linked({ account: ['accounts', account] }),
  });

const book = (account: string, amount: string) =>
  admin.post('/transactions', {
    type: 'transactions',
    attributes: { amount },
    relationships: linked({ account: ['accounts', account] }),
  });

describe('money that moves', () => {
  it('as a payment is on the balance at once, and the payment knows the balance before', async () => {
    const id = await open({}, '10.1');
    const first = dataOf(await pay(id, '5.05'));
    const second = dataOf(await pay(id, '-1'));

    expect(first.attributes).toMatchObject({ amount: '5.05', 'balance-before-payment': '10.1', status: 'completed' });
    expect(second.attributes).toMatchObject({ amount: '-1.0', 'balance-before-payment': '15.15' });
    expect(await balanceOf(id)).toBe('14.15');
  });

  it('as a payment is the reseller’s too, under a number of its own', async () => {
    const id = await open();
    const payment = dataOf(await pay(id, '3'));
    const [row] = await query<Readonly<Record<string, unknown>>>(
      'SELECT reseller_id, currency_code, document_id, status, type, closed_at::text AS closed FROM payments WHERE id = $1',
      payment.id,
    );

    expect(row).toMatchObject({
      reseller_id: 1,
      currency_code: 'EUR',
      status: 'completed',
      type: 'manual',
      closed: '2026-03-01 12:00:00+00',
    });
    expect(row?.['document_id']).toMatch(/^[\da-f-]{36}$/);
  });

  it.each([
    ['a charge, when it is positive', '7.25', '2.75'],
    ['a refund, when it is negative', '-7.25', '17.25'],
  ])('as a transaction is %s', async (_, amount, balance) => {
    const id = await open({}, '10');
    await book(id, amount);

    expect(await balanceOf(id)).toBe(balance);
  });

  it.each([
    ['2.5', '7.5', [{ amount: '2.5', description: 'Service creation' }]],
    ['-2.5', '12.5', [{ amount: '-2.5', description: 'Service creation' }]],
    ['0', '10.0', []],
  ])('as a service of %s to begin with', async (price, balance, transactions) => {
    const id = await open({}, '10');
    const answer = await admin.post('/services', {
      type: 'services',
      attributes: { 'initial-price': price, 'renew-price': '1' },
      relationships: linked({ account: ['accounts', id], 'service-type': ['service-types', 1] }),
    });

    expect(answer.status).toBe(201);
    expect(await balanceOf(id)).toBe(balance);
    expect(
      await query('SELECT amount::text, description FROM transactions WHERE service_id = $1', dataOf(answer).id),
    ).toEqual(transactions);
  });

  it('is lost by nobody when it moves in many ways at the same time', async () => {
    const id = await open({}, '100');
    // All bookings together are less than any payment: between two payments the balance is never what it was.
    const moves = Array.from({ length: 10 }, (_, index) => [
      pay(id, `1.${index}`),
      book(id, `0.00${index + 1}`),
    ]).flat();
    const answers = await Promise.all(moves);

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    // 100 + (1.0 + 1.1 + … + 1.9) − (0.001 + … + 0.009 + 0.0010)
    expect(await balanceOf(id)).toBe('114.454');
    const before = await query<{ readonly before: string }>(
      'SELECT balance_before_payment::text AS before FROM payments WHERE account_id = $1',
      id,
    );
    expect(new Set(before.map((row) => row.before)).size).toBe(10);
  });
});
