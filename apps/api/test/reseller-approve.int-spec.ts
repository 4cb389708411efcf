import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPdf, type InvoiceSketch } from '@org/invoice-domain/testing';
import fc from 'fast-check';
import { faultsOf, ManagedWorld } from './support/managed-world.js';
import { startTestApp, tokens, type TestApp } from './support/test-app.js';
import { runs } from '@org/invoice-domain/testing';

let server: TestApp;
let world: ManagedWorld;

/** It is 1 March 2026, 12:00 in UTC and 14:00 in Kyiv, the zone of reseller 1. */
beforeAll(async () => {
  server = await startTestApp();
  world = new ManagedWorld(server);
});

afterAll(() => server.close());

const body = { document_id: 'ERP-7', billing_date: '2026-01-01' };

describe('an invoice that a third-party system approves', () => {
  it('has its number, is approved, and is answered as GET shows it, byte for byte', async () => {
    const issued = await world.issued();
    const answer = await world.post(issued, `invoices/${issued.id}/approve`, body);
    const shown = await world.get(issued, `invoices/${issued.id}`);

    expect(answer.status).toBe(200);
    expect(answer.body).toBe(shown.body);
    expect(answer.headers['etag']).toBe(shown.headers['etag']);
    expect(answer.json()).toMatchObject({
      data: { attributes: { document_id: 'ERP-7', approved: 'true', status: 'closed', total: '100.0' } },
    });
  });

  it('has it on the admin API as well, and its seal holds', async () => {
    const issued = await world.approved();
    const admin = await server.send(`/api/rest/admin/invoices/${issued.id}`, {
      headers: { authorization: server.adminToken() },
    });

    expect(admin.json()).toMatchObject({ data: { attributes: { reference: 'ERP-1' } } });
    expect(await world.one(issued, 'invoices', 'issued_reference')).toEqual({ issued_reference: `INV-${issued.id}` });
    expect(await world.sealsHold(1)).toBe(true);
  });

  it('keeps its amount and its payment’s, beside the external one that the payment shows', async () => {
    const issued = await world.issued();
    const before = await world.one(issued, 'invoices', 'total', 'currency', 'charges_amount', 'number', 'approved_at');
    const amount = { total: '987654321.1234567891', currency: 'USD' };
    const answer = await world.post(issued, `invoices/${issued.id}/approve`, { ...body, amount });

    expect(answer.status).toBe(200);
    expect(await world.one(issued, 'invoices', ...Object.keys(before))).toEqual(before);
    expect((await world.get(issued, `payments/${issued.id}`)).json()).toMatchObject({
      data: {
        attributes: {
          total: '100.0',
          initial_total: '100.0',
          currency_code: 'EUR',
          external_total: '987654321.1234567891',
          external_currency_code: 'USD',
          expiration_date: '2026-03-15',
        },
      },
    });
  });

  it('may come with a link to its receipt', async () => {
    const issued = await world.issued();
    const receipt = { link: 'https://erp.test/receipts/7?a=b' };
    await world.post(issued, `invoices/${issued.id}/approve`, { ...body, receipt });

    const shown = await world.get(issued, `payments/${issued.id}/receipt`);
    expect([shown.status, shown.headers['content-type'], shown.body]).toEqual([
      200,
      'text/uri-list',
      `${receipt.link}\r\n`,
    ]);
  });

  it('may come with its receipt, which is handed back as it was', async () => {
    const issued = await world.issued();
    const file = `data:application/pdf;base64,${aPdf('receipt').toString('base64')}`;
    await world.post(issued, `invoices/${issued.id}/approve`, { ...body, receipt: { file } });

    const shown = await world.get(issued, `payments/${issued.id}/receipt`);
    expect([shown.status, shown.headers['content-type'], shown.body]).toEqual([
      200,
      'application/pdf',
      aPdf('receipt').toString(),
    ]);
    expect(shown.headers['content-disposition']).toContain(`P${issued.id}.pdf`);
  });

  it('has no receipt that did not come, nor one of another reseller', async () => {
    const other = await world.issued({ resellerId: 2 });
    await world.post(other, `invoices/${other.id}/approve`, { ...body, receipt: { link: 'https://erp.test' } });

    for (const id of [(await world.approved()).id, other.id, 4711]) {
      expect(faultsOf(await world.get({ reseller: 1 }, `payments/${id}/receipt`))).toEqual([404, 'PAYMENT-NOT-FOUND']);
    }
  });

  it('is found by its account and the first day of its period as well', async () => {
    const issued = await world.issued();
    const answer = await world.post(issued, `accounts/${issued.id}/approve_invoices`, body);

    expect(answer.status).toBe(200);
    expect(answer.body).toBe((await world.get(issued, `invoices/${issued.id}`)).body);
  });

  it('leaves one line in the audit', async () => {
    const issued = await world.issued();
    const amount = { total: 99.5, currency: 'EUR' };
    await world.post(issued, `invoices/${issued.id}/approve`, { ...body, amount });
    const [manager] = await world.rows('SELECT id FROM managers WHERE name = $1', tokens.root);

    expect(await world.events(issued)).toEqual([
      {
        event: 'externallyApproved',
        actor: `manager:${String(manager?.['id'])}`,
        details: {
          from: `INV-${issued.id}`,
          to: 'ERP-7',
          paymentId: issued.id,
          dueDate: '2026-03-15',
          externalTotal: '99.5',
          externalCurrencyCode: 'EUR',
        },
      },
    ]);
  });

  it('is of no other version than If-Match means', async () => {
    const issued = await world.issued();
    const path = `invoices/${issued.id}/approve`;

    expect(faultsOf(await world.post(issued, path, body, { 'if-match': 'W/"stale"' }))).toEqual([
      412,
      'PRECONDITION-FAILED',
    ]);
    const etag = String((await world.get(issued, `invoices/${issued.id}`)).headers['etag']);
    expect((await world.post(issued, path, body, { 'if-match': etag })).status).toBe(200);
  });
});

describe('an approval is refused', () => {
  it.each<[string, InvoiceSketch, Readonly<Record<string, unknown>>, string]>([
    ['of a prepaid invoice', { paymentModel: 'prepay', payment: null }, {}, 'INVOICE-0007'],
    ['with the day of another period', {}, { billing_date: '2026-01-02' }, 'INVOICE-0005 /billing_date'],
    ['with a due date that is none', {}, { due_date: '2026-02-30' }, 'INVOICE-0016 /due_date'],
    ['with an amount that is none', {}, { amount: { total: '1e3', currency: 'EUR' } }, 'INVOICE-0016 /amount/total'],
    [
      'with more digits than are kept',
      {},
      { amount: { total: '0.12345678901', currency: 'EUR' } },
      'INVOICE-0016 /amount/total',
    ],
    ['with an amount without its currency', {}, { amount: { total: '1' } }, 'INVOICE-0016 /amount/currency'],
    ['with a currency without its amount', {}, { amount: { currency: 'EUR' } }, 'INVOICE-0016 /amount/total'],
    [
      'with a currency that nobody knows',
      {},
      { amount: { total: '1', currency: 'XTS' } },
      'INVOICE-0016 /amount/currency',
    ],
    ['with an amount that is no object', {}, { amount: '1' }, 'INVOICE-0016 /amount'],
    ['without a document id', {}, { document_id: undefined }, 'INVOICE-0001 '],
    ['without a billing date', {}, { billing_date: null }, 'INVOICE-0001 '],
  ])('%s', async (_, sketch, more, fault) => {
    const issued = await world.issued(sketch);
    const answer = await world.post(issued, `invoices/${issued.id}/approve`, { ...body, ...more });

    expect(faultsOf(answer)).toEqual([400, fault]);
    expect(await world.one(issued, 'invoices', 'externally_approved', 'reference')).toEqual({
      externally_approved: 'false',
      reference: `INV-${issued.id}`,
    });
  });

  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['a blank document id', { document_id: ' ' }, '/document_id'],
    ['a document id that is no text', { document_id: 7 }, '/document_id'],
    ['a document id that is too long', { document_id: 'x'.repeat(256) }, '/document_id'],
    ['a billing date that is none', { billing_date: '2026-1-1' }, '/billing_date'],
    ['a receipt that is no web address', { receipt: { link: 'javascript:alert(1)' } }, '/receipt/link'],
    ['a receipt that is no document', { receipt: { file: 'data:application/pdf;base64,QUJD' } }, '/receipt/file'],
    ['a receipt that is nothing', { receipt: {} }, '/receipt'],
  ])('with %s', async (_, more, pointer) => {
    const issued = await world.issued();
    const answer = await world.post(issued, `invoices/${issued.id}/approve`, { ...body, ...more });

    expect(faultsOf(answer)).toEqual([422, `INVALID-VALUE ${pointer}`]);
  });

  it.each(['documentId', '/amount/colour', 'constructor'])('with a member that it does not have: %s', async (name) => {
    const issued = await world.issued();
    const more = name.startsWith('/amount') ? { amount: { total: '1', currency: 'EUR', colour: 1 } } : { [name]: 1 };
    const answer = await world.post(issued, `invoices/${issued.id}/approve`, { ...body, ...more });

    expect(faultsOf(answer)).toEqual([400, `INVALID-BODY ${name.startsWith('/') ? name : `/${name}`}`]);
  });

  it.each(['sales', 'owner'] as const)('to the role %s', async (role) => {
    const issued = await world.issued();
    for (const path of [`invoices/${issued.id}/approve`, `accounts/${issued.id}/approve_invoices`]) {
      expect(faultsOf(await world.post(issued, path, body, { 'x-api-token': tokens[role] }))).toEqual([
        403,
        'FORBIDDEN',
      ]);
    }
  });
});

describe('an invoice of another reseller', () => {
  it('looks like one that does not exist, byte for byte', async () => {
    const { id } = await world.issued({ resellerId: 2 });
    const own = { reseller: 1 };
    const absent = await world.post(own, 'invoices/4711/approve', body);

    expect(faultsOf(absent)).toEqual([404, 'INVOICE-NOT-FOUND']);
    for (const other of [id, 'abc', '0', '9'.repeat(40)]) {
      const answer = await world.post(own, `invoices/${other}/approve`, body);
      expect([answer.status, answer.body]).toEqual([404, absent.body]);
    }
  });

  it('has an account that does not exist either', async () => {
    const { id } = await world.issued({ resellerId: 2 });
    const absent = await world.post({ reseller: 1 }, 'accounts/4711/approve_invoices', body);

    expect(faultsOf(absent)).toEqual([404, 'ACCOUNT-NOT-FOUND']);
    for (const other of [id, 'abc', '9'.repeat(15)]) {
      const answer = await world.post({ reseller: 1 }, `accounts/${other}/approve_invoices`, body);
      expect([answer.status, answer.body]).toEqual([404, absent.body]);
    }
  });

  it('is approved through its own reseller’s path', async () => {
    const issued = await world.issued({ resellerId: 2 });

    expect((await world.post(issued, `invoices/${issued.id}/approve`, body)).status).toBe(200);
  });
});

describe('by account and billing date', () => {
  it('no invoice that starts on the day is INVOICE-0002', async () => {
    const issued = await world.issued();
    const answer = await world.post(issued, `accounts/${issued.id}/approve_invoices`, {
      ...body,
      billing_date: '2026-01-02',
    });

    expect(faultsOf(answer)).toEqual([404, 'INVOICE-0002']);
  });

  it('several that start on the day are INVOICE-0002 too, and each has its own path', async () => {
    const issued = await world.issued();
    await world.rows(
      `INSERT INTO invoices (account_id, reseller_id, kind, billing_day, state, type, currency, time_zone, payment_model,
         starts_at, ends_at, from_date, to_date)
       SELECT account_id, reseller_id, kind, 2, 'new', type, currency, time_zone, payment_model, starts_at, ends_at, from_date, to_date
       FROM invoices WHERE id = $1`,
      issued.id,
    );
    const answer = await world.post(issued, `accounts/${issued.id}/approve_invoices`, body);

    expect(faultsOf(answer)).toEqual([404, 'INVOICE-0002']);
    expect(answer.body).toContain('name one by its id');
    expect((await world.post(issued, `invoices/${issued.id}/approve`, body)).status).toBe(200);
  });
});

describe('a hundred approvals at once', () => {
  it('approve once; all others hear that it has been done', async () => {
    const issued = await world.issued();
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => world.post(issued, `invoices/${issued.id}/approve`, body)),
    );

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const others = answers.filter(({ status }) => status !== 200);
    expect(new Set(others.map((answer) => JSON.stringify(faultsOf(answer))))).toEqual(
      new Set(['[400,"INVOICE-0013"]']),
    );
    expect(await world.events(issued)).toHaveLength(1);
  }, 30_000);

  it('with one key are answered alike', async () => {
    const issued = await world.issued();
    const headers = { 'idempotency-key': 'one-key' };
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => world.post(issued, `invoices/${issued.id}/approve`, body, headers)),
    );

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map((answer) => answer.body)).size).toBe(1);
    expect(await world.events(issued)).toHaveLength(1);
  }, 30_000);
});

describe('whatever is sent', () => {
  it('is approved or refused, and never a fault of the server', async () => {
    const issued = await world.issued({ payment: 'cancelled' });
    const anyDay = fc.oneof(fc.constant('2026-01-01'), fc.date().map(String), fc.string(), fc.integer());
    const anyBody = fc.record(
      {
        document_id: fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.jsonValue()),
        billing_date: anyDay,
        due_date: anyDay,
        amount: fc.oneof(
          fc.jsonValue(),
          fc.record({ total: fc.oneof(fc.double(), fc.string()), currency: fc.string() }),
        ),
        receipt: fc.oneof(fc.jsonValue(), fc.record({ link: fc.webUrl() })),
        other: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          anyBody.map((one) => JSON.stringify(one)),
          fc.string(),
        ),
        async (text) => {
          const answer = await world.post(issued, `invoices/${issued.id}/approve`, text);
          expect(answer.status).toBeGreaterThanOrEqual(400);
          expect(answer.status).toBeLessThan(500);
        },
      ),
      { numRuns: runs(30) },
    );
  }, 60_000);
});
